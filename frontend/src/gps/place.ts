// Where something is, as a form keeps it: a fix's place, or one that was moved on the map.

import type { Position } from '../records/feature'
import type { Fix } from './fix'

export interface Spot {
  place: Position
  /** When the GPS told it, in epoch milliseconds. */
  at: number
  /** Null when it was moved by hand, or the GPS didn't say. */
  accuracy_m: number | null
}

export const FRESH_MS = 30_000
export const ACCURATE_M = 50

export const spotOf = ({ lon, lat, at, accuracy_m }: Fix): Spot => ({
  place: [lon, lat],
  at,
  accuracy_m,
})

/** Whether a fix may stand for where the phone is, unasked. */
export function isTrusted({ at, accuracy_m }: Pick<Fix, 'at' | 'accuracy_m'>, now: number) {
  return now - at <= FRESH_MS && accuracy_m !== null && accuracy_m <= ACCURATE_M
}
