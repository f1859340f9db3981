import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { photosOf, unsentPhotos } from './progress'
import type { Photo } from '../records/seal'

const NONE = { all: 0, stored: 0, attention: 0, why: null }
const record = { id: 'a', attachments: [{ slot: '1' }, { slot: '2' }, { slot: '3' }] }
const photo = (slot: string, state: Photo['state']): Photo => ({
  id: `a/${slot}`,
  record: 'a',
  slot,
  author: 'chen',
  sha256: '',
  size: 1,
  media_type: 'image/jpeg',
  bytes: new Uint8Array(1),
  state,
  attempt_count: 0,
  next_attempt_at: 0,
  receipt: null,
  problem: state === 'attention' ? { code: 'bad-image', detail: '' } : null,
})

beforeEach(emptyPhone)

test('a record tells how many of its photos the server has, and how many it can’t have', async () => {
  await db.photos.bulkAdd([photo('1', 'stored'), photo('2', 'waiting'), photo('3', 'attention')])
  expect(photosOf(record, await unsentPhotos())).toEqual({
    all: 3,
    stored: 1,
    attention: 1,
    why: 'bad-image',
  })
})

test('photos whose copies are gone from the phone have arrived', async () => {
  expect(photosOf(record, await unsentPhotos())).toEqual({ ...NONE, all: 3, stored: 3 })
})

test('a record from before there were photos has none', async () => {
  expect(photosOf({ id: 'b' }, await unsentPhotos())).toEqual(NONE)
})
