import { LOST_AFTER_MS } from './fix'

export type Reason = 'hidden' | 'no_signal' | 'killed' | 'permission' | 'paused'

/** A time without fixes, in epoch milliseconds. */
export interface Interruption {
  from: number
  to: number
  reason: Reason
}

/** The surest explanation first: a killed app is also hidden, a hidden one also without signal. */
const SUREST_FIRST: Reason[] = ['killed', 'paused', 'permission', 'hidden', 'no_signal']

export function surestReason(seen: Iterable<Reason>): Reason {
  const reasons = new Set(seen)
  return SUREST_FIRST.find((reason) => reasons.has(reason)) ?? 'no_signal'
}

/** The interruption between two moments with a fix, if they are further apart than LOST_AFTER_MS. */
export function interruptionBetween(
  from: number,
  to: number,
  seen: Iterable<Reason>,
): Interruption | null {
  return to - from > LOST_AFTER_MS ? { from, to, reason: surestReason(seen) } : null
}

/** Longer than this counts for nothing (rule 3). */
export const COUNTED_UP_TO_MS = 60_000

/** Whether a rider should hear of it: not of a pause of theirs, nor of a signal lost for a moment. */
export function isNews({ from, to, reason }: Interruption): boolean {
  if (reason === 'paused') return false
  return reason !== 'no_signal' || to - from > COUNTED_UP_TO_MS
}

/** Those before a moment; one that goes on over it ends there. */
export function until(interruptions: Interruption[], moment: number): Interruption[] {
  return interruptions
    .filter(({ from }) => from < moment)
    .map((one) => ({ ...one, to: Math.min(one.to, moment) }))
}
