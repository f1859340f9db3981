import { emptyPhone } from './forTests'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draftOf, idOf } from '../sync/forTests'
import { sealAndQueue, waiting } from '../records/outbox'
import { again } from './again'
import { PhoneDatabase } from './database'

const SHIPPED = {
  sealed: 'id, [state+id], state, patrol, sealed_at',
  payloads: 'id',
  patrols: 'id, state',
  fixChunks: '[patrol+n]',
  drafts: 'id, kind, author',
  pulled: 'id, occurred_at',
  kept: 'name',
}
const others: Dexie[] = []

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  await emptyPhone()
})
afterEach(async () => {
  others.splice(0).forEach((other) => other.close())
  vi.restoreAllMocks()
})

function otherTab(version: number, stores: Record<string, string>, name = 'xunhu'): Dexie {
  const other = new Dexie(name)
  other.version(version).stores(stores)
  others.push(other)
  return other
}
const queue = (n: number) => sealAndQueue([draftOf(n)], [], async () => undefined)

test('an update keeps what waits, and finds it by its due time', async () => {
  const before = otherTab(2, SHIPPED, 'updated')
  await before.table('sealed').add({ id: 'a', state: 'waiting', next_attempt_at: 0 })
  before.close()
  const after = new PhoneDatabase('updated')
  others.push(after)
  const due = after.sealed.where('[state+next_attempt_at]').equals(['waiting', 0])
  expect([await due.primaryKeys(), await after.photos.count()]).toEqual([['a'], 0])
})

test('after a rollback the old app still opens the phone, records, and loses nothing', async () => {
  const newer = new PhoneDatabase('rolled-back')
  others.push(newer)
  await newer.photos.add({ id: 'a/1', record: 'a', state: 'waiting' } as never)
  newer.close()
  const older = otherTab(2, SHIPPED, 'rolled-back')
  await older.table('sealed').add({ id: 'a', state: 'waiting', next_attempt_at: 0 })
  older.close()
  await newer.open()
  expect([await newer.sealed.count(), await newer.photos.count()]).toEqual([1, 1])
})

test('this app opens the phone of a newer one, and records in it', async () => {
  const future = otherTab(9, { sealed: 'id, state, someday', tomorrow: 'id' }, 'future')
  await future.open()
  future.close()
  const present = new PhoneDatabase('future')
  others.push(present)
  await present.sealed.add({ id: 'a', state: 'waiting', next_attempt_at: 0 } as never)
  await present.photos.add({ id: 'a/1', record: 'a', state: 'waiting' } as never)
  expect([await present.sealed.count(), await present.photos.count()]).toEqual([1, 1])
})

test('another tab that updates doesn’t stop this one', async () => {
  await queue(1)
  const newer = new PhoneDatabase()
  newer.version(4).stores({ tomorrow: 'id' })
  others.push(newer)
  await newer.open()
  await queue(2)
  expect(await waiting().primaryKeys()).toEqual([idOf(1), idOf(2)])
})

test.each(['DatabaseClosedError', 'InvalidStateError', 'UnknownError'])(
  'after a %s the work is done once more',
  async (name) => {
    const work = vi.fn<(isSecond: boolean) => Promise<boolean>>()
    work.mockRejectedValueOnce(new DOMException('gone', name))
    work.mockImplementation(async (isSecond) => isSecond)
    expect(await again(work)).toBe(true)
  },
)

test.each([
  ['a full phone', new DOMException('QuotaExceededError', 'AbortError')],
  ['a fault of the program', new TypeError('x is not a function')],
])('%s is not a broken handle', async (_, error) => {
  const work = vi.fn(() => Promise.reject(error))
  await expect(again(work)).rejects.toBe(error)
  expect(work).toHaveBeenCalledTimes(1)
})
