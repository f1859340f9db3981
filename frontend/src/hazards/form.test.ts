import { expect, test } from 'vitest'
import { freshForm, groups, missing, seenHazard, USUAL, withCategory } from './form'
import { categories } from './hazard'

const fresh = freshForm('500119108', null, 0)
const spot = { place: [107.2, 29.15] as [number, number], at: 0, accuracy_m: 6 }

test('every category has one button', () => {
  expect(Object.values(groups).flat().sort()).toEqual([...categories].sort())
})

test('one tap on a category leaves nothing to be typed, and only the place to come', () => {
  const form = withCategory(fresh, 'rail_fence', '护栏缺口')
  expect(missing(form)).toEqual(['place'])
  expect(seenHazard({ ...form, spot })).toMatchObject({ severity: 'high', description: '护栏缺口' })
})

test('without a position there is no hazard to seal', () => {
  expect(seenHazard(withCategory(fresh, 'fire', '焚烧秸秆'))).toBeNull()
})

test('another category brings its own words, but never takes away what somebody wrote', () => {
  const fence = withCategory(fresh, 'rail_fence', '护栏缺口')
  expect(withCategory(fence, 'fire', '焚烧秸秆')).toMatchObject({
    description: '焚烧秸秆',
    severity: 'urgent',
  })
  const own = { ...fence, description: '护栏缺口约 2 米', severity: 'low' as const }
  expect(withCategory(own, 'fire', '焚烧秸秆')).toMatchObject({
    description: '护栏缺口约 2 米',
    severity: 'low',
  })
})

test('a form with nothing in it says all that it needs', () => {
  expect(missing({ ...fresh, township: '' })).toHaveLength(5)
  expect(USUAL.subgrade).toBe('urgent')
})
