import { reactive } from 'vue'
import { keep, recall } from '../db/kept'

/** How this page stands to the server; what is queued is asked of the database. */
export const status = reactive({
  sending: new Set<string>(),
  busy: false,
  unreachable: false,
  signedOut: false,
  /** The server has shut this phone out; what it holds stays. */
  revoked: false,
  outdated: false,
  /** There was no room for photos; texts are still saved. */
  photosStopped: false,
  contactAt: null as number | null,
})

const LAST_CONTACT = 'last-contact'

export async function recallContact(): Promise<void> {
  status.contactAt ??= (await recall<number>(LAST_CONTACT)) ?? null
}

export async function contacted(now: number): Promise<void> {
  status.unreachable = false
  status.contactAt = now
  await keep(LAST_CONTACT, now)
}
