import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import type { Draft } from './feature'
import {
  onQueued,
  othersWaitingCount,
  ownUnsentCount,
  ownWaiting,
  sealAndQueue,
  unacknowledged,
  waiting,
} from './outbox'

const draft = (n: number): Draft => ({
  id: `019a4230-0000-7000-8000-00000000000${n}`,
  kind: 'outreach_event',
  township: '500119107',
  author: 'chen',
  occurred_at: '2026-11-02T01:00:00.000Z',
  geometry: null,
  refs: {},
  data: {},
})
const nothing = async () => undefined

beforeEach(emptyPhone)

test('a record is sealed, queued and told in one act', async () => {
  let told = 0
  onQueued(() => (told += 1))
  await sealAndQueue([draft(1)], [], nothing)
  expect([await waiting().count(), await db.payloads.count(), told]).toEqual([1, 1, 1])
})

test('when what goes alongside fails, nothing is queued', async () => {
  const fails = () => Promise.reject(new Error('no room'))
  await expect(sealAndQueue([draft(1)], ['drafts'], fails)).rejects.toThrow('no room')
  expect([await db.sealed.count(), await db.payloads.count()]).toEqual([0, 0])
})

test('when queueing fails, what went alongside is undone', async () => {
  await sealAndQueue([draft(1)], [], nothing)
  await db.drafts.put({ id: 'd', kind: 'outreach_event', form: {}, author: 'chen', updated_at: 0 })
  const twice = sealAndQueue([draft(1)], ['drafts'], () => db.drafts.delete('d'))
  await expect(twice).rejects.toThrow()
  expect(await db.drafts.count()).toBe(1)
})

test('all records of one phone carry the same device', async () => {
  await sealAndQueue([draft(1), draft(2)], [], nothing)
  const texts = (await unacknowledged()).map(({ bytes }) => new TextDecoder().decode(bytes))
  expect(new Set(texts.map((text) => JSON.parse(text).properties.device)).size).toBe(1)
})

test('the rescue file holds what waits and what needs attention, not what was received', async () => {
  await sealAndQueue([draft(1), draft(2), draft(3)], [], nothing)
  await db.sealed.update(draft(1).id, { state: 'stored' })
  await db.sealed.update(draft(2).id, { state: 'attention' })
  expect((await unacknowledged()).map(({ id }) => id)).toEqual([draft(2).id, draft(3).id])
})

test('the next user of a phone has a queue of their own beside that of the last one', async () => {
  await sealAndQueue([draft(1), draft(2), { ...draft(3), author: 'liu' }], [], nothing)
  await keep('me', { username: 'liu' })
  const own = await (await ownWaiting()).primaryKeys()
  expect([own, await othersWaitingCount()]).toEqual([[draft(3).id], 2])
})

test('what needs attention is unsent, and only for its author', async () => {
  await sealAndQueue([draft(1), draft(2)], [], nothing)
  await db.sealed.update(draft(1).id, { state: 'attention' })
  await keep('me', { username: 'chen' })
  expect(await ownUnsentCount()).toBe(2)
  await keep('me', { username: 'liu' })
  expect(await ownUnsentCount()).toBe(0)
})
