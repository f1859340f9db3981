import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '../auth/session'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { sealAndQueue } from '../records/outbox'
import { draftOf, idOf } from './forTests'
import { pullRecords } from './pull'
import { isPrepared, pullReference } from './reference'
import { beginRound, Interrupted } from './round'

type Reply = [status: number, body: unknown]
const asked: string[] = []
const CHEN: Me = {
  id: 'chen',
  username: 'chen',
  name: '陈建国',
  role: 'patrol_officer',
  townships: ['500119107'],
}

beforeEach(async () => {
  asked.length = 0
  await emptyPhone()
  await keep('me', { username: 'chen' })
  beginRound('chen')
})
afterEach(() => vi.unstubAllGlobals())

function serving(reply: (path: string) => Reply): void {
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const [status, body] = reply(path)
    const headers = { 'Content-Type': 'application/json' }
    return new Response(JSON.stringify(body), { status, headers })
  })
}

const township = { properties: { code: '500119107', name: '鸣玉镇' }, geometry: null }
const feature = (id: string, kind: string) => ({
  id,
  properties: { kind, township: '500119107', occurred_at: id, author: 'chen', data: {} },
})

test('reference lists are kept for a day without a network', async () => {
  serving((path) => [200, path.includes('townships') ? { features: [township] } : { items: [] }])
  await pullReference(CHEN)
  expect(await recall('townships')).toEqual([{ code: '500119107', name: '鸣玉镇' }])
})

test('a phone is prepared once every list came whole, and for another user anew', async () => {
  let broken = 'clinic'
  serving((path) => (path.includes(broken) ? [500, {}] : [200, { features: [] }]))
  await pullReference(CHEN)
  expect(await isPrepared()).toBe(false)
  broken = 'nothing'
  await pullReference(CHEN)
  expect(await isPrepared()).toBe(true)
  await keep('me', { username: 'liu' })
  expect(await isPrepared()).toBe(false)
})

test.each([
  ['a refusal', [500, { status: 500 }]],
  ['something else', [200, { message: 'ok' }]],
  ['a list of unreadable rows', [200, { features: [{ properties: {} }] }]],
] as [string, Reply][])('%s leaves the cached lists alone', async (_, reply) => {
  await keep('townships', ['cached'])
  await keep('underlay', 'cached')
  serving(() => reply)
  await pullReference(CHEN)
  expect(await recall('townships')).toEqual(['cached'])
  expect([await recall('underlay'), await db.targets.count()]).toEqual(['cached', 0])
})

test('a list of several pages is read to its end', async () => {
  const page = (path: string) => ({
    items: [{ id: path.includes('cursor') ? 'b' : 'a', name: '车', township: null }],
    next: path.includes('cursor') ? null : 'two',
  })
  serving((path) => [200, page(path)])
  await pullReference(CHEN)
  expect(await recall('vehicles')).toMatchObject([{ id: 'a' }, { id: 'b' }])
})

test('records come by cursor, and the tracks stay on the server', async () => {
  const features = [feature('a', 'patrol'), feature('b', 'track_segment')]
  serving((path) => [200, { epoch: 'e', features, next: 'c1', more: !path.includes('cursor') }])
  await pullRecords()
  expect(await db.pulled.toCollection().primaryKeys()).toEqual(['a'])
  expect(asked.map((path) => path.includes('cursor=c1'))).toEqual([false, true])
})

test('what was erased on the server goes from this phone', async () => {
  serving(() => [200, { epoch: 'e', features: [feature('a', 'patrol')], next: 'c1', more: false }])
  await pullRecords()
  serving(() => [200, { epoch: 'e', features: [], tombstones: ['a'], next: 'c2', more: false }])
  await pullRecords()
  expect(await db.pulled.count()).toBe(0)
})

test('a new epoch begins again from no cursor', async () => {
  await keep('pull-cursor', 'old')
  serving(() => [409, { type: '/problems/epoch-changed' }])
  await pullRecords()
  expect(await recall('pull-cursor')).toBeUndefined()
})

