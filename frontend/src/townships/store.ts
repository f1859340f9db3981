import { computed } from 'vue'
import { me } from '../auth/session'
import { recall } from '../db/kept'
import { useLive } from '../db/live'
import type { Township } from '../sync/reference'

/** The townships of the district, from the phone's copy, and those of this user as choices. */
export function useTownships() {
  const all = useLive(async () => (await recall<Township[]>('townships')) ?? [], [])
  const nameOf = (code: string) => all.value.find((place) => place.code === code)?.name ?? code
  const mine = computed(() =>
    (me.value?.townships ?? []).map((code) => ({ value: code, label: nameOf(code) })),
  )
  return { nameOf, mine }
}
