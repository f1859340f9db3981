import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { pullRecords } from './pull'
import { pullReference } from './reference'

type Reply = [status: number, body: unknown]
const asked: string[] = []

beforeEach(async () => {
  asked.length = 0
  await emptyPhone()
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
  await pullReference()
  expect(await recall('townships')).toEqual([{ code: '500119107', name: '鸣玉镇' }])
})

test.each([
  ['a refusal', [500, { status: 500 }]],
  ['something else', [200, { message: 'ok' }]],
  ['a list of unreadable rows', [200, { features: [{ properties: {} }] }]],
] as [string, Reply][])('%s leaves the cached lists alone', async (_, reply) => {
  await keep('townships', ['cached'])
  serving(() => reply)
  await pullReference()
  expect(await recall('townships')).toEqual(['cached'])
})

test('a list of several pages is read to its end', async () => {
  const page = (path: string) => ({
    items: [{ id: path.includes('cursor') ? 'b' : 'a', name: '车', township: null }],
    next: path.includes('cursor') ? null : 'two',
  })
  serving((path) => [200, page(path)])
  await pullReference()
  expect(await recall('vehicles')).toMatchObject([{ id: 'a' }, { id: 'b' }])
})

test('records come by cursor, and the tracks stay on the server', async () => {
  const features = [feature('a', 'patrol'), feature('b', 'track_segment')]
  serving((path) => [200, { features, next: 'c1', more: !path.includes('cursor') }])
  await pullRecords()
  expect(await db.pulled.toCollection().primaryKeys()).toEqual(['a'])
  expect(asked.map((path) => path.includes('cursor=c1'))).toEqual([false, true])
})

test('what was erased on the server goes from this phone', async () => {
  serving(() => [200, { features: [feature('a', 'patrol')], next: 'c1', more: false }])
  await pullRecords()
  serving(() => [200, { features: [], tombstones: ['a'], next: 'c2', more: false }])
  await pullRecords()
  expect(await db.pulled.count()).toBe(0)
})

test('a new epoch begins again from no cursor', async () => {
  await keep('pull-cursor', 'old')
  serving(() => [409, { type: '/problems/epoch-changed' }])
  await pullRecords()
  expect(await recall('pull-cursor')).toBeUndefined()
})