const page = (change: object) => ({ epoch: 'e', features: [], next: 'c1', more: false, ...change })
const parked = { status: 'parked', code: 'bad-field', detail: '' } as const

/** A record of this phone that the server parked, and what is decided about it. */
async function decided(decision: object) {
  await sealAndQueue([draftOf(1)], [], async () => undefined)
  await db.sealed.update(idOf(1), { state: 'attention', problem: parked })
  const { digest } = (await db.sealed.get(idOf(1)))!
  serving(() => [200, page({ decisions: [{ id: idOf(1), digest, ...decision }] })])
  await pullRecords()
  return db.sealed.get(idOf(1))
}

test('a record that a supervisor accepted has its receipt', async () => {
  const record = await decided({ decision: 'accepted', seq: 9, received_at: 'then' })
  const receipt = { seq: 9, received_at: 'then', epoch: 'e' }
  expect(record).toMatchObject({ state: 'stored', problem: null, receipt })
})

test('accepted without a number it is offered once more', async () => {
  expect(await decided({ decision: 'accepted' })).toMatchObject({ state: 'waiting' })
})

test('one that was discarded says why, and its bytes stay', async () => {
  const record = await decided({ decision: 'discarded', reason: 'twice' })
  expect(record).toMatchObject({ state: 'discarded', problem: { detail: 'twice' } })
  expect(await db.payloads.count()).toBe(1)
})

test('a decision about other bytes is not about this record', async () => {
  const record = await decided({ decision: 'accepted', digest: 'sha256:00', seq: 1 })
  expect(record).toMatchObject({ state: 'attention' })
})

test('an erased record goes, unless it still waits', async () => {
  await sealAndQueue([draftOf(1), draftOf(2)], [], async () => undefined)
  await db.sealed.update(idOf(1), { state: 'stored' })
  serving(() => [200, page({ tombstones: [idOf(1), idOf(2)] })])
  await pullRecords()
  expect(await db.payloads.toCollection().primaryKeys()).toEqual([idOf(2)])
})

test('a new epoch never touches the outbox', async () => {
  await sealAndQueue([draftOf(1)], [], async () => undefined)
  const before = await db.sealed.toArray()
  await keep('pull-cursor', 'old')
  serving((path) => (path.includes('cursor') ? [409, {}] : [200, page({})]))
  await pullRecords()
  expect([await db.sealed.toArray(), await recall('pull-cursor')]).toEqual([before, 'c1'])
})

test('a page that cannot be kept moves no cursor', async () => {
  serving(() => [200, page({ features: [feature('a', 'patrol'), { id: 'b' }] })])
  await expect(pullRecords()).rejects.toThrow()
  expect([await recall('pull-cursor'), await db.pulled.count()]).toEqual([undefined, 0])
})

test('what was fetched for one user never lies in the list of the next', async () => {
  serving(() => [200, page({ features: [feature('a', 'patrol')], more: true })])
  const answered = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string) => {
    await keep('me', { username: 'liu' })
    return answered(path)
  })
  await pullRecords()
  expect([await db.pulled.count(), await recall('pull-cursor')]).toEqual([0, undefined])
  await expect(pullRecords()).rejects.toBeInstanceOf(Interrupted)
})

test('what is voided says so, and an amendment knows what it changes', async () => {
  const voided = { ...feature('a', 'patrol'), receipt: { state: 'voided' } }
  const amendment = {
    id: 'c',
    properties: {
      ...feature('c', 'amendment').properties,
      refs: { record: 'a' },
      data: { changes: { '/properties/data/purpose': 'night' } },
    },
    receipt: { seq: 8, state: 'applied' },
  }
  serving(() => [200, page({ features: [voided, amendment] })])
  await pullRecords()
  const changes = { '/properties/data/purpose': 'night' }
  expect(await db.pulled.get('a')).toMatchObject({ voided: true })
  expect(await db.pulled.get('c')).toMatchObject({ about: 'a', seq: 8, changes })
})
