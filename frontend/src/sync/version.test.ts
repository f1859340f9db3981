import { expect, test } from 'vitest'
import { isOlder } from './version'

test.each([
  ['0.1.0', '0.2.0'],
  ['0.9.0', '0.10.0'],
  ['1.2.3', '2'],
])('%s is older than %s, and not the other way round', (older, newer) => {
  expect([isOlder(older, newer), isOlder(newer, older)]).toEqual([true, false])
})

test('no version is older than itself', () => {
  expect(isOlder('1.2.0', '1.2')).toBe(false)
})
