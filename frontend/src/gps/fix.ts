/** One GPS reading: degrees in WGS-84, metres, epoch milliseconds. */
export interface Fix {
  lon: number
  lat: number
  at: number
  accuracy_m: number | null
}

const DECIMALS_KEPT = 1e7

/** A browser position as a fix, or null when it isn't later than the last one. */
export function toFix(position: GeolocationPosition, lastAt: number | null): Fix | null {
  const at = Math.round(position.timestamp)
  if (lastAt !== null && at <= lastAt) return null
  const { longitude, latitude, accuracy } = position.coords
  return {
    lon: Math.round(longitude * DECIMALS_KEPT) / DECIMALS_KEPT,
    lat: Math.round(latitude * DECIMALS_KEPT) / DECIMALS_KEPT,
    at,
    accuracy_m: Number.isFinite(accuracy) ? Math.round(accuracy * 10) / 10 : null,
  }
}

export type Signal = 'waiting' | 'good' | 'fair' | 'poor' | 'lost' | 'denied' | 'off'
/** Whether positions are asked for: not while paused, and in vain without permission. */
export type Watch = 'on' | 'denied' | 'off'

const GOOD_M = 15
const FAIR_M = 40
export const LOST_AFTER_MS = 10_000

/** How the signal stands, from the last fix and its age; `waiting` before the first fix. */
export function signalOf(
  accuracy_m: number | null,
  age_ms: number | null,
  watch: Watch = 'on',
): Signal {
  if (watch !== 'on') return watch
  if (age_ms === null) return 'waiting'
  if (age_ms > LOST_AFTER_MS) return 'lost'
  if (accuracy_m === null || accuracy_m > FAIR_M) return 'poor'
  return accuracy_m <= GOOD_M ? 'good' : 'fair'
}
