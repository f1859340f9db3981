// The photos of a form that isn't sealed yet: on the phone as soon as they are taken.

import { again } from '../db/again'
import { db } from '../db/database'

export interface DraftPhoto {
  /** `<draft>/<slot>` */
  id: string
  draft: string
  slot: string
  bytes: Uint8Array<ArrayBuffer>
  media_type: string
}

export const MOST_PHOTOS = 6

/** The draft has all the photos that it may have. */
export class NoPlace extends Error {}

/** In the order in which they were taken. */
export async function photosOfDraft(draft: string): Promise<DraftPhoto[]> {
  const photos = await db.draftPhotos.where('draft').equals(draft).toArray()
  return photos.sort((a, b) => numberOf(a.slot) - numberOf(b.slot))
}

type Taken = Pick<DraftPhoto, 'bytes' | 'media_type'>

/** Keeps a photo beside its draft; throws NoPlace, or when the draft isn't stored (any more). */
export async function addPhoto(draft: string, taken: Taken): Promise<void> {
  await again(() =>
    db.transaction('rw', db.drafts, db.draftPhotos, async () => {
      if (!(await db.drafts.get(draft))) throw new Error(`no draft ${draft}`)
      const photos = await photosOfDraft(draft)
      if (photos.length >= MOST_PHOTOS) throw new NoPlace(draft)
      const slot = `photo-${numberOf(photos.at(-1)?.slot ?? '') + 1}`
      await db.draftPhotos.add({ id: `${draft}/${slot}`, draft, slot, ...taken })
    }),
  )
}

export async function removePhoto(id: string): Promise<void> {
  await db.draftPhotos.delete(id)
}

/** Ends a draft that is being sealed; throws when its photos changed since they were read. */
export async function takeAway(draft: string, sealed: DraftPhoto[]): Promise<void> {
  const here = await db.draftPhotos.where('draft').equals(draft).primaryKeys()
  const same = here.length === sealed.length && sealed.every(({ id }) => here.includes(id))
  if (!same) throw new Error('the photos changed while the record was being sealed')
  await db.draftPhotos.bulkDelete(here)
  await db.drafts.delete(draft)
}

export async function discardDraft(draft: string): Promise<void> {
  await db.transaction('rw', db.drafts, db.draftPhotos, async () => {
    await db.draftPhotos.where('draft').equals(draft).delete()
    await db.drafts.delete(draft)
  })
}

function numberOf(slot: string): number {
  return Number.parseInt(slot.replace('photo-', ''), 10) || 0
}
