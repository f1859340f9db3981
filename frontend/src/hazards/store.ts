// The hazards of this phone as lists show them.

import { db } from '../db/database'
import { useLive } from '../db/live'
import type { Position } from '../records/feature'
import { metresBetween } from '../targets/metres'
import type { PhoneHazard } from './phoneHazard'
import { standing, type HazardState, type Standing } from './standing'

export interface ListedHazard extends Standing {
  hazard: PhoneHazard
  /** From where the phone is; null while that isn't known. */
  metres: number | null
}

export const useHazards = () => useLive(() => db.hazards.toArray(), [] as PhoneHazard[])

const FIRST: HazardState[] = ['overdue', 'open', 'rectified', 'verified']
const WORST = ['urgent', 'high', 'medium', 'low']

/** Overdue on top, then open ones; among equals the nearest, or the most serious without a place. */
export function listed(
  hazards: PhoneHazard[],
  today: string,
  here: Position | null,
): ListedHazard[] {
  return hazards
    .map((hazard) => ({
      hazard,
      ...standing(hazard, today),
      metres: here && metresBetween(here, hazard.place),
    }))
    .sort(
      (a, b) =>
        FIRST.indexOf(a.state) - FIRST.indexOf(b.state) ||
        (a.metres ?? 0) - (b.metres ?? 0) ||
        WORST.indexOf(a.hazard.severity) - WORST.indexOf(b.hazard.severity) ||
        Date.parse(b.hazard.seen_at) - Date.parse(a.hazard.seen_at),
    )
}

const SECOND_LOOK_M = 80

/** The nearest hazard that isn't closed and asks for a second look here, unless put off. */
export function toLookAt(
  hazards: PhoneHazard[],
  today: string,
  here: Position | null,
  putOff: ReadonlySet<string>,
): ListedHazard | null {
  if (here === null) return null
  const near = listed(hazards, today, here)
    .filter(({ state, hazard }) => state !== 'verified' && !putOff.has(hazard.id))
    .filter(({ metres }) => metres !== null && metres <= SECOND_LOOK_M)
    .sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0))
  return near[0] ?? null
}
