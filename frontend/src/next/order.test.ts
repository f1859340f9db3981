import { expect, test } from 'vitest'
import type { PhoneHazard } from '../hazards/phoneHazard'
import { standingOf } from '../targets/phoneStanding'
import { east, LAT, LON, place, rail, TODAY } from '../targets/phoneTargets.sample'
import { candidates, hazardNear, ranked, WINDING } from './order'

const at = (id: string, metres: number, last_visited_on: string | null) =>
  standingOf(
    place({ id, geometry: { type: 'Point', coordinates: [east(metres), LAT] }, last_visited_on }),
    [],
    TODAY,
  )
const order = (...all: ReturnType<typeof at>[]) =>
  ranked(candidates(all), [LON, LAT]).map(({ id }) => id)

test('what was visited in time is nowhere to go', () => {
  expect(order(at('seen', 100, '2026-11-01'), at('due', 100, '2026-10-24'))).toEqual(['due'])
})

test('of two as far away the longer overdue comes first', () => {
  expect(order(at('a', 1000, '2026-10-20'), at('b', 1000, '2026-10-01'))).toEqual(['b', 'a'])
})

test('of two as long overdue the nearer comes first', () => {
  expect(order(at('far', 4000, '2026-10-01'), at('near', 1000, '2026-10-01'))).toEqual([
    'near',
    'far',
  ])
})

test('a near one that is just due comes before a far one that was never seen', () => {
  expect(order(at('never', 9000, null), at('due', 300, '2026-10-24'))).toEqual(['due', 'never'])
})

test('the distance is a straight line times the winding factor', () => {
  const [first] = ranked(candidates([at('a', 1000, null)]), [LON, LAT])
  expect(first!.distance_m! / WINDING).toBeCloseTo(1000, -1)
})

test('without a position urgency alone decides', () => {
  const all = candidates([at('near', 10, '2026-10-20'), at('never', 9000, null)])
  expect(ranked(all, null).map(({ id, distance_m }) => [id, distance_m])).toEqual([
    ['never', null],
    ['near', null],
  ])
})

test('a line is told by its stretches that weren’t passed in time', () => {
  const stretches = [
    { from_m: 12_300, to_m: 12_800, last_visited_on: '2026-11-01' },
    { from_m: 12_800, to_m: 13_300, last_visited_on: null },
  ]
  const [only, ...more] = candidates([standingOf(rail({ stretches }), [], TODAY)])
  expect([only!.from_m, only!.to_m, more.length]).toEqual([12_800, 13_300, 0])
  expect(only!.place[0]).toBeCloseTo(east(775), 4)
})

test('a stretch is told as it stands itself, not as the worst of its line does', () => {
  const stretches = [
    { from_m: 12_300, to_m: 12_800, last_visited_on: '2026-10-13' },
    { from_m: 12_800, to_m: 13_300, last_visited_on: null },
  ]
  const told = candidates([standingOf(rail({ stretches }), [], TODAY)])
  const states = told.map(({ from_m, standing: { state, days_since } }) => [
    from_m,
    state,
    days_since,
  ])
  expect(states).toEqual(
    expect.arrayContaining([
      [12_300, 'overdue', 20],
      [12_800, 'never', null],
    ]),
  )
})

const hazard = (metres: number, ...actions: string[]) =>
  ({
    id: String(metres),
    place: [east(metres), LAT],
    steps: actions.map((action) => ({ action })),
  }) as PhoneHazard

test('an open hazard nearby asks for a second look; one that is verified or far does not', () => {
  const near = (...all: PhoneHazard[]) => hazardNear([LON, LAT], all)?.hazard.id
  expect(near(hazard(80), hazard(120))).toBe('80')
  expect(near(hazard(80, 'rectified', 'verified'), hazard(200))).toBeUndefined()
  expect(near(hazard(80, 'verified', 'reopened'))).toBe('80')
})
