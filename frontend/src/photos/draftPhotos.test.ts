import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import type { Draft } from '../records/feature'
import { sealAndQueue } from '../records/outbox'
import {
  addPhoto,
  discardDraft,
  MOST_PHOTOS,
  NoPlace,
  photosOfDraft,
  removePhoto,
  takeAway,
} from './draftPhotos'

const ID = '019a4230-0000-7000-8000-000000000001'
const kind = 'outreach_event' as const
const jpeg = (byte: number) => ({ bytes: new Uint8Array([byte]), media_type: 'image/jpeg' })
const record: Draft = {
  id: ID,
  kind,
  township: '500119108',
  author: 'chen',
  occurred_at: '2026-11-02T09:00:00+08:00',
  geometry: null,
  refs: {},
  data: {},
}
const bytesOf = async () => (await photosOfDraft(ID)).map(({ bytes }) => bytes[0])

async function sealed() {
  const photos = await photosOfDraft(ID)
  await sealAndQueue([{ ...record, photos }], ['drafts', 'draftPhotos'], () => takeAway(ID, photos))
}

beforeEach(async () => {
  await emptyPhone()
  await db.drafts.put({ id: ID, kind, form: {}, author: 'chen', updated_at: 0 })
})

test('photos stay in the order in which they were taken, also past the ninth', async () => {
  for (let n = 1; n <= 11; n += 1) {
    await addPhoto(ID, jpeg(n))
    if (n > 2) await removePhoto(`${ID}/photo-${n - 1}`)
  }
  expect(await bytesOf()).toEqual([1, 11])
})

test('a draft holds six photos, and the seventh is refused', async () => {
  for (let n = 1; n <= MOST_PHOTOS; n += 1) await addPhoto(ID, jpeg(n))
  await expect(addPhoto(ID, jpeg(7))).rejects.toBeInstanceOf(NoPlace)
  expect(await db.draftPhotos.count()).toBe(6)
})

test('a photo without its draft is never kept: nobody would find it again', async () => {
  await expect(addPhoto('gone', jpeg(1))).rejects.toThrow('no draft')
  expect(await db.draftPhotos.count()).toBe(0)
})

test('sealing moves the photos to their record', async () => {
  await addPhoto(ID, jpeg(1))
  await sealed()
  expect(await db.photos.toArray()).toMatchObject([{ id: `${ID}/photo-1`, state: 'waiting' }])
  expect([await db.draftPhotos.count(), await db.drafts.count()]).toEqual([0, 0])
})

test('a photo that comes while the record is being sealed stops the sealing', async () => {
  const photos = await photosOfDraft(ID)
  await addPhoto(ID, jpeg(1))
  const late = sealAndQueue([record], ['drafts', 'draftPhotos'], () => takeAway(ID, photos))
  await expect(late).rejects.toThrow('photos changed')
  expect([await db.sealed.count(), await db.draftPhotos.count()]).toEqual([0, 1])
})

test('a discarded draft takes its photos with it, and no other’s', async () => {
  await db.drafts.put({ id: 'other', kind, form: {}, author: 'chen', updated_at: 0 })
  await addPhoto(ID, jpeg(1))
  await addPhoto('other', jpeg(2))
  await discardDraft(ID)
  expect((await db.draftPhotos.toArray()).map(({ draft }) => draft)).toEqual(['other'])
})
