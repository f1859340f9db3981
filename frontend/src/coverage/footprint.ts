/** Whether somebody may see where patrols have been on these days, and where the tiles are. */
import type { Role } from '../auth/session'
import type { Range } from './ranges'
import { daysIn } from './ranges'

const FEW_DAYS = 7

/** The address of the tiles with {z}, {x} and {y}; null for a range that the role may not see. */
export function footprintTiles({ from, to }: Range, today: string, role?: Role): string | null {
  const seen = daysIn({ from, to: to < today ? to : today })
  if (seen < FEW_DAYS && role !== 'township_supervisor') return null
  return `${location.origin}/api/v1/coverage/footprint/{z}/{x}/{y}.mvt?from=${from}&to=${to}`
}
