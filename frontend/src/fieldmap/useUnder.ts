// What lies under the map: the pack on this phone, and Tianditu while somebody wants it.

import { computed, onMounted, ref, shallowRef } from 'vue'
import { keep, recall } from '../db/kept'
import { useLive } from '../db/live'
import {
  CHUNK_BYTES,
  dropPack,
  fetchPack,
  isWhole,
  keptPack,
  type KeptPack,
  type Outcome,
} from '../sync/mapPack'
import { recallUnderlay, type Underlay } from '../sync/underlay'
import { openPack, type OpenedPack } from './packTiles'
import type { Under } from './under'

const WANTED = 'tianditu-wanted'

export function useUnder() {
  const offered = useLive<Underlay>(recallUnderlay, { pack: null, tianditu: null })
  const kept = useLive<KeptPack | null>(keptPack, null)
  const wanted = useLive(async () => (await recall<boolean>(WANTED)) ?? false, false)
  const opened = shallowRef<OpenedPack | null>(null)
  const outcome = ref<Outcome | null>(null)
  const stopper = shallowRef<AbortController | null>(null)
  const under = computed<Under>(() => ({
    pack: opened.value,
    tianditu: wanted.value ? (offered.value.tianditu?.key ?? null) : null,
  }))
  const have = computed(() =>
    kept.value ? Math.min(kept.value.size, kept.value.chunk_count * CHUNK_BYTES) : 0,
  )
  const look = async () => (opened.value = await openPack())
  onMounted(look)

  async function fetchAll() {
    stopper.value = new AbortController()
    outcome.value = null
    outcome.value = await fetchPack(stopper.value.signal)
    stopper.value = null
    await look()
  }
  async function drop() {
    await dropPack()
    outcome.value = null
    await look()
  }
  const want = (on: boolean) => keep(WANTED, on)
  const whole = computed(() => kept.value !== null && isWhole(kept.value))
  const stop = () => stopper.value?.abort()
  return { under, offered, kept, have, whole, wanted, outcome, stopper, fetchAll, stop, drop, want }
}
