// When to send: on start, online, when the page returns, by timer, and whenever someone asks.

import { recall } from '../db/kept'
import { onQueued, ownWaiting } from '../records/outbox'
import { NoAnswer } from './http'
import { greet, pullRecords } from './pull'
import { backOff, nextBatch, push } from './push'
import { pullReference } from './reference'
import { contacted, recallContact, status } from './status'

const IDLE_MS = 5 * 60_000
const REFERENCE_FRESH_MS = 30 * 60_000

let timer: ReturnType<typeof setTimeout> | null = null
let failure_count = 0
let askedAgain = false
let referenceAt = 0

export function startSyncing(): void {
  void recallContact()
  addEventListener('online', () => void synchronise())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void synchronise()
  })
  onQueued(() => void synchronise())
  void synchronise()
}

/** The button: everything of this user that waits is due now, whatever its back-off says. */
export async function sendNow(): Promise<void> {
  const own = await ownWaiting()
  await own.modify({ next_attempt_at: 0 })
  referenceAt = 0
  await synchronise()
}

/** One round with the server; a second call meanwhile makes a second round follow. */
export async function synchronise(): Promise<void> {
  if (status.busy) {
    askedAgain = true
    return
  }
  status.busy = true
  try {
    await alone(round)
  } finally {
    status.busy = false
    status.sending.clear()
    await planNext()
  }
  if (!askedAgain) return
  askedAgain = false
  await synchronise()
}

/** One sender across all tabs; where another tab is at it, this one leaves it to do so. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request('xunhu-sync', { ifAvailable: true }, (lock) =>
    lock ? work() : undefined,
  )
}

async function round(): Promise<void> {
  if (!(await recall('me'))) return
  try {
    await sendAll()
    await refresh()
    await contacted(Date.now())
    failure_count = 0
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    status.unreachable = true
    failure_count += 1
  }
}

async function sendAll(): Promise<void> {
  for (;;) {
    const batch = await nextBatch(Date.now())
    status.sending = new Set(batch.map(({ record }) => record.id))
    const outcome = await push(batch)
    status.sending.clear()
    if (outcome === 'sent') status.signedOut = false
    if (outcome === 'signed-out') status.signedOut = true
    if (outcome !== 'sent') return
    await contacted(Date.now())
  }
}

async function refresh(): Promise<void> {
  if (status.signedOut || Date.now() - referenceAt < REFERENCE_FRESH_MS) return
  if ((await greet()) === 'signed-out') {
    status.signedOut = true
    return
  }
  await pullReference()
  if (await hasOwnRecords()) await pullRecords()
  referenceAt = Date.now()
}

/** Others may see far more records than a phone should fetch; theirs are on the desk. */
async function hasOwnRecords(): Promise<boolean> {
  const role = (await recall<{ role: string }>('me'))?.role
  return role === 'patrol_officer' || role === 'clinic_volunteer'
}

async function planNext(): Promise<void> {
  if (timer !== null) clearTimeout(timer)
  const wait_ms = status.unreachable ? backOff(failure_count) : await untilNextIsDue()
  timer = setTimeout(() => void synchronise(), wait_ms)
}

async function untilNextIsDue(): Promise<number> {
  const own = await ownWaiting()
  const queued = status.signedOut ? [] : await own.toArray()
  const first = Math.min(...queued.map((record) => record.next_attempt_at))
  return Math.min(IDLE_MS, Math.max(1_000, first - Date.now()))
}
