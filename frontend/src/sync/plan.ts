// When the next round is: after a failure with back-off, else when the next record or photo is due.

import { nextDueAt } from './batches'
import { askedWait, backOff, SLOWEST_WAIT_MS } from './backoff'
import { nextPhotoAt } from './photoQueue'
import { status } from './status'

const IDLE_MS = 5 * 60_000
const SHORTEST_MS = 1_000
const REFERENCE_FRESH_MS = 30 * 60_000
/** A phone that was shut out asks seldom whether it has been let in again. */
const REVOKED_MS = 3_600_000

let timer: ReturnType<typeof setTimeout> | null = null
let failure_count = 0
let heldUntil = 0
let revokedUntil = 0
let refreshedAt = Number.NEGATIVE_INFINITY
let refreshedFor = ''

export const plan = {
  /** The user asked: nothing is held back, and everything is fetched anew. */
  asked(): void {
    heldUntil = 0
    revokedUntil = 0
    refreshedAt = Number.NEGATIVE_INFINITY
  },

  /** The server asked for a pause. */
  holdAsAsked(now: number, retry_after_s: number | null): void {
    heldUntil = now + (retry_after_s === null ? backOff(failure_count) : askedWait(retry_after_s))
  },

  holdAsRevoked(now: number): void {
    revokedUntil = now + REVOKED_MS
  },

  isHeld(now: number): boolean {
    return holdLeft(now) > 0
  },

  went(well: boolean): void {
    failure_count = well ? 0 : failure_count + 1
  },

  /** Another user of the same phone waits for nothing that was fetched for the one before. */
  isRefreshDue(now: number, username: string): boolean {
    return username !== refreshedFor || Math.abs(now - refreshedAt) >= REFERENCE_FRESH_MS
  },

  refreshed(now: number, username: string): void {
    refreshedAt = now
    refreshedFor = username
  },

  async next(run: () => void): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(run, await waitFor(Date.now()).catch(() => IDLE_MS))
  },
}

/** A hold that ends further away than any can was begun before the clock jumped. */
function holdLeft(now: number): number {
  const until = status.revoked ? Math.max(heldUntil, revokedUntil) : heldUntil
  return until > now + SLOWEST_WAIT_MS ? 0 : until - now
}

async function waitFor(now: number): Promise<number> {
  if (plan.isHeld(now)) return holdLeft(now)
  if (failure_count > 0) return backOff(failure_count)
  const dueAt = status.signedOut || status.revoked ? null : await nextAt(now)
  return dueAt === null ? IDLE_MS : Math.min(IDLE_MS, Math.max(SHORTEST_MS, dueAt - now))
}

async function nextAt(now: number): Promise<number | null> {
  const times = [await nextDueAt(now), await nextPhotoAt()].filter((at) => at !== null)
  return times.length > 0 ? Math.min(...times) : null
}
