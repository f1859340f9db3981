import { expect, test } from 'vitest'
import { distance_m } from './distance'
import { further, isTrusted, movedTo, spotOf, type Spot } from './place'

const fix = { lon: 107.2844, lat: 29.2476, at: 1_000_000, accuracy_m: 8 }
const at = ([lon, lat]: Spot['place']) => ({ lon, lat })

test('a place that was moved by hand has no accuracy of a receiver', () => {
  const moved = movedTo(spotOf(fix), [107.28512345678, 29.248])
  expect(moved).toMatchObject({ place: [107.2851235, 29.248], at: fix.at, accuracy_m: null })
  expect(isTrusted(moved, fix.at)).toBe(false)
})

test('however often it is moved, the way back leads to what the receiver told', () => {
  const moved = movedTo(movedTo(spotOf(fix), [107.29, 29.25]), [107.3, 29.26])
  expect(moved.told).toEqual(spotOf(fix))
})

test('five metres to each side are five metres', () => {
  const from = spotOf(fix).place
  const ways = [
    further(from, 5, 0),
    further(from, -5, 0),
    further(from, 0, 5),
    further(from, 0, -5),
  ]
  for (const place of ways) expect(distance_m(at(from), at(place))).toBeCloseTo(5, 2)
  expect(ways[0]![0]).toBeGreaterThan(from[0])
  expect(ways[2]![1]).toBeGreaterThan(from[1])
})
