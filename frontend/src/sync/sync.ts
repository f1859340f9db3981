// When to send: on start, online, when the page returns, by timer, and whenever someone asks.

import { again } from '../db/again'
import { onQueued, ownWaiting } from '../records/outbox'
import { NoAnswer } from './http'
import { alone } from './lease'
import { tryPhotosNow } from './photoQueue'
import { plan } from './plan'
import { Interrupted } from './round'
import { wholeRound } from './wholeRound'
import { recallContact, status } from './status'

let askedAgain = false

export function startSyncing(): void {
  void recallContact()
  addEventListener('online', () => void synchronise())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void synchronise()
  })
  onQueued(() => void synchronise())
  void synchronise()
}

/** The button: everything that this user sends is due now, whatever its back-off says. */
export async function sendNow(): Promise<void> {
  const own = await again(ownWaiting)
  await own.modify({ next_attempt_at: 0 })
  await tryPhotosNow()
  plan.asked()
  await synchronise()
}

/** One round with the server; a second call meanwhile makes a second round follow. */
export async function synchronise(): Promise<void> {
  if (status.busy) {
    askedAgain = true
    return
  }
  if (plan.isHeld(Date.now())) return
  status.busy = true
  try {
    await again(() => alone(round))
  } finally {
    status.busy = false
    status.sending.clear()
    await plan.next(() => void synchronise())
  }
  if (!askedAgain) return
  askedAgain = false
  await synchronise()
}

async function round(): Promise<void> {
  try {
    plan.went(await wholeRound())
  } catch (error) {
    if (error instanceof Interrupted) return
    if (!(error instanceof NoAnswer)) throw error
    status.unreachable = true
    plan.went(false)
  }
}
