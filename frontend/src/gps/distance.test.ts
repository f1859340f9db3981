import { expect, test } from 'vitest'
import { advance, distance_m, EMPTY_TALLY } from './distance'
import type { Fix } from './fix'

const START = Date.UTC(2026, 10, 2, 1)
const METRE_EAST = 1 / 97_300 // degrees of longitude at 29.15 north

const fix = (second: number, metresEast: number, accuracy_m: number | null = 8): Fix => ({
  lon: 107.1 + metresEast * METRE_EAST,
  lat: 29.15,
  at: START + second * 1000,
  accuracy_m,
})
const ride = (...fixes: Fix[]) => fixes.reduce(advance, EMPTY_TALLY)

test('a degree of latitude in Nanchuan is 110.86 km', () => {
  const south = { lon: 107.1, lat: 29 }
  expect(distance_m(south, { lon: 107.1, lat: 30 })).toBeCloseTo(110_860, -2)
})

test('a straight ride adds up', () => {
  const fixes = Array.from({ length: 61 }, (_, n) => fix(n, n * 15))
  expect(ride(...fixes).distance_m).toBeCloseTo(900, -1)
})

test('trembling on the spot is no distance', () => {
  const fixes = Array.from({ length: 60 }, (_, n) => fix(n, n % 2 ? 4 : -4))
  expect(ride(...fixes).distance_m).toBe(0)
})

test('slow steps count once they come to ten metres', () => {
  expect(ride(fix(0, 0), fix(5, 6), fix(10, 12)).distance_m).toBeCloseTo(12, 0)
})

test('a fix that nobody could trust is left out', () => {
  expect(ride(fix(0, 0), fix(1, 400, 80), fix(2, 20)).distance_m).toBeCloseTo(20, 0)
})

test('a spike at 300 m/s is left out', () => {
  expect(ride(fix(0, 0), fix(1, 300), fix(2, 20)).distance_m).toBeCloseTo(20, 0)
})

test('a fifth fix far away is believed, but the jump is not travelled', () => {
  const far = [1, 2, 3, 4, 5, 6].map((n) => fix(n, 10_000 + n * 15))
  expect(ride(fix(0, 0), ...far).distance_m).toBeCloseTo(15, 0)
})

test('a gap of more than a minute or 500 m counts for nothing', () => {
  expect(ride(fix(0, 0), fix(61, 100)).distance_m).toBe(0)
  expect(ride(fix(0, 0), fix(30, 501)).distance_m).toBe(0)
})
