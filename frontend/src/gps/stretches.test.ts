import { expect, test } from 'vitest'
import type { Fix } from './fix'
import { gapsBetween, recordedMs, stretchesOf } from './stretches'

const fix = (second: number, east_m = second * 10, accuracy_m: number | null = 8): Fix => ({
  lon: 107.1 + east_m / 97_300,
  lat: 29.15,
  at: second * 1000,
  accuracy_m,
})
const seconds = (stretches: Fix[][]) => stretches.map((one) => one.map(({ at }) => at / 1000))

test('a ride without gaps is one stretch', () => {
  expect(seconds(stretchesOf([0, 1, 2, 3].map((s) => fix(s))))).toEqual([[0, 1, 2, 3]])
})

test('more than a minute is a gap, and the gap is no recorded time', () => {
  const stretches = stretchesOf([fix(0), fix(20), fix(81, 220), fix(91, 230)])
  expect(seconds(stretches)).toEqual([
    [0, 20],
    [81, 91],
  ])
  expect(recordedMs(stretches)).toBe(30_000)
  expect(gapsBetween(stretches).map(([a, b]) => [a.at, b.at])).toEqual([[20_000, 81_000]])
})

test('a lone fix between two gaps is no stretch', () => {
  expect(seconds(stretchesOf([fix(0), fix(1), fix(100), fix(200), fix(201)]))).toEqual([
    [0, 1],
    [200, 201],
  ])
})

test('a fix that nobody could trust and a spike are in no stretch', () => {
  const track = [fix(0), fix(1, 12, 80), fix(2, 500), fix(3)]
  expect(seconds(stretchesOf(track))).toEqual([[0, 3]])
})
