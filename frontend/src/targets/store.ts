import { computed } from 'vue'
import { keep, recall } from '../db/kept'
import { useLive } from '../db/live'
import type { Clinic } from '../sync/reference'

const RECENT = 'recent-clinics'
const MOST_RECENT = 5

/** The clinics of the phone's copy, and the five that were chosen last. */
export function useClinics() {
  const clinics = useLive(async () => (await recall<Clinic[]>('clinics')) ?? [], [])
  const recent = useLive(async () => (await recall<string[]>(RECENT)) ?? [], [])
  const byId = computed(() => new Map(clinics.value.map((clinic) => [clinic.id, clinic])))
  return { clinics, recent, byId }
}

export async function rememberClinic(id: string): Promise<void> {
  const before = (await recall<string[]>(RECENT)) ?? []
  await keep(RECENT, [id, ...before.filter((other) => other !== id)].slice(0, MOST_RECENT))
}
