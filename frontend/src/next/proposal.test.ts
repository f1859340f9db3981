import { expect, test } from 'vitest'
import { standingOf } from '../targets/phoneStanding'
import { east, LAT, LON, place, TODAY } from '../targets/phoneTargets.sample'
import { candidates } from './order'
import { stillToVisit, USUAL } from './planning'
import { propose, rangeLeft_m } from './proposal'

const HERE = [LON, LAT]
const at = (id: string, metres: number, last_visited_on: string | null = null) =>
  standingOf(
    place({ id, geometry: { type: 'Point', coordinates: [east(metres), LAT] }, last_visited_on }),
    [],
    TODAY,
  )
const all = candidates([at('near', 1000), at('middle', 3000), at('far', 9000)])
const ids = (change: Partial<typeof USUAL>, pinned: string[] = []) =>
  propose(all, pinned, HERE, HERE, { ...USUAL, ...change })
    .stops.map(({ id }) => id)
    .sort()

test('of the battery 85 % are planned with', () => {
  expect(rangeLeft_m({ ...USUAL, battery_pct: 50, full_range_km: 60 })).toBe(25_500)
})

test('with battery and time for all, all are taken', () => {
  expect(ids({ battery_pct: 100, time_min: 480 })).toEqual(['far', 'middle', 'near'])
})

test('a small battery comes back before it is empty', () => {
  expect(ids({ battery_pct: 20 })).toEqual(['middle', 'near'])
  expect(ids({ battery_pct: 5 })).toEqual([])
})

test('an hour is too short for the farthest', () => {
  expect(ids({ time_min: 60 })).toEqual(['middle', 'near'])
})

test('what was put in by hand goes in before all else', () => {
  expect(ids({ battery_pct: 50, time_min: 80 }, ['far'])).toContain('far')
})

test('on the way what was visited meanwhile is left out, and the rest keeps its order', () => {
  const begun = {
    home: HERE,
    stops: ['far', 'gone', 'near'],
    length_m: 0,
    time_min: 0,
    left_out: 0,
  }
  expect(stillToVisit(begun, all).map(({ id }) => id)).toEqual(['far', 'near'])
})
