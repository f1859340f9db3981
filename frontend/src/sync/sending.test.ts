import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { waiting } from '../records/outbox'
import { FakeServer, idOf, queue } from './forTests'
import { NoAnswer } from './http'
import { beginRound, Interrupted } from './round'
import { sendRecords } from './sending'

let server: FakeServer

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 2, 1) })
  await emptyPhone()
  await keep('me', { username: 'chen' })
  beginRound('chen')
  server = new FakeServer()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A round, an hour after the last. */
async function round() {
  vi.setSystemTime(Date.now() + 3_600_000)
  return sendRecords()
}
const poison = (status: number, ...bad: number[]) => {
  const refused = bad.map(idOf)
  server.instead = (_, ids) =>
    ids.some((id) => refused.includes(id)) ? [status, { type: '/problems/x' }] : null
}
const left = () => waiting().primaryKeys()

test('everything that is due goes out in one round', async () => {
  await queue(120)
  expect(await round()).toBe('sent')
  expect(server.pushes.map((ids) => ids.length)).toEqual([50, 50, 20])
})

test.each([400, 413, 500, 503])(
  'a record that spoils its push with %i is found',
  async (status) => {
    await queue(120)
    poison(status, 17)
    await round()
    expect((await left()).length).toBe(50)
    await round()
    expect(await left()).toEqual([idOf(17)])
    expect(await db.sealed.get(idOf(17))).toMatchObject({ state: 'waiting', slow: true })
  },
)

test('so is it when there are many, and nothing else to send', async () => {
  const bad = [3, 14, 25, 36, 47]
  await queue(50)
  poison(500, ...bad)
  await round().then(round)
  expect(await left()).toEqual(bad.map(idOf))
})

test('what spoils a push alone waits for hours, and then goes alone', async () => {
  await queue(2)
  poison(413, 0)
  for (let n = 0; n < 8; n += 1) await round()
  const { slow, next_attempt_at } = (await db.sealed.get(idOf(0)))!
  expect([slow, next_attempt_at - Date.now() > 3_600_000]).toEqual([true, true])
  await queue(1, {}, 5)
  server.instead = () => null
  await round().then(round).then(round).then(round)
  expect(server.pushes.slice(-2)).toEqual([[idOf(5)], [idOf(0)]])
  expect(await db.sealed.get(idOf(0))).toMatchObject({ state: 'stored', slow: false })
})

test('a server in trouble is not flooded', async () => {
  await queue(300)
  server.instead = () => [500, { type: '/problems/x' }]
  expect(await round()).toBe('refused')
  expect(server.pushes).toHaveLength(2)
  await round().then(round)
  expect(server.pushes.length).toBeLessThan(40)
  expect(await db.sealed.filter(({ slow }) => slow === true).count()).toBe(0)
})

test('an asked-for pause ends the round and touches nothing', async () => {
  await queue(60)
  server.instead = () => [429, { type: '/problems/too-often' }, { 'Retry-After': '60' }]
  expect(await round()).toBe('busy')
  expect([server.pushes.length, (await left()).length]).toEqual([1, 60])
  expect(
    await waiting()
      .filter(({ next_attempt_at }) => next_attempt_at > 0)
      .count(),
  ).toBe(0)
})

test('on a line that doesn’t carry them pushes get smaller, and then larger again', async () => {
  await queue(60)
  server.instead = (_, ids) => (ids.length > 12 ? [200, 'half', {}] : null)
  for (let n = 0; n < 4; n += 1) await expect(round()).rejects.toBeInstanceOf(NoAnswer)
  server.instead = () => null
  await round()
  expect(await left()).toEqual([])
  expect(server.pushes.map((ids) => ids.length)).toEqual([50, 50, 25, 12, 25, 12, 25, 11])
})

test('whoever signs in during a round ends it; the answer under way still counts', async () => {
  await queue(60)
  await queue(1, { author: 'liu' }, 60)
  server.instead = async () => {
    await keep('me', { username: 'liu' })
    return null
  }
  await expect(round()).rejects.toBeInstanceOf(Interrupted)
  expect([server.pushes.length, (await left()).length]).toEqual([1, 11])
})

test('nothing goes out while somebody is signing in', async () => {
  await queue(1)
  await keep('signing', Date.now() + 3_600_000)
  await expect(round()).rejects.toBeInstanceOf(Interrupted)
  expect(server.pushes).toEqual([])
})
