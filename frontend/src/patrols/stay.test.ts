import { expect, test } from 'vitest'
import type { Fix } from '../gps/fix'
import { ASK_AFTER_MS, isForgotten, stayAfter, type Stay } from './stay'

const MINUTE = 60_000
const fix = (minute: number, east_m: number, accuracy_m: number | null = 8): Fix => ({
  lon: 107.1 + east_m / 97_300,
  lat: 29.15,
  at: minute * MINUTE,
  accuracy_m,
})
const stayOf = (...fixes: Fix[]) => fixes.reduce<Stay | null>(stayAfter, null)
/** A fix a minute, trembling by as much. */
const standing = (from: number, to: number, noise_m = 0) =>
  Array.from({ length: to - from + 1 }, (_, n) => fix(from + n, n % 2 ? noise_m : -noise_m))

test('after half an hour on the spot it is asked, not a minute sooner', () => {
  const stay = stayOf(...standing(0, 30))
  expect(isForgotten(stay, 30 * MINUTE - 1)).toBe(false)
  expect(isForgotten(stay, 30 * MINUTE)).toBe(true)
  expect(stay?.since).toBe(0)
})

test('a GPS that trembles by 40 m doesn’t move the patrol', () => {
  expect(stayOf(...standing(0, 31, 20))?.since).toBe(0)
})

test('a spike of two fixes is no movement, a third fix away from here is', () => {
  const spike = [fix(10, 400), fix(11, 400)]
  expect(stayOf(...standing(0, 9), ...spike, ...standing(12, 20))?.since).toBe(0)
  expect(stayOf(...standing(0, 9), ...spike, fix(12, 400))?.since).toBe(12 * MINUTE)
})

test('what nobody could trust neither moves nor begins a stay', () => {
  const wild = [1, 2, 3, 4].map((minute) => fix(minute, 900, 80))
  expect(stayOf(fix(0, 0, 80))).toBeNull()
  expect(stayOf(fix(0, 0), ...wild)?.since).toBe(0)
})

test('a walk of 60 m each ten minutes is never asked about', () => {
  const walk = Array.from({ length: 120 }, (_, minute) => fix(minute, minute * 12))
  const asked = walk.filter((_, n) => isForgotten(stayOf(...walk.slice(0, n + 1)), n * MINUTE))
  expect(asked).toEqual([])
})

test('the last movement is when the place was reached', () => {
  const ride = [0, 1, 2, 3].map((minute) => fix(minute, minute * 300 - 900))
  expect(stayOf(...ride, ...standing(4, 40))?.since).toBeLessThanOrEqual(6 * MINUTE)
  expect(stayOf(...ride, ...standing(4, 40))?.since).toBeGreaterThanOrEqual(2 * MINUTE)
})

test('silence counts like standing: a car in a garage has no fixes', () => {
  expect(isForgotten(stayOf(fix(0, 0)), ASK_AFTER_MS)).toBe(true)
  expect(isForgotten(null, ASK_AFTER_MS)).toBe(false)
})

test('an answer gives another half hour', () => {
  const answered = { ...stayOf(...standing(0, 30))!, answered_at: 30 * MINUTE }
  expect(isForgotten(stayAfter(answered, fix(59, 3)), 59 * MINUTE)).toBe(false)
  expect(isForgotten(stayAfter(answered, fix(60, 3)), 60 * MINUTE)).toBe(true)
})
