import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { MOST_RECORDS, nextBatch, nextDueAt } from './batches'
import { idOf, queue } from './forTests'

const NOW = Date.UTC(2026, 10, 2, 1)
const YEARS_10_MS = 10 * 365 * 24 * 3_600_000

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
})

const idsOf = async (now = NOW) => (await nextBatch(now)).map(({ record }) => record.id)
const postpone = (n: number, next_attempt_at: number) =>
  db.sealed.update(idOf(n), { next_attempt_at })

test('a push is at most 50 records', async () => {
  await queue(60)
  expect(await nextBatch(NOW)).toHaveLength(MOST_RECORDS)
})

test('a push is at most 1 MiB', async () => {
  await queue(10, { data: { padding: '巡'.repeat(60_000) } })
  const batch = await nextBatch(NOW)
  const size = batch.reduce((sum, { payload }) => sum + payload.bytes.length, 0)
  expect([batch.length, size < 2 ** 20]).toEqual([5, true])
})

test('a record that is too large goes out alone, and stands in nobody’s way', async () => {
  await queue(1, { data: { padding: 'x'.repeat(1_200_000) } })
  await queue(1, {}, 1)
  expect(await idsOf()).toEqual([idOf(0)])
  await postpone(0, NOW + 1000)
  expect(await idsOf()).toEqual([idOf(1)])
})

test('the oldest goes first, what has to wait waits', async () => {
  await queue(3)
  await postpone(0, NOW + 1000)
  expect(await idsOf()).toEqual([idOf(1), idOf(2)])
  expect(await idsOf(NOW + 1000)).toEqual([idOf(1), idOf(2), idOf(0)])
})

test('a hundred that wait don’t hide one that is due', async () => {
  await queue(101)
  await db.sealed
    .where('id')
    .below(idOf(100))
    .modify({ next_attempt_at: NOW + 60_000 })
  expect(await idsOf()).toEqual([idOf(100)])
})

test.each([YEARS_10_MS, -YEARS_10_MS])(
  'a clock that jumps by %i ms stalls nothing',
  async (jump) => {
    await queue(1)
    await postpone(0, NOW + 60_000)
    expect(await idsOf(NOW + jump)).toEqual([idOf(0)])
  },
)

test('suspects and slow records never travel with the others', async () => {
  await queue(4)
  await db.sealed.update(idOf(0), { slow: true })
  await db.sealed.update(idOf(1), { refused_count: 1 })
  expect(await idsOf()).toEqual([idOf(2), idOf(3)])
  await postpone(2, NOW + 1).then(() => postpone(3, NOW + 1))
  expect(await idsOf()).toEqual([idOf(1)])
  await postpone(1, NOW + 1)
  expect(await idsOf()).toEqual([idOf(0)])
})

test('what another user recorded is left alone until that user signs in again', async () => {
  await queue(2)
  const before = await db.sealed.toArray()
  await keep('me', { username: 'liu' })
  expect(await nextBatch(NOW)).toEqual([])
  expect(await db.sealed.toArray()).toEqual(before)
  await keep('me', { username: 'chen' })
  expect(await nextBatch(NOW)).toHaveLength(2)
})

test('a record whose bytes are gone asks for attention instead of waiting for ever', async () => {
  await queue(2)
  await db.payloads.delete(idOf(0))
  expect(await idsOf()).toEqual([idOf(1)])
  expect(await db.sealed.get(idOf(0))).toMatchObject({
    state: 'attention',
    problem: { status: 'missing' },
  })
})

test('the next round is planned for what is due first', async () => {
  expect(await nextDueAt(NOW)).toBeNull()
  await queue(2)
  await postpone(0, NOW + 9000)
  await postpone(1, NOW + 5000)
  expect(await nextDueAt(NOW)).toBe(NOW + 5000)
})
