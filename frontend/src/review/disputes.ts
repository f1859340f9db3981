// Amendments that contradict each other, field by field.

import type { components } from '../api/schema'

export type Contradiction = components['schemas']['Contradiction']
export type Revision = components['schemas']['Revision']

export interface Side {
  amendment: Revision
  value: unknown
  /** The one that counts: of those in force the server takes the last. */
  counts: boolean
}

export interface Dispute {
  pointer: string
  sides: Side[]
}

/** The fields that amendments of one record set to different values, in the order of arrival. */
export function disputesOf(amendments: Revision[]): Dispute[] {
  const pointers = new Set(amendments.flatMap(({ changes }) => Object.keys(changes ?? {})))
  return [...pointers]
    .map((pointer) => ({ pointer, sides: sidesOf(pointer, amendments) }))
    .filter(({ sides }) => new Set(sides.map(({ value }) => JSON.stringify(value))).size > 1)
}

function sidesOf(pointer: string, amendments: Revision[]): Side[] {
  const setting = amendments.filter(({ changes }) => Object.hasOwn(changes ?? {}, pointer))
  const last = Math.max(...setting.map(({ seq }) => seq))
  return setting
    .map((amendment) => ({
      amendment,
      value: amendment.changes![pointer],
      counts: amendment.seq === last,
    }))
    .sort((one, other) => one.amendment.seq - other.amendment.seq)
}
