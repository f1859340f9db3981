// What the server has for this phone: its greeting, the lists, the records of this user.

import type { Me } from '../auth/session'
import { hasRoom } from '../db/room'
import { greet } from './hello'
import { isOver } from './outcome'
import { plan } from './plan'
import { hearOfDecisions } from './parked'
import { pullRecords } from './pull'
import { pullReference } from './reference'
import { goOn } from './round'
import { status } from './status'
import { pullTownshipHazards } from './townshipHazards'
import { verifyAfterRestore, verifyParked } from './verify'

/** Every half hour, for each who signs in, and whenever it isn't known how the server stands. Throws NoAnswer. */
export async function refresh(me: Me): Promise<void> {
  const isUnsure = status.unreachable || status.signedOut || status.revoked
  if (!isUnsure && !plan.isRefreshDue(Date.now(), me.username)) return
  await goOn()
  if (await isOver(await greet())) return
  await verifyAfterRestore()
  await goOn()
  await pullReference(me)
  await (pulls(me) ? pullRecords() : hearOfParked())
  if (me.role === 'township_supervisor') await pullTownshipHazards()
  await verifyAfterRestore()
  if (status.photosStopped && (await hasRoom())) status.photosStopped = false
  plan.refreshed(Date.now(), me.username)
}

async function hearOfParked(): Promise<void> {
  await hearOfDecisions()
  await verifyParked()
}

/** Others may see far more records than a phone should fetch; theirs are on the desk. */
function pulls({ role }: Me): boolean {
  return role === 'patrol_officer' || role === 'clinic_volunteer'
}
