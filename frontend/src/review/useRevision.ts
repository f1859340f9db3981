// A revision sealed at the desk: queued on this computer like any record, sent, and watched.

import { computed, getCurrentScope, ref, shallowRef, watch } from 'vue'
import { me } from '../auth/session'
import { db } from '../db/database'
import { useLive } from '../db/live'
import type { Draft } from '../records/feature'
import { sealAndQueue } from '../records/outbox'
import type { Revising } from '../records/revision'
import type { SealedRecord } from '../records/seal'
import { status } from '../sync/status'
import { sendNow } from '../sync/sync'
import { fateOf, troubleOf, whyNotMade, type Fate } from './fate'

/** `make` gives what is to be sealed; it may ask the server, and throw Refused or NoAnswer. */
export function useRevision(make: (by: Revising) => Promise<Draft[]>) {
  const scope = getCurrentScope()!
  const making = ref(false)
  const unmade = ref('')
  const sealed = shallowRef<SealedRecord[] | null>(null)
  const fate = computed<Fate>(() => {
    if (making.value) return 'sending'
    return sealed.value ? fateOf(sealed.value, status.busy) : 'unsealed'
  })
  const trouble = computed(() =>
    sealed.value ? troubleOf(sealed.value, fate.value) : unmade.value,
  )

  /** Seals it the first time; after that the same bytes are sent again. */
  async function agree(reason: string): Promise<void> {
    if (sealed.value) return sendNow()
    making.value = true
    unmade.value = ''
    try {
      const drafts = await make({ author: me.value!.username, reason, at: Date.now() })
      await sealAndQueue(drafts, [], async () => undefined)
      scope.run(() => follow(drafts.map(({ id }) => id)))
    } catch (fault) {
      unmade.value = whyNotMade(fault)
    }
    making.value = false
  }

  function follow(ids: string[]): void {
    const records = useLive(() => sealedAmong(ids), [])
    watch(records, (now) => (sealed.value = now), { immediate: true })
  }

  return { fate, trouble, agree }
}

async function sealedAmong(ids: string[]): Promise<SealedRecord[]> {
  return (await db.sealed.bulkGet(ids)).filter((record) => record !== undefined)
}
