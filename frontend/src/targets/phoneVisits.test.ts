import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { sealAndQueue } from '../records/outbox'
import { draftOf } from '../sync/forTests'
import type { Draft } from '../records/feature'
import { MORNING, place, ride, TODAY } from './phoneTargets.sample'
import { ownDays, runsOfToday, standings } from './phoneVisits'

const HERE = '500119108'
const now = Date.now()
beforeEach(emptyPhone)

const seal = (change: Partial<Draft>, n = 1) =>
  sealAndQueue(
    [draftOf(n, { occurred_at: '2026-11-02T02:00:00Z', ...change })],
    [],
    async () => undefined,
  )
const checkIn = (method: string): Partial<Draft> => ({
  kind: 'check_in',
  refs: { target: 'school' },
  data: { method },
})
const named = async () =>
  (await ownDays(now)).flatMap((day) => [...day.named].map((id) => [day.on, id]))

test.each([
  ['a check-in by GPS', checkIn('gps'), [[TODAY, 'school']]],
  ['a check-in by hand', checkIn('manual'), []],
  [
    'an outreach event there',
    { kind: 'outreach_event' as const, refs: { target: 'school' } },
    [[TODAY, 'school']],
  ],
  [
    'a sitting of its clinic',
    { kind: 'clinic_session' as const, refs: { clinic: 'school' } },
    [[TODAY, 'school']],
  ],
  ['a hazard there', { kind: 'hazard' as const, refs: { target: 'school' } }, []],
])('%s visits %j', async (_, change, found) => {
  await seal(change)
  expect(await named()).toEqual(found)
})

test('a record that a supervisor put aside visits nothing', async () => {
  await seal(checkIn('gps'))
  await db.sealed.toCollection().modify({ state: 'discarded' })
  expect(await named()).toEqual([])
})

test('sealed and unsealed fixes of a patrol are one track', async () => {
  const [first, second] = [ride(-300, -15), ride(0, 300, 0, MORNING + 20_000)]
  const geometry = {
    type: 'LineString' as const,
    coordinates: first.map(({ lon, lat }): [number, number] => [lon, lat]),
  }
  const data = { part: 0, times: first.map(({ at }) => at), accuracy_m: first.map(() => 6) }
  await seal({ kind: 'track_segment', refs: { patrol: 'p' }, geometry, data })
  await db.fixChunks.add({ patrol: 'p', n: 0, fixes: second })
  expect((await runsOfToday(MORNING)).map((run) => run.length)).toEqual([
    first.length + second.length,
  ])
})

test('a target moves down as soon as the phone has been there', async () => {
  await db.targets.add(place({ last_visited_on: '2026-01-01' }))
  const state = async () =>
    (await standings([HERE], Date.parse(`${TODAY}T12:00:00+08:00`)))[0]?.state
  expect(await state()).toBe('overdue')
  await seal(checkIn('qr'))
  expect(await state()).toBe('visited')
})

test('targets of another township are not this user’s', async () => {
  await db.targets.bulkAdd([place(), place({ id: 'other', passes: ['500119109'] })])
  expect((await standings([HERE], now)).map(({ target }) => target.id)).toEqual(['school'])
})

test('what came before the pack was told is in it already', async () => {
  await seal(checkIn('gps'))
  await keep('packed-at', now + 3 * 86_400_000)
  expect(await ownDays(now + 3 * 86_400_000)).toEqual([])
})
