// The pages of the to-do section, and who gets which.

import type { Me, Role } from '../auth/session'

export const PARTS = ['parked', 'conflicts', 'unresolved', 'photos', 'devices', 'rescue'] as const
export type Part = (typeof PARTS)[number]

const TO_LOOK_AT: Part[] = ['conflicts', 'unresolved', 'photos']

/** Whether this role decides about parked records and devices. */
export const decides = (role: Role | undefined): boolean =>
  role === 'township_supervisor' || role === 'administrator'

/** Amendments and voids of others' records are a supervisor's, in the own townships. */
export const mayRevise = (me: Me | null, township: string): boolean =>
  me?.role === 'township_supervisor' && me.townships.includes(township)

/** Files are added to a patrol by whoever answers for it: its supervisor, or the district's office. */
export const mayAddFiles = (me: Me | null, township: string): boolean =>
  me?.role === 'administrator' || mayRevise(me, township)

export const partsFor = (role: Role | undefined): readonly Part[] =>
  decides(role) ? PARTS : TO_LOOK_AT

/** The page that an address asks for, or the first that this role has. */
export function partOf(asked: unknown, role: Role | undefined): Part {
  const parts = partsFor(role)
  return parts.find((part) => part === asked) ?? parts[0]!
}
