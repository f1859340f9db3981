import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { beginRound } from './round'
import { pullTownshipHazards } from './townshipHazards'

const common = { township: '500119108', author: 'chen', occurred_at: '2026-11-02T01:00:00Z' }
const hazard = (id: string, state = 'applied') => ({
  id,
  geometry: { type: 'Point', coordinates: [107.2, 29.15] },
  properties: {
    ...common,
    kind: 'hazard',
    refs: {},
    data: { category: 'fire', severity: 'low', description: '焚烧秸秆' },
  },
  receipt: { state },
})
const step = {
  id: 's',
  geometry: null,
  properties: {
    ...common,
    kind: 'hazard_step',
    refs: { hazard: 'a' },
    data: { action: 'rectified' },
  },
}

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'wang' })
  beginRound('wang')
})
afterEach(() => vi.unstubAllGlobals())

function serving(reply: (path: string) => [number, unknown]) {
  vi.stubGlobal('fetch', async (path: string) => {
    const [status, body] = reply(path)
    const headers = { 'Content-Type': 'application/geo+json' }
    return new Response(JSON.stringify(body), { status, headers })
  })
}

test("a supervisor's phone has the township's hazards with their steps, and no voided one", async () => {
  serving((path) => [
    200,
    { features: path.includes('step') ? [step] : [hazard('a'), hazard('b', 'voided')], next: null },
  ])
  await pullTownshipHazards()
  expect(await db.hazards.toArray()).toMatchObject([{ id: 'a', steps: [{ action: 'rectified' }] }])
})

test('a list that breaks off leaves what the phone had', async () => {
  await db.hazards.put({ id: 'kept' } as never)
  serving((path) => (path.includes('step') ? [503, {}] : [200, { features: [], next: null }]))
  await expect(pullTownshipHazards()).rejects.toThrow()
  expect(await db.hazards.count()).toBe(1)
})
