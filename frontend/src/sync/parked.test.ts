import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { FakeServer, idOf, queue } from './forTests'
import { hearOfDecisions } from './parked'
import { beginRound } from './round'
import { sendRecords } from './sending'

let server: FakeServer
const record = (n = 0) => db.sealed.get(idOf(n))

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'wang', role: 'township_supervisor', townships: ['500119107'] })
  await keep('epoch', 'first')
  beginRound('wang')
  server = new FakeServer()
  await parked(0, 'wang')
})
afterEach(() => vi.unstubAllGlobals())

async function parked(n: number, author: string): Promise<void> {
  await queue(1, { author }, n)
  const problem = { status: 'parked', code: 'bad-field', detail: '', epoch: 'first' } as const
  await db.sealed.update(idOf(n), { state: 'attention', problem })
}

async function deciding(decision: string | null, digest?: string): Promise<void> {
  const { digest: sealed } = (await record())!
  const told = { decision, reason: 'twice', decided_at: '2026-11-02T01:00:00Z' }
  server.instead = (path) =>
    path.startsWith('/parked/') ? [200, { id: idOf(0), digest: digest ?? sealed, ...told }] : null
}

test('a supervisor hears on the phone that a record was put aside, and why', async () => {
  await deciding('discarded')
  await hearOfDecisions()
  expect(await record()).toMatchObject({
    state: 'discarded',
    problem: { status: 'discarded', detail: 'twice', epoch: 'first' },
  })
})

test('an accepted record tells the reason and fetches its receipt', async () => {
  await deciding('accepted')
  await hearOfDecisions()
  expect(await record()).toMatchObject({ state: 'waiting', accepted: { reason: 'twice' } })
  await sendRecords()
  expect(await record()).toMatchObject({ state: 'stored', accepted: { reason: 'twice' } })
})

test.each([
  ['not decided', null, undefined],
  ['erased', 'erased', undefined],
  ['decided for other bytes', 'discarded', 'sha256:other'],
])('what is %s stays as it is', async (_, decision, digest) => {
  await deciding(decision, digest)
  await hearOfDecisions()
  expect(await record()).toMatchObject({ state: 'attention', problem: { status: 'parked' } })
})

test('what is out of reach stays, and a colleague’s is not asked for', async () => {
  await parked(1, 'chen')
  server.instead = () => [404, { type: '/problems/not-found' }]
  await hearOfDecisions()
  expect(server.asked).toEqual([`/parked/${idOf(0)}`])
  expect(await record()).toMatchObject({ state: 'attention' })
})

test('nothing is written for somebody who has signed out meanwhile', async () => {
  await deciding('discarded')
  const told = server.instead
  server.instead = async (...asked) => {
    await keep('me', { username: 'chen' })
    return told(...asked)
  }
  await hearOfDecisions()
  expect(await record()).toMatchObject({ state: 'attention' })
})
