// What is left to visit around a place: never visited, or longer ago than it may be.

import { distance_m, type Place } from '../gps/distance'
import { placeAt, polygonsOf } from '../targets/phonePieces'
import { isInside } from '../targets/phoneReach'
import type { PhoneTarget } from '../targets/phoneTarget'

export const NEARBY_M = 3000
const DAY_MS = 24 * 3_600_000

export interface Left {
  target: PhoneTarget
  away_m: number
  /** Days over its interval; null when it was never visited. */
  overdue_days: number | null
}

/** Nearest first; `today` is a calendar day in Asia/Shanghai. `done` are ids that were reached. */
export function leftNearby(
  targets: PhoneTarget[],
  from: Place,
  done: Set<string>,
  today: string,
): Left[] {
  return targets
    .filter((target) => !done.has(target.id) && isWaiting(target, today))
    .map((target) => ({
      target,
      away_m: awayM(target, from),
      overdue_days: overdueDays(target, today),
    }))
    .filter(({ away_m }) => away_m <= NEARBY_M)
    .sort((a, b) => a.away_m - b.away_m)
}

/** Whether a target can be reached today, and should be: never visited, or overdue. */
export function isWaiting(target: PhoneTarget, today: string): boolean {
  const { status, status_until_on } = target
  const isOver = status_until_on !== null && status_until_on < today
  if (status === 'excluded' || (status === 'inaccessible' && !isOver)) return false
  const overdue = overdueDays(target, today)
  return overdue === null || overdue > 0
}

function overdueDays({ last_visited_on, interval_days }: PhoneTarget, today: string) {
  if (last_visited_on === null) return null
  if (interval_days === null) return 0
  return Math.round((Date.parse(today) - Date.parse(last_visited_on)) / DAY_MS) - interval_days
}

/** Metres to a point, or to a polygon's nearest corner; a line is no place to go to. */
function awayM({ geometry }: PhoneTarget, from: Place): number {
  if (geometry.type === 'Point') return distance_m(from, placeAt(geometry.coordinates))
  const areas = polygonsOf(geometry)
  if (areas.some((rings) => isInside(from, rings))) return 0
  return Math.min(...areas.flat(2).map((corner) => distance_m(from, corner)))
}
