// How long to wait before trying again. Every wait is a little different on every phone.

const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 5 * 60_000
const FIRST_SLOW_MS = 15 * 60_000
/** No due time is further away than this, whatever the phone's clock did meanwhile. */
export const SLOWEST_WAIT_MS = 4 * 3_600_000
const SHORTEST_ASKED_MS = 1_000
const LONGEST_ASKED_MS = 30 * 60_000

/** Twice as long each time, up to five minutes, and never the same on two phones. */
export function backOff(attempt_count: number, random = Math.random): number {
  return jittered(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt_count), random)
}

/** For a record that spoils every push: from a quarter of an hour up to four hours. */
export function slowBackOff(attempt_count: number, random = Math.random): number {
  return jittered(Math.min(SLOWEST_WAIT_MS, FIRST_SLOW_MS * 2 ** attempt_count), random)
}

/** What the server asked for, if that is sane: a second at least, half an hour at most. */
export function askedWait(retry_after_s: number): number {
  return Math.min(LONGEST_ASKED_MS, Math.max(SHORTEST_ASKED_MS, retry_after_s * 1000))
}

/** A time that lies further away than any wait was written before the clock jumped. */
export function isDue(next_attempt_at: number, now: number): boolean {
  return next_attempt_at <= now || next_attempt_at > now + SLOWEST_WAIT_MS
}

function jittered(longest_ms: number, random: () => number): number {
  return longest_ms / 2 + (longest_ms / 2) * random()
}
