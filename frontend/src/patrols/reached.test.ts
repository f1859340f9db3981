import type { Geometry } from 'geojson'
import { expect, test } from 'vitest'
import { metresPerDegree, type Place } from '../gps/distance'
import type { PhoneTarget } from '../targets/phoneTarget'
import { leftNearby } from './leftNearby'
import { reachedBy } from './reached'

const LAT = 29.15
const [EAST_M, NORTH_M] = metresPerDegree(LAT)
const at = (east_m: number, north_m: number): Place => ({
  lon: 107.1 + east_m / EAST_M,
  lat: LAT + north_m / NORTH_M,
})
const position = (east_m: number, north_m: number) => {
  const { lon, lat } = at(east_m, north_m)
  return [lon, lat]
}
const target = (geometry: Geometry, told: Partial<PhoneTarget> = {}): PhoneTarget => ({
  id: 'one',
  layer: 'village',
  name: '青山村',
  code: null,
  township: '500119108',
  geometry,
  interval_days: 30,
  radius_m: null,
  chainage_start_m: null,
  status: 'open',
  status_until_on: null,
  last_visited_on: null,
  approximate: false,
  ...told,
})
const point = (east_m: number, north_m: number, told: Partial<PhoneTarget> = {}) =>
  target({ type: 'Point', coordinates: position(east_m, north_m) }, told)
const line = (length_m: number, north_m: number, layer: PhoneTarget['layer']) =>
  target(
    { type: 'LineString', coordinates: [position(0, north_m), position(length_m, north_m)] },
    { layer },
  )
/** Eastwards along the equator of this test, a fix each 20 m. */
const ride = (from_m: number, to_m: number) =>
  Array.from({ length: (to_m - from_m) / 20 + 1 }, (_, n) => at(from_m + n * 20, 0))
const isVisited = (one: PhoneTarget, ...stretches: Place[][]) =>
  reachedBy(stretches, [one]).visited.length === 1
const passedM = (one: PhoneTarget, ...stretches: Place[][]) =>
  Math.round(reachedBy(stretches, [one]).lines[0]?.passed_m ?? 0)

test('only the pieces that were passed count, the ends of the ride by their distance', () => {
  expect(passedM(line(1000, 0, 'railway'), ride(300, 500))).toBe(300)
})

test('a gap is never travelled, and a lone fix reaches nothing', () => {
  expect(passedM(line(1000, 0, 'railway'), ride(0, 100), ride(900, 1000))).toBe(300)
  expect(isVisited(point(0, 0), [at(0, 0)])).toBe(false)
})

test('what is excluded is not told as reached', () => {
  expect(isVisited(point(0, 0, { status: 'excluded' }), ride(0, 100))).toBe(false)
})

test('eight hours of fixes against a thousand places and 200 km of line', () => {
  const fixes = Array.from({ length: 28_800 }, (_, n) => at(n * 5, (n % 600) * 10))
  const places = Array.from({ length: 1000 }, (_, n) => point(n * 140, 3000))
  const { visited, lines } = reachedBy([fixes], [...places, line(200_000, 3000, 'railway')])
  expect(visited.length).toBeGreaterThan(50)
  expect(lines[0]!.passed_m).toBeGreaterThan(1000)
})

test('what is left nearby: never visited or overdue, nearest first, within 3 km', () => {
  const targets = [
    point(2000, 0, { id: 'overdue', last_visited_on: '2026-09-01' }),
    point(900, 0, { id: 'never' }),
    point(500, 0, { id: 'fresh', last_visited_on: '2026-10-20' }),
    point(100, 0, { id: 'reached' }),
    point(3100, 0, { id: 'far' }),
  ]
  const left = leftNearby(targets, at(0, 0), new Set(['reached']), '2026-11-02')
  expect(left.map(({ target: { id }, overdue_days }) => [id, overdue_days])).toEqual([
    ['never', null],
    ['overdue', 32],
  ])
})

test('nobody is sent to what can’t be reached yet, or is excluded', () => {
  const until = { status: 'inaccessible', status_until_on: '2026-11-02' } as const
  const targets = [point(100, 0, until), point(200, 0, { status: 'excluded' })]
  expect(leftNearby(targets, at(0, 0), new Set(), '2026-11-02')).toEqual([])
  expect(leftNearby(targets, at(0, 0), new Set(), '2026-11-03')).toHaveLength(1)
})
