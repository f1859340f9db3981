import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { FakeServer, idOf, queue } from '../sync/forTests'
import { checkStock, knownStock } from './stock'

let server: FakeServer
const missing = async () => (await checkStock())?.missing.map(({ id }) => id)

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  server = new FakeServer()
  await queue(3)
  server.stored.set(idOf(0), 1).set(idOf(1), 2)
  const receipt = { seq: 1, received_at: '', epoch: 'first' }
  await db.sealed.where('id').anyOf(idOf(0), idOf(1)).modify({ state: 'stored', receipt })
})
afterEach(() => vi.unstubAllGlobals())

test('what was sent and what waits is known without a network', async () => {
  expect(await knownStock()).toEqual({ phone: 3, server: 2 })
})

test('the server is asked, and what it lacks is named', async () => {
  expect(await checkStock()).toMatchObject({ phone: 3, server: 2, erased_count: 0 })
  expect(await missing()).toEqual([idOf(2)])
})

test('what the server has lost is missing, and waits to be sent again', async () => {
  server.stored.delete(idOf(0))
  expect(await missing()).toEqual([idOf(0), idOf(2)])
  expect((await db.sealed.get(idOf(0)))?.state).toBe('waiting')
})

test('what was erased for privacy is not said to be missing', async () => {
  server.instead = () => {
    const statuses = ['erased', 'stored', 'unknown']
    const results = statuses.map((status, n) => ({ id: idOf(n), status }))
    return [200, { ...server.standing, results }]
  }
  expect(await checkStock()).toMatchObject({ phone: 2, erased_count: 1 })
})

test('without an answer nothing is claimed', async () => {
  server.instead = () => [503, {}]
  expect(await checkStock()).toBeNull()
})

test("nobody's records but the user's own are counted", async () => {
  await keep('me', { username: 'liu' })
  expect(await knownStock()).toEqual({ phone: 0, server: 0 })
})
