import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gunzipSync } from 'node:zlib'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { sealAndQueue } from '../records/outbox'
import { NoAnswer } from './http'
import { backOff, MOST_RECORDS, nextBatch, push, type PushResult } from './push'

const NOW = Date.UTC(2026, 10, 2, 1)
const idOf = (n: number) => `019a4230-0000-7000-8000-${String(n).padStart(12, '0')}`

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
})
afterEach(() => vi.unstubAllGlobals())

async function queue(count: number, padding = ''): Promise<void> {
  const drafts = Array.from({ length: count }, (_, n) => ({
    id: idOf(n),
    kind: 'outreach_event' as const,
    township: '500119107',
    author: 'chen',
    occurred_at: '2026-11-02T01:00:00.000Z',
    geometry: null,
    refs: {},
    data: { padding },
  }))
  await sealAndQueue(drafts, [], async () => undefined)
}

function answering(body: unknown, status = 200, type = 'application/json') {
  const fetched = vi.fn<typeof fetch>(
    async () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}

/** Sends one record that is answered like this, and tells what the phone then knows of it. */
async function pushed(result: Partial<PushResult>) {
  await queue(1)
  const batch = await nextBatch(NOW)
  const { id, digest } = batch[0]!.record
  answering({ server_time: '2026-11-02T01:00:01Z', results: [{ n: 0, id, digest, ...result }] })
  await push(batch, () => NOW)
  return db.sealed.get(id)
}

test('what goes out is RS, the sealed bytes, LF, gzipped', async () => {
  await queue(2)
  const batch = await nextBatch(NOW)
  const fetched = answering({ server_time: '', results: [] })
  await push(batch, () => NOW)
  const { body, headers } = fetched.mock.calls[0]![1]!
  const sent = gunzipSync(new Uint8Array(body as ArrayBuffer))
  const expected = batch.flatMap(({ payload }) => [0x1e, ...payload.bytes, 0x0a])
  expect(headers).toMatchObject({ 'Content-Type': 'application/geo+json-seq' })
  expect([...sent]).toEqual(expected)
})

test('a push is at most 50 records', async () => {
  await queue(60)
  expect(await nextBatch(NOW)).toHaveLength(MOST_RECORDS)
})

test('what another user recorded is left alone until that user signs in again', async () => {
  await queue(2)
  const before = await db.sealed.toArray()
  await keep('me', { username: 'liu' })
  expect(await nextBatch(NOW)).toEqual([])
  expect(await db.sealed.toArray()).toEqual(before)
  await keep('me', { username: 'chen' })
  expect(await nextBatch(NOW)).toHaveLength(2)
})

test('a push is at most 1 MiB', async () => {
  await queue(10, '巡'.repeat(60_000))
  const batch = await nextBatch(NOW)
  const size = batch.reduce((sum, { payload }) => sum + payload.bytes.length, 0)
  expect(batch).toHaveLength(5)
  expect(size).toBeLessThan(2 ** 20)
})

test.each(['stored', 'duplicate'] as const)('%s keeps the receipt', async (status) => {
  const record = await pushed({ status, seq: 431, received_at: '2026-11-02T01:00:01Z' })
  expect(record).toMatchObject({ state: 'stored', receipt: { seq: 431 } })
})

test('a receipt for other bytes is no receipt', async () => {
  const record = await pushed({ status: 'stored', seq: 1, digest: 'sha256:00' })
  expect(record).toMatchObject({ state: 'waiting', receipt: null, attempt_count: 1 })
})

test.each(['parked', 'conflict', 'rejected'] as const)('%s needs attention', async (status) => {
  const problem = { type: '/problems/out-of-scope', detail: '不在您负责的镇街' }
  const record = await pushed({ status, problem })
  expect(record).toMatchObject({ state: 'attention', problem: { status, code: 'out-of-scope' } })
})

test('a refused record keeps its bytes for the rescue file', async () => {
  await pushed({ status: 'rejected' })
  expect(await db.payloads.count()).toBe(1)
})

test('retry waits as long as the server asks', async () => {
  const record = await pushed({ status: 'retry', retry_after: 20 })
  expect(record).toMatchObject({ state: 'waiting', next_attempt_at: NOW + 20_000 })
  expect(await nextBatch(NOW)).toHaveLength(0)
})

test('erased deletes the copy, bytes and all', async () => {
  expect(await pushed({ status: 'erased' })).toBeUndefined()
  expect(await db.payloads.count()).toBe(0)
})

test('one bad record does not hold back the other', async () => {
  await queue(2)
  const batch = await nextBatch(NOW)
  const results = batch.map(({ record }, n) => ({
    n,
    id: record.id,
    digest: record.digest,
    status: n === 0 ? 'rejected' : 'stored',
  }))
  answering({ server_time: '', results })
  await push(batch, () => NOW)
  expect((await db.sealed.toArray()).map(({ state }) => state)).toEqual(['attention', 'stored'])
})

test('a record without a result stays waiting, and is not sent again at once', async () => {
  await queue(1)
  answering({ server_time: '', results: [] })
  await push(await nextBatch(NOW), () => NOW)
  expect(await db.sealed.get(idOf(0))).toMatchObject({ state: 'waiting' })
  expect(await nextBatch(NOW)).toEqual([])
})

test('an expired sign-in changes nothing in the outbox', async () => {
  await queue(1)
  const before = await db.sealed.toArray()
  answering({ status: 401 }, 401, 'application/problem+json')
  expect(await push(await nextBatch(NOW), () => NOW)).toBe('signed-out')
  expect(await db.sealed.toArray()).toEqual(before)
})

test('a server in trouble is asked again later', async () => {
  await queue(1)
  answering({ status: 503 }, 503, 'application/problem+json')
  expect(await push(await nextBatch(NOW), () => NOW)).toBe('refused')
  expect(await nextBatch(NOW)).toHaveLength(0)
})

test('the sign-in page of a hotel is no answer', async () => {
  await queue(1)
  answering('<html>', 200, 'text/html')
  await expect(push(await nextBatch(NOW), () => NOW)).rejects.toBeInstanceOf(NoAnswer)
  expect(await nextBatch(NOW)).toHaveLength(1)
})

test('an answer tells how the clock of this phone stands', async () => {
  await pushed({ status: 'stored' })
  expect(await recall('clock')).toEqual({ offset_ms: 1000, uncertainty_ms: 0 })
})

test('waits grow to five minutes and are never the same on two phones', () => {
  expect(backOff(0, () => 0)).toBe(1000)
  expect(backOff(3, () => 1)).toBe(16_000)
  expect(backOff(30, () => 1)).toBe(300_000)
})
