import { expect, test } from 'vitest'
import type { Me, Role } from '../auth/session'
import { mayAddFiles, mayRevise, partOf, partsFor } from './parts'
import { countText } from './waiting'

test('viewers look; supervisors and administrators decide', () => {
  expect(partsFor('district_viewer')).not.toContain('parked')
  expect(partOf('parked', 'district_viewer')).toBe('conflicts')
  expect(partOf('devices', 'administrator')).toBe('devices')
  expect(partOf(undefined, 'township_supervisor')).toBe('parked')
})

test.each<[Role, boolean]>([
  ['township_supervisor', true],
  ['administrator', false],
  ['district_viewer', false],
])('at the desk a %s revises records of the own township: %s', (role, may) => {
  const user = { role, townships: ['500119108'] } as Me
  expect(mayRevise(user, '500119108')).toBe(may)
  expect(mayRevise(user, '500119100')).toBe(false)
})

test.each<[Role, boolean]>([
  ['township_supervisor', false],
  ['administrator', true],
  ['district_viewer', false],
  ['patrol_officer', false],
])('a %s adds files to patrols of another township: %s', (role, may) => {
  expect(mayAddFiles({ role, townships: ['500119108'] } as Me, '500119100')).toBe(may)
})

test('a badge says how many at least', () => {
  expect(countText({ n: 0, more: false })).toBe('')
  expect(countText({ n: 20, more: true }, { n: 2, more: false })).toBe('22+')
})
