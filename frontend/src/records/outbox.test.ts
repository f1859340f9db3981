import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { status } from '../sync/status'
import type { Draft } from './feature'
import { onQueued, ownUnsentCount, ownWaiting, sealAndQueue, waiting } from './outbox'

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
afterEach(() => vi.restoreAllMocks())

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
  const texts = (await db.payloads.toArray()).map(({ bytes }) => new TextDecoder().decode(bytes))
  expect(new Set(texts.map((text) => JSON.parse(text).properties.device)).size).toBe(1)
})

test('the next user of a phone has a queue of their own beside that of the last one', async () => {
  await sealAndQueue([draft(1), draft(2), { ...draft(3), author: 'liu' }], [], nothing)
  await keep('me', { username: 'liu' })
  const own = await (await ownWaiting()).primaryKeys()
  expect([own, await waiting().count()]).toEqual([[draft(3).id], 3])
})

test('what needs attention is unsent, and only for its author', async () => {
  await sealAndQueue([draft(1), draft(2)], [], nothing)
  await db.sealed.update(draft(1).id, { state: 'attention' })
  await keep('me', { username: 'chen' })
  expect(await ownUnsentCount()).toBe(2)
  await keep('me', { username: 'liu' })
  expect(await ownUnsentCount()).toBe(0)
})

const photo = { slot: 'a', bytes: new Uint8Array([1, 2, 3]), media_type: 'image/jpeg' }
const quota = () => new DOMException('QuotaExceededError', 'AbortError')
const pulled = { id: 'a', kind: 'patrol', township: '', occurred_at: '', author: '', brief: {} }
const attachmentsOf = async (n: number) => {
  const { bytes } = (await db.payloads.get(draft(n).id))!
  return JSON.parse(new TextDecoder().decode(bytes)).properties.attachments as unknown
}

test('photos are queued with their record, which names their digests', async () => {
  await sealAndQueue([{ ...draft(1), photos: [photo] }], [], nothing)
  const sha256 = '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'
  const declared = { slot: 'a', sha256, size: 3, media_type: 'image/jpeg' }
  expect(await attachmentsOf(1)).toEqual([declared])
  expect(await db.photos.get(`${draft(1).id}/a`)).toMatchObject({ ...declared, state: 'waiting' })
})

test('when the photos can’t be queued nothing is', async () => {
  vi.spyOn(db.photos, 'bulkAdd').mockRejectedValue(new Error('broke'))
  const sealing = sealAndQueue([{ ...draft(1), photos: [photo] }], [], nothing)
  await expect(sealing).rejects.toThrow('broke')
  expect([await db.sealed.count(), await db.payloads.count()]).toEqual([0, 0])
})

test('a full phone gives up what the server can send again, and keeps the photos', async () => {
  await db.pulled.put(pulled)
  vi.spyOn(db.photos, 'bulkAdd').mockRejectedValueOnce(quota())
  await sealAndQueue([{ ...draft(1), photos: [photo] }], [], nothing)
  expect([await db.pulled.count(), await db.photos.count(), status.photosStopped]).toEqual([
    0,
    1,
    false,
  ])
})

test('when that isn’t enough the photos stay behind, never the record', async () => {
  const add = vi.spyOn(db.photos, 'bulkAdd')
  add.mockRejectedValueOnce(quota()).mockRejectedValueOnce(quota())
  await sealAndQueue([{ ...draft(1), photos: [photo] }], [], nothing)
  expect([await waiting().count(), await attachmentsOf(1)]).toEqual([1, undefined])
  expect(status.photosStopped).toBe(true)
  await sealAndQueue([{ ...draft(2), photos: [photo] }], [], nothing)
  expect(status.photosStopped).toBe(false)
})

test('a phone too full for a text says so and changes nothing that is sealed', async () => {
  await sealAndQueue([draft(1)], [], nothing)
  vi.spyOn(db.payloads, 'bulkAdd').mockRejectedValue(quota())
  await expect(sealAndQueue([draft(2)], [], nothing)).rejects.toThrow('Quota')
  expect(await db.payloads.count()).toBe(1)
})

test('a handle that breaks is opened anew, and the record is sealed once', async () => {
  db.close()
  await sealAndQueue([draft(1)], [], nothing)
  expect(await waiting().count()).toBe(1)
})

test('nor is it sealed twice when the handle breaks after the commit', async () => {
  const commit = db.transaction.bind(db) as (...all: unknown[]) => Promise<unknown>
  const broken = vi.spyOn(db, 'transaction')
  broken.mockImplementationOnce(commit as never)
  broken.mockImplementationOnce((async (...all: unknown[]) => {
    await commit(...all)
    throw new DOMException('connection lost', 'UnknownError')
  }) as never)
  await sealAndQueue([draft(1)], [], nothing)
  expect(await db.payloads.count()).toBe(1)
})
