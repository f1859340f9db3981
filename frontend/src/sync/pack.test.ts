import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '../auth/session'
import { db } from '../db/database'
import { outlinesAround } from './outlines'
import { beginPack, packedAt, pullPack } from './pack'

const [HERE, THERE] = ['500119108', '500119109']
const CHEN = { username: 'chen', townships: [HERE] } as Me
const LIU = { username: 'liu', townships: [HERE, THERE] } as Me
const asked: [path: string, tag: string | null][] = []
let places: Record<string, object[]>
let visits: Record<string, object[]>
let refused: string

beforeEach(async () => {
  asked.length = 0
  refused = 'nothing'
  await emptyPhone()
  places = { [HERE]: [place('school'), line('rail')], [THERE]: [line('rail')] }
  visits = {
    [HERE]: [
      { id: 'school', last_visited_on: '2026-10-01' },
      { id: 'rail', last_visited_on: '2026-10-02', stretches: [stretch(0, 500, null)] },
    ],
    [THERE]: [
      { id: 'rail', last_visited_on: '2026-10-09', stretches: [stretch(500, 900, '2026-10-09')] },
    ],
  }
  vi.stubGlobal('fetch', served)
})
afterEach(() => vi.unstubAllGlobals())

const told = { interval_days: 7, radius_m: null, chainage_start_m: 0, status: 'open' }
const place = (id: string) => ({
  id,
  geometry: { type: 'Point', coordinates: [107.1, 29.1] },
  properties: { ...told, layer: 'school', name: id, status_reason: null },
})
const line = (id: string) => ({
  ...place(id),
  geometry: {
    type: 'LineString',
    coordinates: [
      [107.1, 29.1],
      [107.2, 29.1],
    ],
  },
})
const stretch = (from_m: number, to_m: number, last_visited_on: string | null) => ({
  from_m,
  to_m,
  last_visited_on,
  from_post: 'K0+000',
})

async function served(address: string, init: RequestInit = {}): Promise<Response> {
  const path = address.replace('/api/v1', '')
  const sent = new Headers(init.headers).get('If-None-Match')
  asked.push([path, sent])
  const code = /\d{9}/.exec(path)![0]
  const isPlaces = path.startsWith('/targets')
  const body = JSON.stringify(
    isPlaces ? { features: places[code], next: null } : { items: visits[code] },
  )
  const ETag = `W/"${body.length}-${body.replace(/\D/g, '').slice(-40)}"`
  const headers = { 'Content-Type': 'application/json', ETag }
  if (path.includes(refused)) return new Response('{}', { status: 500, headers })
  if (sent === ETag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}

async function pull(me: Me): Promise<boolean> {
  await beginPack(me)
  return pullPack(me)
}

test('places and lines of the township come with their last visits', async () => {
  expect(await pull(CHEN)).toBe(true)
  expect(await db.targets.get('school')).toMatchObject({
    last_visited_on: '2026-10-01',
    passes: [HERE],
  })
  expect((await db.targets.get('rail'))?.stretches).toMatchObject([{ from_m: 0, to_m: 500 }])
})

test('what didn’t change is not fetched again', async () => {
  await pull(CHEN)
  await pull(CHEN)
  expect(asked).toHaveLength(4)
  expect(asked.slice(2).every(([, tag]) => tag !== null)).toBe(true)
  expect(await db.targets.count()).toBe(2)
})

test('a visit is heard of; the place stays as it lies', async () => {
  await pull(CHEN)
  visits[HERE] = [{ id: 'school', last_visited_on: '2026-11-02' }]
  await pull(CHEN)
  expect(await db.targets.get('school')).toMatchObject({
    last_visited_on: '2026-11-02',
    name: 'school',
  })
})

test('a place that is gone goes; one that comes has no visit yet', async () => {
  await pull(CHEN)
  places[HERE] = [line('rail'), place('new')]
  await pull(CHEN)
  expect((await db.targets.toCollection().primaryKeys()).sort()).toEqual(['new', 'rail'])
  expect((await db.targets.get('new'))?.last_visited_on).toBeNull()
})

test('a pack that came in part leaves the old one, and says so', async () => {
  await pull(CHEN)
  const before = await packedAt()
  places[HERE] = []
  refused = 'coverage'
  expect(await pull(CHEN)).toBe(false)
  expect([await db.targets.count(), await packedAt()]).toEqual([2, before])
})

test('a line through two townships has the stretches of both, and the later visit', async () => {
  await pull(LIU)
  const rail = await db.targets.get('rail')
  expect(rail).toMatchObject({ last_visited_on: '2026-10-09', passes: [HERE, THERE] })
  expect(rail?.stretches?.map((one) => [one.from_m, one.township])).toEqual([
    [0, HERE],
    [500, THERE],
  ])
})

test('for another user everything is fetched anew, and nothing of the first stays', async () => {
  await pull(LIU)
  places[HERE] = [place('school')]
  await pull(CHEN)
  expect(await db.targets.toCollection().primaryKeys()).toEqual(['school'])
})

const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 29],
      [west + 1, 29],
      [west + 1, 30],
      [west, 29],
    ],
  ],
})
const outline = (code: string, geometry: object | null) => ({
  code,
  name: code,
  approximate: true,
  geometry,
})

test('of the townships those beside one’s own are drawn, and no other', () => {
  const rows = [
    outline('a', square(107)),
    outline('b', square(108)),
    outline('c', square(110)),
    outline('d', null),
  ]
  const drawn = outlinesAround(rows, ['a'])
  expect(drawn.map(({ code, own }) => [code, own])).toEqual([
    ['a', true],
    ['b', false],
  ])
})
