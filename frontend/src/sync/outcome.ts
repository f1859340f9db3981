import type { Greeting } from './hello'
import { plan } from './plan'
import type { PushOutcome } from './push'
import { contacted, status } from './status'

/** Writes down how the server answered; true when nothing more may be asked for now. */
export async function isOver(outcome: PushOutcome | Greeting): Promise<boolean> {
  if (outcome === 'nothing') return false
  status.signedOut = outcome === 'signed-out'
  status.revoked = outcome === 'revoked'
  if (status.revoked) plan.holdAsRevoked(Date.now())
  if (outcome === 'sent' || outcome === 'welcome') await contacted(Date.now())
  return status.signedOut || status.revoked || outcome === 'busy'
}
