import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { db } from '../db/database'
import { discardDraft, photosOfDraft, takeAway } from '../photos/draftPhotos'
import { DraftSaver, openDraft, type FormDraft } from './drafts'
import type { Draft } from './feature'
import { sealAndQueue } from './outbox'
import { fitToKeep } from './personalData'

/** What a form of a hazard has besides: which draft is meant, and what is written with the record. */
export interface Beside<Form> {
  isMeant?: (form: Form) => boolean
  /** Part of the transaction that seals; it may write the phone's hazards. */
  alongside?: (record: Draft) => Promise<void>
}

/**
 * A form whose every change is on the phone within 300 ms, sealed with its photos in one act. What
 * is kept is masked already: a personal number never comes to lie on the phone.
 */
export function useDraft<Form extends object>(
  kind: FormDraft['kind'],
  fresh: () => Form | Promise<Form>,
  { isMeant, alongside }: Beside<Form> = {},
) {
  const form = ref(null) as Ref<Form | null>
  const [restored, id] = [ref(false), ref('')]
  const savedAt = ref<number | null>(null)
  let saver: DraftSaver | null = null

  onMounted(async () => {
    const draft = await openDraft(kind, fresh, isMeant)
    id.value = draft.id
    restored.value = draft.restored
    form.value = draft.form
    const read = () => fitToKeep(JSON.parse(JSON.stringify(form.value)) as object)
    saver = new DraftSaver({ id: draft.id, kind }, read, () => (savedAt.value = Date.now()))
    watch(form, () => saver?.changed(), { deep: true })
  })
  onLeaving(() => void saver?.flush())

  /**
   * Seals the record and takes the draft away in one transaction; a failure leaves both alone.
   * A second tap, here or in another tab, seals nothing more.
   */
  const seal = once(async (toRecord: (id: string) => Draft): Promise<void> => {
    saver?.close()
    try {
      await sealWithPhotos(id.value, toRecord, alongside)
    } catch (error) {
      if (await db.sealed.get(id.value)) return discard()
      saver?.reopen()
      throw error
    }
  })

  /** Stores the form as it stands, changed or not: before the camera opens. */
  async function keepNow(): Promise<void> {
    saver?.changed()
    await saver?.flush()
  }

  async function discard(): Promise<void> {
    saver?.close()
    await discardDraft(id.value)
  }

  return { id, form, restored, savedAt, keepNow, seal, discard }
}

async function sealWithPhotos(
  id: string,
  toRecord: (id: string) => Draft,
  alongside?: (record: Draft) => Promise<void>,
): Promise<void> {
  const photos = await photosOfDraft(id)
  const record = { ...toRecord(id), photos }
  await sealAndQueue([record], ['drafts', 'draftPhotos', 'hazards'], async () => {
    await takeAway(id, photos)
    await alongside?.(record)
  })
}

/** A call while one runs, or after it succeeded, is the same call; a failed one can be repeated. */
function once<Given>(work: (given: Given) => Promise<void>): (given: Given) => Promise<void> {
  let running: Promise<void> | null = null
  return (given) =>
    (running ??= work(given).catch((error: unknown) => {
      running = null
      throw error
    }))
}

/** Calls `flush` whenever the form may go: another screen, another app, the page's end. */
function onLeaving(flush: () => void): void {
  onMounted(() => {
    addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
  })
  onBeforeUnmount(() => {
    flush()
    removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', flush)
  })
}
