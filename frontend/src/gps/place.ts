// Where something is, as a form keeps it: a fix's place, or one that was moved on the map.

import { metresPerDegree } from './distance'
import type { Position } from '../records/feature'
import type { Fix } from './fix'

export interface Spot {
  place: Position
  /** When the GPS told it, in epoch milliseconds. */
  at: number
  /** Null when it was moved by hand, or the GPS didn't say. */
  accuracy_m: number | null
  /** What the GPS told, once somebody has moved it by hand. */
  told?: Spot
}

export const FRESH_MS = 30_000
export const ACCURATE_M = 50

export const spotOf = ({ lon, lat, at, accuracy_m }: Fix): Spot => ({
  place: [lon, lat],
  at,
  accuracy_m,
})

const DECIMALS_KEPT = 1e7
const kept = (degrees = 0) => Math.round(degrees * DECIMALS_KEPT) / DECIMALS_KEPT

/** Set by hand: of no accuracy that a receiver could vouch for. */
export const movedTo = (spot: Spot, [lon, lat]: Position): Spot => ({
  place: [kept(lon), kept(lat)],
  at: spot.at,
  accuracy_m: null,
  told: spot.told ?? spot,
})

/** A place so many metres further. */
export function further([lon, lat]: Position, east_m: number, north_m: number): Position {
  const [east, north] = metresPerDegree(lat)
  return [lon + east_m / east, lat + north_m / north]
}

/** Whether a fix may stand for where the phone is, unasked. */
export function isTrusted({ at, accuracy_m }: Pick<Fix, 'at' | 'accuracy_m'>, now: number) {
  return now - at <= FRESH_MS && accuracy_m !== null && accuracy_m <= ACCURATE_M
}
