import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keep } from '../db/kept'
import {
  bytesAt,
  CHUNK_BYTES,
  dropPack,
  fetchPack,
  isWhole,
  keptPack,
  lookForPack,
} from './mapPack'

const bytes = Uint8Array.from({ length: 2.5 * CHUNK_BYTES }, (_, n) => (n * 31) % 251)
const PACK = { size: bytes.length, version: 'v1' }
let cached: Map<string, Response>
let asked: string[]
let broken: number
let version: string

beforeEach(async () => {
  await emptyPhone()
  ;[cached, asked, broken, version] = [new Map(), [], Infinity, 'v1']
  await keep('underlay', { pack: PACK, tianditu: null })
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (key: string, answer: Response) => void cached.set(key, answer),
      match: async (key: string) => cached.get(key)?.clone(),
      keys: async () => [...cached.keys()],
    }),
    delete: async () => cached.clear(),
  })
  vi.stubGlobal('fetch', served)
  room(1e12)
})
afterEach(() => vi.unstubAllGlobals())

const room = (quota: number) =>
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage: 0 }) } })
const fetched = () => fetchPack(new AbortController().signal)

async function served(path: string, init: RequestInit = {}): Promise<Response> {
  if (path.endsWith('/map')) return Response.json({ pack: { ...PACK, version }, tianditu: null })
  const headers = new Headers(init.headers)
  const range = headers.get('Range')!
  asked.push(range)
  if (asked.length > broken) throw new TypeError('network')
  if (headers.get('If-Range') !== `"${version}"`) return new Response('whole', { status: 200 })
  const [from = 0, to = 0] = range.replace('bytes=', '').split('-').map(Number)
  return new Response(bytes.slice(from, to + 1), { status: 206 })
}

test('the pack comes in pieces and is read across their borders', async () => {
  expect(await fetched()).toBe('whole')
  const kept = (await lookForPack())!
  const read = new Uint8Array(await bytesAt(kept, CHUNK_BYTES - 5, 10))
  expect([isWhole(kept), asked.length]).toEqual([true, 3])
  expect([...read]).toEqual([...bytes.slice(CHUNK_BYTES - 5, CHUNK_BYTES + 5)])
})

test('after a break only the rest is fetched', async () => {
  broken = 2
  expect(await fetched()).toBe('no-network')
  expect(await keptPack()).toMatchObject({ chunk_count: 2 })
  broken = Infinity
  asked = []
  expect(await fetched()).toBe('whole')
  expect(asked).toEqual([`bytes=${2 * CHUNK_BYTES}-${bytes.length - 1}`])
})

test('without room nothing is fetched', async () => {
  room(1000)
  expect(await fetched()).toBe('no-room')
  expect([asked, cached.size]).toEqual([[], 0])
})

test('a pack that was exchanged meanwhile is never mixed with the old one', async () => {
  broken = 1
  await fetched()
  ;[broken, version] = [Infinity, 'v2']
  expect(await fetched()).toBe('changed')
  expect([await keptPack(), cached.size]).toEqual([null, 0])
  expect(await fetched()).toBe('whole')
})

test('where the browser threw a piece away there is no pack any more', async () => {
  await fetched()
  cached.delete([...cached.keys()][1]!)
  expect(await lookForPack()).toBeNull()
})

test('deleted, nothing of it stays', async () => {
  await fetched()
  await dropPack()
  expect([await keptPack(), cached.size]).toEqual([null, 0])
})
