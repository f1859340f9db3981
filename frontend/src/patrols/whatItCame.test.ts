import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import type { Fix } from '../gps/fix'
import type { PhoneTarget } from '../targets/phoneTarget'
import { beginPatrol, endPatrol, sealSegment, writeFixes } from './store'
import { outcomeOf, shareOf } from './whatItCame'

const START = Date.UTC(2026, 10, 2, 1)
const setting = {
  township: '500119107',
  vehicle: null,
  campaign: null,
  crew_count: 2,
  purpose: 'routine' as const,
}
const fix = (second: number): Fix => ({
  lon: 107.2 + second * 0.0001,
  lat: 29.15,
  accuracy_m: 8,
  at: START + second * 1000,
})
const fixes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => fix(from + n))
const village = (id: string, lon: number): PhoneTarget => ({
  id,
  layer: 'village',
  name: id,
  code: null,
  township: '500119108',
  geometry: { type: 'Point', coordinates: [lon, 29.15] },
  interval_days: 30,
  radius_m: null,
  chainage_start_m: null,
  status: 'open',
  status_until_on: null,
  last_visited_on: null,
  approximate: false,
})

/** Recorded for 100 s, away for 200 s, recorded for 60 s; the last fixes aren't sealed yet. */
async function ridden() {
  const patrol = await beginPatrol(setting, 'chen', START)
  await sealSegment(patrol, fixes(0, 100))
  await writeFixes(patrol.id, fixes(300, 360))
  patrol.last_fix = fix(359)
  await endPatrol(patrol, START + 360_000)
  return patrol
}

beforeEach(emptyPhone)

test('a ride is read from its sealed segments and from what isn’t sealed yet', async () => {
  const { stretches } = await outcomeOf(await ridden())
  expect(stretches.map(({ length }) => length)).toEqual([100, 60])
  expect(stretches[0]![99]).toEqual(fix(99))
})

test('the share is the time of the joined pairs', async () => {
  expect((await outcomeOf(await ridden())).recorded_share).toBeCloseTo(158 / 360, 6)
  expect([shareOf(10, 0), shareOf(20, 10)]).toEqual([0, 1])
})

test('it tells what was reached, in whose township, and what is left nearby', async () => {
  await db.targets.bulkPut([village('青山村', 107.205), village('大龙村', 107.25)])
  const { visited, left, townships } = await outcomeOf(await ridden())
  expect(visited.map(({ name }) => name)).toEqual(['青山村'])
  expect(left.map(({ target }) => target.name)).toEqual(['大龙村'])
  expect(townships).toEqual(['500119107', '500119108'])
})

test('a target inside the gap was not reached', async () => {
  await db.targets.put(village('缺口村', 107.22))
  expect((await outcomeOf(await ridden())).visited).toEqual([])
})

test('a phone without targets says so, it doesn’t say that nothing was reached', async () => {
  expect((await outcomeOf(await ridden())).knowsTargets).toBe(false)
})
