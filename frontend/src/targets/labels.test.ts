import { expect, test } from 'vitest'
import { hasLabel, imageOf, labelOfTarget, labelOfVehicle } from './labels'
import type { Target } from './upkeep'

const target = (change: object = {}) =>
  ({
    id: '019a4230-0000-7000-8000-00000000abcd',
    properties: { name: '中心校', layer: 'school', code: null, status: 'open', ...change },
  }) as unknown as Target

test('a label shows the code, or the end of the id where there is none', () => {
  expect(labelOfTarget(target({ code: 'XX-01' })).code).toBe('XX-01')
  expect(labelOfTarget(target()).code).toBe('0000ABCD')
})

test('a line and what is excluded have no label', () => {
  expect(hasLabel(target())).toBe(true)
  expect(hasLabel(target({ layer: 'railway' }))).toBe(false)
  expect(hasLabel(target({ status: 'excluded' }))).toBe(false)
})

test('the code leads to where the desk was opened', () => {
  const car = labelOfVehicle({ id: 'v', name: '一号车', plate: null, township: 'x' })
  expect(imageOf(car, 'https://a.cn:8443')).toBe(
    '/api/v1/vehicles/v/label.svg?origin=https%3A%2F%2Fa.cn%3A8443',
  )
})
