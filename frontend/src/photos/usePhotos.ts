// The photos of a form: taking one, keeping it at once, and what stood in the way.

import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { useLive } from '../db/live'
import { whyNotSaved } from '../db/whyNotSaved'
import { status } from '../sync/status'
import {
  addPhoto,
  MOST_PHOTOS,
  NoPlace,
  photosOfDraft,
  removePhoto,
  type DraftPhoto,
} from './draftPhotos'
import { MEDIA_TYPE, NoPhoto, resize, type WhyNot } from './resize'

export type Trouble = WhyNot | 'most' | 'full' | 'failed'

export interface Thumbnail {
  id: string
  address: string
}

/** `keepDraft` stores the form: a photo is kept only beside a draft that is there. */
export function usePhotos(draft: string, keepDraft: () => Promise<void>, prepare = resize) {
  const photos = useLive(() => photosOfDraft(draft), [] as DraftPhoto[])
  const trouble = ref<Trouble | null>(null)
  const busy = ref(false)

  /** Adds what can be added, one after another: a phone has memory for one large picture. */
  async function take(files: Blob[]): Promise<void> {
    trouble.value = null
    busy.value = true
    for (const file of files) {
      const failed = await takeOne(file).catch(whyNotTaken)
      trouble.value ??= failed ?? null
      if (failed === 'full') status.photosStopped = true
    }
    busy.value = false
  }

  /** The camera may cost the page its life: what is in the form is stored before it opens. */
  async function beforeCamera(): Promise<void> {
    await keepDraft().catch((error: unknown) => (trouble.value = whyNotTaken(error)))
  }

  async function takeOne(file: Blob): Promise<void> {
    const bytes = await prepare(file)
    await keepDraft()
    await addPhoto(draft, { bytes, media_type: MEDIA_TYPE })
    status.photosStopped = false
  }

  async function remove(id: string): Promise<void> {
    trouble.value = null
    await removePhoto(id)
  }

  return {
    thumbnails: useThumbnails(photos),
    bytes: computed(() => photos.value.reduce((sum, photo) => sum + photo.bytes.length, 0)),
    isFull: computed(() => photos.value.length >= MOST_PHOTOS),
    trouble,
    busy,
    beforeCamera,
    take,
    remove,
  }
}

export function whyNotTaken(error: unknown): Trouble {
  if (error instanceof NoPhoto) return error.why
  return error instanceof NoPlace ? 'most' : whyNotSaved(error)
}

/** Addresses that an <img> can show, each let go with its photo or with the screen. */
function useThumbnails(photos: Readonly<Ref<DraftPhoto[]>>): Ref<Thumbnail[]> {
  const thumbnails = ref<Thumbnail[]>([])
  const letGo = ({ address }: Thumbnail) => URL.revokeObjectURL(address)
  watch(photos, (now) => {
    const before = new Map(thumbnails.value.map((one) => [one.id, one]))
    thumbnails.value = now.map((photo) => before.get(photo.id) ?? thumbnailOf(photo))
    const shown = new Set(now.map(({ id }) => id))
    before.forEach((one) => !shown.has(one.id) && letGo(one))
  })
  onScopeDispose(() => thumbnails.value.forEach(letGo))
  return thumbnails
}

function thumbnailOf({ id, bytes, media_type }: DraftPhoto): Thumbnail {
  return { id, address: URL.createObjectURL(new Blob([bytes], { type: media_type })) }
}
