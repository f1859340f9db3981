import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { db } from '../db/database'
import { DraftSaver, openDraft, type FormDraft } from './drafts'
import type { Draft } from './feature'
import { sealAndQueue } from './outbox'

/** A form whose every change is on the phone within 300 ms, and that is sealed in one act. */
export function useDraft<Form extends object>(kind: FormDraft['kind'], fresh: () => Form) {
  const form = ref(null) as Ref<Form | null>
  const restored = ref(false)
  const savedAt = ref<number | null>(null)
  let id = ''
  let saver: DraftSaver | null = null

  onMounted(async () => {
    const draft = await openDraft(kind, fresh)
    id = draft.id
    restored.value = draft.restored
    form.value = draft.form
    const read = () => JSON.parse(JSON.stringify(form.value)) as object
    saver = new DraftSaver({ id, kind }, read, () => (savedAt.value = Date.now()))
    watch(form, () => saver?.changed(), { deep: true })
  })
  onLeaving(() => void saver?.flush())

  let sealing: Promise<void> | null = null

  /**
   * Seals the record and takes the draft away in one transaction; a failure leaves both alone.
   * A second tap, here or in another tab, seals nothing more.
   */
  function seal(toRecord: (id: string) => Draft): Promise<void> {
    sealing ??= sealOnce(toRecord).catch((error: unknown) => {
      sealing = null
      throw error
    })
    return sealing
  }

  async function sealOnce(toRecord: (id: string) => Draft): Promise<void> {
    saver?.close()
    try {
      await sealAndQueue([toRecord(id)], ['drafts'], () => db.drafts.delete(id))
    } catch (error) {
      if (await db.sealed.get(id)) return void (await db.drafts.delete(id))
      saver?.reopen()
      throw error
    }
  }

  async function discard(): Promise<void> {
    saver?.close()
    await db.drafts.delete(id)
  }

  return { form, restored, savedAt, seal, discard }
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
