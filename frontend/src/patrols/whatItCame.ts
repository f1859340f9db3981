// A finished ride on the phone's own reckoning: what was recorded, what it reached, what is left.

import { db } from '../db/database'
import type { Fix } from '../gps/fix'
import { recordedMs, stretchesOf } from '../gps/stretches'
import { dayOf } from '../words/times'
import { leftNearby, type Left } from './leftNearby'
import type { Patrol } from './patrol'
import { reachedBy, type Reached } from './reached'
import { fixesOf } from './track'

export interface Outcome extends Reached {
  stretches: Fix[][]
  /** Of the time between start and end, 0 to 1. */
  recorded_share: number
  /** Codes: the patrol's own township, and those of what was visited. */
  townships: string[]
  left: Left[]
  /** Whether this phone knows any target at all. */
  knowsTargets: boolean
}

export async function outcomeOf(patrol: Patrol): Promise<Outcome> {
  const stretches = stretchesOf(await fixesOf(patrol.id))
  const targets = await db.targets.toArray()
  const reached = reachedBy(stretches, targets)
  const done = new Set(reached.visited.map(({ id }) => id))
  const ended_at = patrol.ended_at ?? patrol.started_at
  const { last_fix } = patrol
  return {
    ...reached,
    stretches,
    recorded_share: shareOf(recordedMs(stretches), ended_at - patrol.started_at),
    townships: townshipsOf(patrol, reached),
    left: last_fix ? leftNearby(targets, last_fix, done, dayOf(ended_at)) : [],
    knowsTargets: targets.length > 0,
  }
}

/** Never over the whole: fixes after an end that was set back go on counting. */
export const shareOf = (recorded_ms: number, whole_ms: number): number =>
  whole_ms > 0 ? Math.min(1, recorded_ms / whole_ms) : 0

function townshipsOf(patrol: Patrol, { visited }: Reached): string[] {
  const codes = visited.flatMap(({ township }) => township ?? [])
  return [...new Set([patrol.township, ...codes])]
}
