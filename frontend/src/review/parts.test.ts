import { expect, test } from 'vitest'
import { partOf, partsFor } from './parts'
import { countText } from './waiting'

test('viewers look; supervisors and administrators decide', () => {
  expect(partsFor('district_viewer')).not.toContain('parked')
  expect(partOf('parked', 'district_viewer')).toBe('conflicts')
  expect(partOf('devices', 'administrator')).toBe('devices')
  expect(partOf(undefined, 'township_supervisor')).toBe('parked')
})

test('a badge says how many at least', () => {
  expect(countText({ n: 0, more: false })).toBe('')
  expect(countText({ n: 20, more: true }, { n: 2, more: false })).toBe('22+')
})
