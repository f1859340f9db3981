import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gunzipSync } from 'node:zlib'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { nextBatch } from './batches'
import { FakeServer, idOf, queue } from './forTests'
import { NoAnswer } from './http'
import { push, type PushResult } from './push'

const NOW = Date.UTC(2026, 10, 2, 1)
let server: FakeServer

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  server = new FakeServer()
})
afterEach(() => vi.unstubAllGlobals())

const pushAll = async () => push(await nextBatch(NOW), () => NOW)
const first = () => db.sealed.get(idOf(0))

/** Sends one record that is answered like this, and tells what the phone then knows of it. */
async function pushed(result: Partial<PushResult>) {
  await queue(1)
  const { id, digest } = (await first())!
  server.instead = () => [200, { ...server.standing, results: [{ n: 0, id, digest, ...result }] }]
  await pushAll()
  return first()
}

test('what goes out is RS, the sealed bytes, LF, gzipped', async () => {
  await queue(2)
  const batch = await nextBatch(NOW)
  const fetched = vi.fn<typeof fetch>(async () => new Response('{}', { status: 503 }))
  vi.stubGlobal('fetch', fetched)
  await expect(push(batch)).rejects.toBeInstanceOf(NoAnswer)
  const { body, headers } = fetched.mock.calls[0]![1]!
  const expected = batch.flatMap(({ payload }) => [0x1e, ...payload.bytes, 0x0a])
  expect(headers).toMatchObject({ 'Content-Type': 'application/geo+json-seq' })
  expect([...gunzipSync(new Uint8Array(body as ArrayBuffer))]).toEqual(expected)
})

test.each(['stored', 'duplicate'] as const)(
  '%s keeps the receipt and its epoch',
  async (status) => {
    const record = await pushed({ status, seq: 431, received_at: '2026-11-02T01:00:01Z' })
    expect(record).toMatchObject({ state: 'stored', receipt: { seq: 431, epoch: 'first' } })
  },
)

test.each(['parked', 'conflict', 'rejected'] as const)('%s needs attention', async (status) => {
  const problem = { type: '/problems/out-of-scope', detail: '' }
  const record = await pushed({ status, problem })
  expect(record).toMatchObject({ state: 'attention', problem: { status, code: 'out-of-scope' } })
  expect(await db.payloads.count()).toBe(1)
})

test('erased deletes the copy, bytes and all', async () => {
  expect(await pushed({ status: 'erased' })).toBeUndefined()
  expect(await db.payloads.count()).toBe(0)
})

test.each([
  ['for other bytes', { digest: 'sha256:00' }],
  ['for another record', { id: idOf(9) }],
  ['for another place', { n: 1 }],
  ['for nobody', { id: null }],
] as [string, Partial<PushResult>][])('a receipt %s is no receipt', async (_, change) => {
  const record = await pushed({ status: 'stored', seq: 1, ...change })
  expect(record).toMatchObject({ state: 'waiting', receipt: null, attempt_count: 1 })
  expect(await nextBatch(NOW)).toEqual([])
})

test('two results for one place are none', async () => {
  await queue(1)
  const { id, digest } = (await first())!
  const result = { n: 0, id, digest, status: 'stored', seq: 1 }
  server.instead = () => [200, { ...server.standing, results: [result, result] }]
  await pushAll()
  expect(await first()).toMatchObject({ state: 'waiting', attempt_count: 1 })
})

test('results in another order find their records', async () => {
  await queue(2)
  const [a, b] = await db.sealed.toArray()
  const resultOf = (n: number, { id, digest }: { id: string; digest: string }, status: string) => ({
    n,
    id,
    digest,
    status,
  })
  const results = [resultOf(1, b!, 'rejected'), resultOf(0, a!, 'stored')]
  server.instead = () => [200, { ...server.standing, results }]
  await pushAll()
  expect((await db.sealed.toArray()).map(({ state }) => state)).toEqual(['stored', 'attention'])
})

test.each([
  ['without an epoch', { server_time: '', results: [] }],
  ['without results', { epoch: 'first', server_time: '' }],
  ['that is null', null],
  ['that is a sign-in page', '<html>'],
  ['that breaks off', '{"epoch": "first", "results": ['],
])('an answer %s is none', async (_, body) => {
  await queue(1)
  const type = body === '<html>' ? 'text/html' : 'application/json'
  server.instead = () => [200, body, { 'Content-Type': type }]
  await expect(pushAll()).rejects.toBeInstanceOf(NoAnswer)
  expect(await first()).toMatchObject({ state: 'waiting', attempt_count: 0, receipt: null })
  expect(await nextBatch(NOW)).toHaveLength(1)
})

test('what got no answer goes behind the others', async () => {
  await queue(1)
  server.instead = () => [200, 'half', {}]
  await pushAll().catch(() => undefined)
  await queue(1, {}, 1)
  expect((await nextBatch(NOW)).map(({ record }) => record.id)).toEqual([idOf(1), idOf(0)])
})

test('retry waits as long as the server asks, within reason', async () => {
  expect(await pushed({ status: 'retry', retry_after: 20 })).toMatchObject({
    state: 'waiting',
    next_attempt_at: NOW + 20_000,
  })
  await db.sealed.clear()
  await db.payloads.clear()
  const record = await pushed({ status: 'retry', retry_after: 1e9 })
  expect(record!.next_attempt_at).toBe(NOW + 30 * 60_000)
})

test('an answer that comes late takes nothing back', async () => {
  await queue(1)
  const batch = await nextBatch(NOW)
  await push(batch, () => NOW)
  const { id, digest } = (await first())!
  const late = { n: 0, id, digest, status: 'parked' }
  server.instead = () => [200, { ...server.standing, results: [late] }]
  await push(batch, () => NOW)
  expect(await first()).toMatchObject({ state: 'stored', receipt: { seq: 1 } })
})

test.each([
  ['not-signed-in', 'signed-out'],
  ['device-revoked', 'revoked'],
])('401 %s changes nothing in the outbox', async (code, outcome) => {
  await queue(1)
  const before = await db.sealed.toArray()
  server.instead = () => [401, { type: `/problems/${code}` }]
  expect(await pushAll()).toBe(outcome)
  expect(await db.sealed.toArray()).toEqual(before)
})

test.each([400, 413, 500, 503])('an envelope refused with %i waits as a whole', async (status) => {
  await queue(2)
  server.instead = () => [status, { type: '/problems/x' }]
  expect(await pushAll()).toBe('refused')
  const [a, b] = await db.sealed.toArray()
  expect([a!.refused_count, a!.next_attempt_at > NOW]).toEqual([1, true])
  expect(b!.next_attempt_at).toBe(a!.next_attempt_at)
})

test('a proxy that finds it too large refuses it as well', async () => {
  await queue(1)
  server.instead = () => [413, '<html>', { 'Content-Type': 'text/html' }]
  expect(await pushAll()).toBe('refused')
})

test('an answer tells how the clock of this phone stands', async () => {
  server.now = NOW + 1000
  await pushed({ status: 'stored' })
  expect(await recall('clock')).toEqual({ offset_ms: 1000, uncertainty_ms: 0 })
})
