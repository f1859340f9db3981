import { expect, test } from 'vitest'
import type { Fix } from '../gps/fix'
import { Pairs } from '../gps/pairs'
import { stretchesOf } from '../gps/stretches'
import { standingOf, type OwnDay } from './phoneStanding'
import { place, rail, ride, TODAY } from './phoneTargets.sample'

const own = (change: Partial<OwnDay>): OwnDay => ({
  on: TODAY,
  pairs: new Pairs([]),
  named: new Set(),
  ...change,
})
const ridden = (fixes: Fix[]) => new Pairs(stretchesOf(fixes))

test('without own records a target stands as the server told', () => {
  const standing = standingOf(place({ last_visited_on: '2026-10-20' }), [], TODAY)
  expect(standing).toMatchObject({ state: 'overdue', days_since: 13, overdue_share: 1.3 })
})

test('an own check-in moves it at once', () => {
  const target = place({ last_visited_on: '2026-10-20' })
  const standing = standingOf(target, [own({ named: new Set(['school']) })], TODAY)
  expect(standing).toMatchObject({ state: 'visited', last_visited_on: TODAY, days_since: 0 })
})

test('an own ride past it moves it, one elsewhere does not', () => {
  const passed = own({ pairs: ridden(ride(-100, 100)) })
  const elsewhere = own({ pairs: ridden(ride(3000, 3300)) })
  expect(standingOf(place(), [passed], TODAY).state).toBe('visited')
  expect(standingOf(place(), [elsewhere], TODAY).state).toBe('never')
})

test('what the server knows of a later day holds against an earlier own one', () => {
  const earlier = own({ on: '2026-10-10', named: new Set(['school']) })
  const standing = standingOf(place({ last_visited_on: '2026-11-01' }), [earlier], TODAY)
  expect(standing.last_visited_on).toBe('2026-11-01')
})

test('of a line only the pieces that were passed are covered; it stands as its worst', () => {
  const standing = standingOf(rail(), [own({ pairs: ridden(ride(0, 495)) })], TODAY)
  expect(
    standing.stretches.map(({ from_m, to_m, state }) => [
      from_m,
      Math.round(to_m / 50) * 50,
      state,
    ]),
  ).toEqual([
    [12300, 12850, 'visited'],
    [12850, 13300, 'never'],
  ])
  expect(standing).toMatchObject({ state: 'never', last_visited_on: TODAY, days_since: null })
})

test('a line that was passed from end to end is visited', () => {
  const standing = standingOf(rail(), [own({ pairs: ridden(ride(0, 1000)) })], TODAY)
  expect(standing).toMatchObject({ state: 'visited', days_since: 0 })
})
