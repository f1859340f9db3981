import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { applyDecisions, type Decision } from './decisions'
import { idOf, photoOf, queue } from './forTests'
import { smallestFirst, wakeDiscarded } from './photoQueue'
import { pruneCopies } from './prune'

const EIGHT_DAYS_MS = 8 * 24 * 3_600_000
const record = async () => (await db.sealed.get(idOf(0)))!
const photoStates = async () => (await db.photos.toArray()).map(({ state }) => state)

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  await keep('epoch', 'first')
  await queue(1, { photos: [photoOf('photo-1'), photoOf('photo-2')] })
  const problem = { status: 'parked', code: 'bad-field', detail: '' } as const
  await db.sealed.update(idOf(0), { state: 'attention', problem })
})

async function decide(decision: Decision['decision'], change: Partial<Decision> = {}) {
  const decided_at = '2026-11-02T03:00:00Z'
  const { digest } = await record()
  const told = { id: idOf(0), digest, decision, decided_at, seq: 5, reason: 'counted twice' }
  await applyDecisions([{ ...told, ...change }], 'first')
}

test('the author reads why a supervisor accepted a record', async () => {
  await decide('accepted')
  const accepted = { reason: 'counted twice', at: '2026-11-02T03:00:00Z' }
  expect(await record()).toMatchObject({ state: 'stored', accepted, problem: null })
})

test('the photos of an accepted record go out', async () => {
  await decide('accepted')
  expect(await smallestFirst('first')).toHaveLength(2)
})

test('the photos of a discarded record wait for nothing any more', async () => {
  await decide('discarded')
  expect(await photoStates()).toEqual(['discarded', 'discarded'])
})

test('a decision about other bytes changes nothing', async () => {
  await decide('discarded', { digest: 'sha256:00' })
  expect([(await record()).state, ...(await photoStates())]).toEqual([
    'attention',
    'waiting',
    'waiting',
  ])
})

test('a discarded record goes with its photos once the decision is in the backups', async () => {
  await decide('discarded')
  const marks = [{ seq: 5, since: 0 }]
  await keep('durable', { epoch: 'first', seq: 5, server_at: EIGHT_DAYS_MS, marks })
  expect([await pruneCopies(), await db.photos.count()]).toEqual([1, 0])
})

test('photos wait again when their record is stored after all', async () => {
  await decide('discarded')
  await wakeDiscarded()
  expect(await photoStates()).toEqual(['discarded', 'discarded'])
  const receipt = { seq: 6, received_at: '', epoch: 'second' }
  await db.sealed.update(idOf(0), { state: 'stored', receipt })
  await wakeDiscarded()
  expect(await photoStates()).toEqual(['waiting', 'waiting'])
})
