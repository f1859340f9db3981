// How a target stands on a day, by the server's rules (contract section 7).

import type { PhoneTarget } from './phoneTarget'

export type TargetState = 'visited' | 'due' | 'overdue' | 'never' | 'inaccessible' | 'excluded'
type Judged = Pick<PhoneTarget, 'status' | 'status_until_on' | 'interval_days'>

const WORST: TargetState[] = ['never', 'overdue', 'due', 'visited', 'inaccessible', 'excluded']
const DAY_MS = 86_400_000

/** Days between two calendar days, the later one second. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.round((Date.parse(later) - Date.parse(earlier)) / DAY_MS)

/** How it stands when it was last visited on some day, null for never; all of them calendar days. */
export function stateOf(target: Judged, last_visited_on: string | null, on: string): TargetState {
  const { status, status_until_on, interval_days } = target
  if (status === 'excluded') return 'excluded'
  const isOver = status_until_on !== null && status_until_on < on
  if (status === 'inaccessible' && !isOver) return 'inaccessible'
  if (last_visited_on === null) return 'never'
  if (interval_days === null) return 'visited'
  const days = daysBetween(last_visited_on, on)
  if (days > interval_days) return 'overdue'
  return days * 5 > interval_days * 4 ? 'due' : 'visited'
}

/** A line stands as its worst stretch does. */
export const worstOf = (states: TargetState[]): TargetState =>
  WORST.find((state) => states.includes(state)) ?? 'never'
