// How a hazard stands, by the server's rules (backend/xunhu/hazards/standing.py).

import type { PhoneHazard, PhoneHazardStep } from './phoneHazard'

/** overdue: open past its day, rectified or not; rectified: done, and not verified yet. */
export type HazardState = 'overdue' | 'open' | 'rectified' | 'verified'

export interface Standing {
  state: HazardState
  /** Said to be gone; only a verification closes it. */
  rectified: boolean
  closed_at: string | null
  /** The day that was set last holds, reopened or not. */
  due_on: string | null
  /** Who was told last to see to it. */
  unit: string | null
}

/** In the order in which they were taken; the id settles ties, so that arrival doesn't. */
export const inOrder = (steps: PhoneHazardStep[]): PhoneHazardStep[] =>
  [...steps].sort(
    (a, b) => Date.parse(a.taken_at) - Date.parse(b.taken_at) || (a.id < b.id ? -1 : 1),
  )

/** How its steps leave a hazard on a calendar day of Asia/Shanghai (YYYY-MM-DD). */
export function standing({ steps }: Pick<PhoneHazard, 'steps'>, today: string): Standing {
  const left: Omit<Standing, 'state'> = {
    rectified: false,
    closed_at: null,
    due_on: null,
    unit: null,
  }
  for (const step of inOrder(steps)) {
    if (step.action === 'verified') left.closed_at ??= step.taken_at
    if (step.action === 'reopened') left.closed_at = null
    if (step.action === 'rectified') left.rectified = true
    if (step.action === 'reopened') left.rectified = false
    left.due_on = step.due_on ?? left.due_on
    left.unit = step.responsible_unit ?? left.unit
  }
  return { ...left, state: stateOf(left, today) }
}

function stateOf({ closed_at, due_on, rectified }: Omit<Standing, 'state'>, today: string) {
  if (closed_at !== null) return 'verified'
  if (due_on !== null && due_on < today) return 'overdue'
  return rectified ? 'rectified' : 'open'
}

export const isOpen = ({ state }: Pick<Standing, 'state'>) => state !== 'verified'
