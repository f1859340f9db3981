import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { recall } from '../db/kept'
import { idOf, photoOf, queue } from './forTests'
import { unsentReport } from './report'

const RECEIPT = { seq: 1, epoch: 'e-1', received_at: '2026-11-02T01:00:00.000Z' }

beforeEach(emptyPhone)

const reported = async () => Object.fromEntries(await unsentReport('e-1'))

test('a phone that has sent everything has nothing to tell', async () => {
  await queue(1)
  await db.sealed.update(idOf(0), { state: 'stored', receipt: RECEIPT })
  const nothing = { epoch: 'e-1', waiting: '0', attention: '0', photos: '0' }
  expect(await reported()).toEqual({ ...nothing, number: '1' })
})

test('what is still on the phone is told, whoever recorded it', async () => {
  await queue(2, { photos: [photoOf('a')] })
  await queue(1, { kind: 'patrol', author: 'liu', occurred_at: '2026-10-01T00:00:00Z' }, 2)
  await db.sealed.update(idOf(1), { state: 'attention' })
  expect(await reported()).toEqual({
    epoch: 'e-1',
    waiting: '2',
    attention: '1',
    photos: '2',
    oldest_at: '2026-10-01T00:00:00Z',
    kinds: 'outreach_event:2,patrol:1',
    number: '1',
  })
})

test('a report that says something else has a higher number, the same one keeps its own', async () => {
  const numbers = [(await reported()).number, (await reported()).number]
  await queue(1)
  numbers.push((await reported()).number, (await reported()).number)
  await db.sealed.clear()
  numbers.push((await reported()).number)
  expect(numbers).toEqual(['1', '1', '2', '2', '3'])
})

test('a full phone tells what is on it all the same', async () => {
  await reported()
  await queue(1)
  const full = new DOMException('no room', 'QuotaExceededError')
  const put = vi.spyOn(db.kept, 'put').mockImplementation(() => Promise.reject(full) as never)
  expect(await reported()).toMatchObject({ waiting: '1', number: '2' })
  put.mockRestore()
  expect(await recall('report')).toMatchObject({ number: 1 })
})

test('what was stored and confirmed before a restore may be here alone', async () => {
  await queue(2, { photos: [photoOf('a')] })
  await db.sealed.toCollection().modify({ state: 'stored', receipt: RECEIPT })
  await db.photos.toCollection().modify({ state: 'stored', receipt: RECEIPT })
  await db.sealed.update(idOf(1), { pruned: true })
  expect(Object.fromEntries(await unsentReport('e-2'))).toMatchObject({
    epoch: 'e-2',
    waiting: '1',
    photos: '2',
  })
})
