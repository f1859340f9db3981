import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { sealAndQueue, waiting } from '../records/outbox'
import { status } from './status'
import { sendNow, synchronise } from './sync'

type Reply = (path: string) => [status: number, body: unknown]
let pushed: string[][]

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: false })
  Object.assign(status, { unreachable: false, signedOut: false, contactAt: null })
  pushed = []
  await emptyPhone()
  await keep('me', { username: 'chen', role: 'patrol_officer' })
})
afterEach(() => vi.unstubAllGlobals())

async function queue(...ids: number[]): Promise<void> {
  const drafts = ids.map((n) => ({
    id: `019a4230-0000-7000-8000-00000000000${n}`,
    kind: 'outreach_event' as const,
    township: '500119108',
    author: 'chen',
    occurred_at: '2026-11-02T01:00:00.000Z',
    geometry: null,
    refs: {},
    data: {},
  }))
  await sealAndQueue(drafts, [], async () => undefined)
}

/** A server that stores whatever waits; `reply` may answer differently. */
function serving(reply?: Reply): void {
  vi.stubGlobal('fetch', async (address: string) => {
    const path = address.replace('/api/v1', '')
    const [code, body] = reply?.(path) ?? [200, path === '/sync/push' ? await stored() : {}]
    const headers = { 'Content-Type': 'application/json' }
    return new Response(JSON.stringify(body), { status: code, headers })
  })
}

async function stored() {
  const records = await waiting().toArray()
  pushed.push(records.map(({ id }) => id))
  const results = records.map(({ id, digest }, n) => ({ n, id, digest, status: 'stored' }))
  return { server_time: new Date().toISOString(), results }
}

test('what waits is sent, whatever the browser says about the network', async () => {
  await queue(1, 2)
  serving()
  await synchronise()
  expect([await waiting().count(), pushed.length]).toEqual([0, 1])
})

test('without an answer everything stays, and the phone says so', async () => {
  await queue(1)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  await synchronise()
  expect([await waiting().count(), status.unreachable]).toEqual([1, true])
})

test('an expired sign-in asks to sign in again and keeps the outbox', async () => {
  await queue(1)
  serving(() => [401, { type: '/problems/not-signed-in' }])
  await synchronise()
  expect([await waiting().count(), status.signedOut]).toEqual([1, true])
})

test('nothing is sent for nobody', async () => {
  await db.kept.clear()
  await queue(1)
  serving()
  await synchronise()
  expect(pushed).toEqual([])
})

test('two calls at once send nothing twice', async () => {
  await queue(1)
  serving()
  await Promise.all([synchronise(), synchronise()])
  expect(pushed.flat()).toHaveLength(1)
})

test('the button sends what still has to wait its turn', async () => {
  await queue(1)
  await waiting().modify({ next_attempt_at: Date.now() + 60_000 })
  serving()
  await synchronise()
  expect(await waiting().count()).toBe(1)
  await sendNow()
  expect(await waiting().count()).toBe(0)
})
