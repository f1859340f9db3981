import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { recall } from '../db/kept'
import { idOf, photoOf, queue } from './forTests'
import { copiesKept, pruneCopies } from './prune'
import { advanced, learn, safeSeq, type Durable } from './standing'

const DAY_MS = 24 * 3_600_000
const START = Date.UTC(2026, 10, 2)

beforeEach(emptyPhone)

/** What the server says on a day. */
const told = (durable_seq: number, day: number, epoch = 'first') =>
  learn({ epoch, durable_seq, server_time: new Date(START + day * DAY_MS).toISOString() })

async function stored(photos: ReturnType<typeof photoOf>[] = []): Promise<void> {
  await queue(1, { photos })
  const receipt = { seq: 5, received_at: '', epoch: 'first' }
  await db.sealed.update(idOf(0), { state: 'stored', receipt })
}
const held = async () => [await db.payloads.count(), await db.photos.count()]
const photoReceived = (seq: number, epoch = 'first') =>
  db.photos.toCollection().modify({ state: 'stored', receipt: { seq, epoch, received_at: '' } })

test('a copy goes when its number has been in the backups for seven days', async () => {
  await stored()
  await told(5, 0).then(() => told(9, 6.9))
  expect(await pruneCopies()).toBe(0)
  await told(9, 7)
  expect([await pruneCopies(), await held()]).toEqual([1, [0, 0]])
  expect(await db.sealed.get(idOf(0))).toMatchObject({ pruned: true, receipt: { seq: 5 } })
})

test('without backups nothing goes, however long', async () => {
  await stored()
  await told(0, 0).then(() => told(0, 400))
  expect([await pruneCopies(), await held()]).toEqual([0, [1, 0]])
  expect(await copiesKept()).toMatchObject({ count: 1, hasBackups: false })
})

test('backups that don’t reach it yet protect nothing', async () => {
  await stored()
  await told(4, 0).then(() => told(4, 30))
  expect(await pruneCopies()).toBe(0)
})

test('a new epoch begins the seven days anew, and old receipts don’t count', async () => {
  await stored()
  await told(5, 0).then(() => told(5, 8, 'second'))
  expect(await pruneCopies()).toBe(0)
  await told(5, 16, 'second')
  expect(await pruneCopies()).toBe(0)
})

test('backups that reach less far than before take their promise back', async () => {
  await stored()
  await told(5, 0).then(() => told(3, 6))
  await told(5, 8)
  expect(await pruneCopies()).toBe(0)
})

test.each([
  ['hasn’t arrived', () => Promise.resolve()],
  ['isn’t in the backups yet', () => photoReceived(6)],
  ['arrived before the restore', () => photoReceived(4, 'before')],
])('a copy stays when a photo of it %s', async (_, arrive) => {
  await stored([photoOf('a')])
  await arrive()
  await told(5, 0).then(() => told(5, 8))
  expect([await pruneCopies(), await held()]).toEqual([0, [1, 1]])
})

test('the photos go together with their record', async () => {
  await stored([photoOf('a'), photoOf('b')])
  await photoReceived(5)
  await told(5, 0).then(() => told(5, 8))
  expect([await pruneCopies(), await held()]).toEqual([1, [0, 0]])
})

test.each(['waiting', 'attention'] as const)('what is %s is never deleted', async (state) => {
  await stored()
  await db.sealed.update(idOf(0), { state })
  await told(5, 0).then(() => told(5, 8))
  expect([await pruneCopies(), await held()]).toEqual([0, [1, 0]])
})

test('nothing goes while it isn’t known whether the server was restored', async () => {
  await stored()
  await told(5, 0).then(() => told(5, 8))
  await db.kept.put({ name: 'epoch', value: 'second' })
  expect(await pruneCopies()).toBe(0)
})

test('daily backups leave few marks behind', async () => {
  for (let day = 0; day < 60; day += 1) await told(day + 1, day)
  const durable = (await recall<Durable>('durable'))!
  expect([durable.marks.length <= 9, safeSeq(durable)]).toEqual([true, 53])
})

test('what was seen at a later time than now is not believed', () => {
  const marks = [{ seq: 5, since: START + DAY_MS }]
  const before = { epoch: 'first', seq: 5, server_at: START + DAY_MS, marks }
  const now = advanced(before, { epoch: 'first', seq: 5, server_at: START })
  expect(now.marks).toEqual([{ seq: 5, since: START }])
})

test('the phone tells how much it keeps', async () => {
  await stored([photoOf('a')])
  const { size } = (await db.sealed.get(idOf(0)))!
  expect(await copiesKept()).toEqual({ count: 1, bytes: size! + 8, hasBackups: false })
})
