import { expect, test } from 'vitest'
import { askedWait, backOff, isDue, slowBackOff, SLOWEST_WAIT_MS } from './backoff'

test('waits grow to five minutes and are never the same on two phones', () => {
  expect(backOff(0, () => 0)).toBe(1000)
  expect(backOff(3, () => 1)).toBe(16_000)
  expect(backOff(30, () => 1)).toBe(300_000)
})

test('the slow lane begins at a quarter of an hour and ends at four hours', () => {
  expect(slowBackOff(0, () => 1)).toBe(15 * 60_000)
  expect(slowBackOff(99, () => 1)).toBe(SLOWEST_WAIT_MS)
})

test.each([
  [-5, 1000],
  [7, 7000],
  [3_000_000_000, 30 * 60_000],
])('asked to wait %i s, the phone waits %i ms', (asked_s, wait_ms) => {
  expect(askedWait(asked_s)).toBe(wait_ms)
})

test('a due time beyond any wait was written by another clock', () => {
  expect([isDue(0, 5), isDue(6, 5), isDue(6 + SLOWEST_WAIT_MS, 5)]).toEqual([true, false, true])
})
