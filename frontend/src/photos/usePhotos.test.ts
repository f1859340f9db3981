import { emptyPhone } from '../db/forTests'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { db } from '../db/database'
import { status } from '../sync/status'
import { NoPhoto } from './resize'
import { usePhotos } from './usePhotos'

const file = new Blob(['as the camera gave it'])
const keepDraft = async () => {
  await db.drafts.put({ id: 'a', kind: 'outreach_event', form: {}, author: 'chen', updated_at: 0 })
}
const small = async () => new Uint8Array(1000)
let scope: EffectScope
const opened = (prepare = small, keep = keepDraft) =>
  scope.run(() => usePhotos('a', keep, prepare))!

beforeEach(async () => {
  scope = effectScope()
  await emptyPhone()
})
afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
})

test('a photo is on the phone, beside its draft, as soon as it is taken', async () => {
  const photos = opened()
  await photos.take([file, file])
  expect([await db.drafts.count(), await db.draftPhotos.count()]).toEqual([1, 2])
  await vi.waitFor(() => expect(photos.thumbnails.value).toHaveLength(2))
  expect([photos.bytes.value, photos.trouble.value]).toEqual([2000, null])
})

test('a file that is no photo is refused by name, and the others are taken', async () => {
  let n = 0
  const photos = opened(async () => {
    n += 1
    if (n === 1) throw new NoPhoto('not-image')
    return small()
  })
  await photos.take([file, file])
  expect([photos.trouble.value, await db.draftPhotos.count()]).toEqual(['not-image', 1])
})

test('the seventh photo stays out, and the screen says so', async () => {
  const photos = opened()
  await photos.take(Array.from({ length: 7 }, () => file))
  expect([photos.trouble.value, await db.draftPhotos.count()]).toEqual(['most', 6])
  await vi.waitFor(() => expect(photos.isFull.value).toBe(true))
})

test('a full phone keeps no more photos; the draft is untouched', async () => {
  vi.spyOn(db.draftPhotos, 'add').mockRejectedValue(new DOMException('', 'QuotaExceededError'))
  const photos = opened()
  await photos.take([file])
  expect([photos.trouble.value, photos.busy.value]).toEqual(['full', false])
  expect(status.photosStopped).toBe(true)
  expect([await db.drafts.count(), await db.draftPhotos.count()]).toEqual([1, 0])
})

test('the form is stored before the camera opens; when it can’t be, the screen says so', async () => {
  const photos = opened()
  await photos.beforeCamera()
  expect([await db.drafts.count(), photos.trouble.value]).toEqual([1, null])
  const full = opened(small, () => Promise.reject(new DOMException('', 'QuotaExceededError')))
  await full.beforeCamera()
  expect(full.trouble.value).toBe('full')
})

test('a thumbnail’s address is let go with its photo, and with the screen', async () => {
  const letGo = vi.spyOn(URL, 'revokeObjectURL')
  const photos = opened()
  await photos.take([file, file])
  await vi.waitFor(() => expect(photos.thumbnails.value).toHaveLength(2))
  const [first, second] = photos.thumbnails.value
  await db.draftPhotos.delete(first!.id)
  await vi.waitFor(() => expect(letGo.mock.calls).toEqual([[first!.address]]))
  scope.stop()
  expect(letGo.mock.calls).toEqual([[first!.address], [second!.address]])
})
