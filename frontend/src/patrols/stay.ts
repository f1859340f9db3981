// A forgotten stop: since when a patrol hasn't left the place where it is.

import { distance_m, isTrusted } from '../gps/distance'
import type { Fix } from '../gps/fix'

export const ASK_AFTER_MS = 30 * 60_000
const STAY_M = 50
/** A spike lasts a fix or two; whoever rides away stays away. */
const FIXES_TO_LEAVE = 3

/** Where a stay began, when, how many fixes in a row lay outside of it, and when it was asked about. */
export interface Stay {
  lon: number
  lat: number
  since: number
  outside_count: number
  answered_at: number
}

/** The stay after one more fix: the same within 50 m of its place, else a new one. */
export function stayAfter(stay: Stay | null, fix: Fix): Stay | null {
  if (!isTrusted(fix)) return stay
  if (stay === null) return stayAt(fix)
  const noise_m = fix.accuracy_m ?? 0
  const isInside = distance_m(stay, fix) <= STAY_M + noise_m
  if (isInside) return stay.outside_count === 0 ? stay : { ...stay, outside_count: 0 }
  const outside_count = stay.outside_count + 1
  return outside_count < FIXES_TO_LEAVE ? { ...stay, outside_count } : stayAt(fix)
}

const stayAt = ({ lon, lat, at }: Fix): Stay => ({
  lon,
  lat,
  since: at,
  outside_count: 0,
  answered_at: at,
})

/** Whether to ask if the patrol is over: half an hour without moving, or since the last answer. */
export function isForgotten(stay: Stay | null, now: number): boolean {
  return stay !== null && now - stay.answered_at >= ASK_AFTER_MS
}
