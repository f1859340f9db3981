import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { sealAndQueue } from '../records/outbox'
import { pullRecords } from '../sync/pull'
import { beginRound } from '../sync/round'
import { noteOwn } from './gather'
import { hazardDraft, hazardStepDraft } from './hazard'

const asked: string[] = []
const common = { township: '500119107', author: 'wang', occurred_at: '2026-11-02T01:00:00Z' }
const hazard = {
  id: 'h',
  geometry: { type: 'Point', coordinates: [107.2, 29.15] },
  properties: {
    ...common,
    kind: 'hazard',
    refs: {},
    data: { category: 'rail_fence', severity: 'high', description: '护栏缺口' },
  },
}
const step = (id: string, action: string, hour = 2) => ({
  id,
  geometry: null,
  properties: {
    ...common,
    occurred_at: `2026-11-02T0${hour}:00:00Z`,
    kind: 'hazard_step',
    refs: { hazard: 'h' },
    data: { action },
  },
})
const amendment = (changes: object, seq: number) => ({
  id: `amendment ${seq}`,
  properties: { ...common, kind: 'amendment', refs: { record: 'h' }, data: { changes } },
  receipt: { seq, state: 'applied' },
})

beforeEach(async () => {
  asked.length = 0
  await emptyPhone()
  await keep('me', { username: 'chen' })
  beginRound('chen')
})
afterEach(() => vi.unstubAllGlobals())

async function pulls(features: object[], change: object = {}) {
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    const body = { epoch: 'e', features, next: `c${asked.length}`, more: false, ...change }
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  await pullRecords()
}

test("a colleague's hazard comes with its steps, in whatever order they arrive", async () => {
  await pulls([step('b', 'rectified', 3), step('a', 'measure')])
  expect(await db.hazards.count()).toBe(0)
  await pulls([hazard])
  const [found] = await db.hazards.toArray()
  expect(found).toMatchObject({ id: 'h', category: 'rail_fence', place: [107.2, 29.15] })
  expect(found?.steps.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('what was amended reads as amended, the later number last', async () => {
  const moved = { '/geometry/coordinates': [107.3, 29.2], '/properties/data/severity': 'low' }
  await pulls([
    amendment({ '/properties/data/severity': 'urgent' }, 9),
    amendment(moved, 8),
    hazard,
  ])
  expect(await db.hazards.get('h')).toMatchObject({ place: [107.3, 29.2], severity: 'urgent' })
})

test('a voided hazard is no longer there, nor a voided step, nor one erased', async () => {
  await pulls([hazard, step('a', 'verified'), step('b', 'measure', 3)])
  await pulls([{ ...step('a', 'verified'), receipt: { state: 'voided' } }], { tombstones: ['b'] })
  expect((await db.hazards.get('h'))?.steps).toEqual([])
  await pulls([{ ...hazard, receipt: { state: 'voided' } }])
  expect(await db.hazards.count()).toBe(0)
})

const seen = {
  township: '500119107',
  seen_at: Date.UTC(2026, 10, 2),
  place: [107.1, 29.1] as [number, number],
  patrol: null,
  target: null,
  category: 'fire',
  severity: 'low',
  description: '焚烧秸秆',
} as const
const taken = { ...seen, taken_at: seen.seen_at, action: 'measure', responsible_unit: '' } as const

test('what was sealed here is there at once, and outlives a pull that has not seen it', async () => {
  const own = hazardDraft('019a4230-0000-7000-8000-000000000001', seen, 'chen')
  await sealAndQueue([own], ['hazards'], () => noteOwn(own))
  await pulls([hazard])
  const mine = hazardStepDraft(
    '019a4230-0000-7000-8000-000000000002',
    { ...taken, hazard: 'h', due_on: null, note: '已设警示' },
    'chen',
  )
  await sealAndQueue([mine], ['hazards'], () => noteOwn(mine))
  expect((await db.hazards.get('h'))?.steps).toMatchObject([
    { action: 'measure', note: '已设警示' },
  ])
  await pulls([])
  expect(await db.hazards.toArray()).toMatchObject([
    { id: own.id, description: '焚烧秸秆' },
    { id: 'h', steps: [{ id: mine.id }] },
  ])
})

test('after an update the pull begins again once, for hazards that came without a place', async () => {
  const old = { id: 'h', kind: 'hazard', ...common, brief: {} }
  await db.pulled.put(old)
  await keep('pull-cursor', 'old')
  await pulls([hazard])
  await pulls([])
  expect(asked.map((path) => path.includes('cursor='))).toEqual([false, true])
  expect([await db.hazards.count(), await recall('pull-cursor')]).toEqual([1, 'c2'])
})

test('what one user pulled is not put together for the next', async () => {
  await pulls([hazard])
  await db.hazards.clear()
  await keep('me', { username: 'liu' })
  await pulls([]).catch(() => undefined)
  expect(await db.hazards.count()).toBe(0)
})
