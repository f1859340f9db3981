import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import type { SealedRecord } from '../records/seal'
import { FakeServer, idOf, queue } from './forTests'
import { NoAnswer } from './http'
import { beginRound } from './round'
import { takeStock, verifyAfterRestore, verifyParked } from './verify'

let server: FakeServer
const record = (n = 0) => db.sealed.get(idOf(n))

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  await keep('epoch', 'second')
  beginRound('chen')
  server = new FakeServer()
  server.epoch = 'second'
})
afterEach(() => vi.unstubAllGlobals())

async function storedBefore(count: number, epoch: string | undefined = 'first'): Promise<void> {
  await queue(count)
  const receipt = { seq: 1, received_at: '', ...(epoch && { epoch }) }
  await db.sealed.toCollection().modify({ state: 'stored', receipt })
}
const answering = (status: string) => {
  const results = [{ id: idOf(0), status }]
  server.instead = () => [200, { ...server.standing, results }]
}
const refused = (status: 'parked' | 'conflict' | 'rejected', epoch: string) =>
  ({ state: 'attention', problem: { status, code: status, detail: '', epoch } }) as const

test('what the restored server lacks goes out again', async () => {
  await storedBefore(2)
  server.stored.set(idOf(1), 2)
  await verifyAfterRestore()
  expect(await record(0)).toMatchObject({ state: 'waiting', receipt: null, next_attempt_at: 0 })
  expect(await record(1)).toMatchObject({ state: 'stored', receipt: { seq: 2, epoch: 'second' } })
})

test.each([
  ['mismatch', 'conflict'],
  ['parked', 'parked'],
])('%s needs attention', async (verdict, status) => {
  await storedBefore(1)
  answering(verdict)
  await verifyAfterRestore()
  expect(await record()).toMatchObject({ state: 'attention', problem: { status } })
})

test('what was erased is deleted', async () => {
  await storedBefore(1)
  answering('erased')
  await verifyAfterRestore()
  expect([await db.sealed.count(), await db.payloads.count()]).toEqual([0, 0])
})

test.each(['parked', 'conflict'] as const)('a %s record is asked for as well', async (status) => {
  await queue(1)
  await db.sealed.update(idOf(0), refused(status, 'first'))
  await verifyAfterRestore()
  expect(await record()).toMatchObject({ state: 'waiting', problem: null })
})

test('a record that the server never kept isn’t asked for', async () => {
  await queue(1)
  await db.sealed.update(idOf(0), refused('rejected', 'first'))
  await verifyAfterRestore()
  expect(server.asked).toEqual([])
})

test('receipts of an older version of the app are verified once', async () => {
  await storedBefore(1, '')
  server.stored.set(idOf(0), 1)
  await verifyAfterRestore().then(verifyAfterRestore)
  expect([(await record())!.receipt!.epoch, server.asked.length]).toEqual(['second', 1])
})

test('it is asked 500 at a time, and broken off it goes on where it was', async () => {
  await storedBefore(501)
  const ids = await db.sealed.toCollection().primaryKeys()
  ids.forEach((id, n) => server.stored.set(id, n + 1))
  let answers = 0
  server.instead = () => ((answers += 1) === 2 ? [200, '<html>', {}] : null)
  await expect(verifyAfterRestore()).rejects.toBeInstanceOf(NoAnswer)
  const isDone = ({ receipt }: SealedRecord) => receipt?.epoch === 'second'
  expect(await db.sealed.filter(isDone).count()).toBe(500)
  await verifyAfterRestore()
  expect([await db.sealed.filter(isDone).count(), server.asked.length]).toEqual([501, 3])
})

test.each([
  ['of too few', []],
  ['of others', [{ id: idOf(5), status: 'unknown' }]],
])('an answer %s changes nothing', async (_, results) => {
  await storedBefore(1)
  server.instead = () => [200, { ...server.standing, results }]
  await expect(verifyAfterRestore()).rejects.toBeInstanceOf(NoAnswer)
  expect(await record()).toMatchObject({ state: 'stored', receipt: { epoch: 'first' } })
})

test('what waits stays waiting, whatever the server says of it', async () => {
  await queue(1)
  server.stored.set(idOf(0), 1)
  expect(await takeStock()).toEqual({ phone: 1, server: 1 })
  expect(await record()).toMatchObject({ state: 'waiting' })
})

test('taking stock finds what the server lost, and sends it again', async () => {
  await storedBefore(3, 'second')
  server.stored.set(idOf(1), 1)
  expect(await takeStock()).toEqual({ phone: 3, server: 1 })
  expect(await record(0)).toMatchObject({ state: 'waiting' })
})

test('taking stock leaves the records of others alone', async () => {
  await storedBefore(1, 'second')
  await keep('me', { username: 'liu' })
  expect(await takeStock()).toEqual({ phone: 0, server: 0 })
  expect(await record()).toMatchObject({ state: 'stored' })
})

test('a pruned record that the server lost is called missing', async () => {
  await storedBefore(1, 'second')
  await db.sealed.update(idOf(0), { pruned: true })
  await takeStock()
  expect(await record()).toMatchObject({ state: 'attention', problem: { status: 'missing' } })
})

test('who doesn’t pull hears of an accepted record by asking', async () => {
  await queue(1)
  await db.sealed.update(idOf(0), refused('parked', 'second'))
  server.stored.set(idOf(0), 4)
  await verifyParked()
  expect(await record()).toMatchObject({ state: 'waiting', problem: null })
})
