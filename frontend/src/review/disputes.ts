// Amendments that contradict each other, field by field.

import type { components } from '../api/schema'

export type Contradiction = components['schemas']['Contradiction']
export type Revision = components['schemas']['Revision']
export type Changes = Record<string, unknown>

export interface Side {
  amendment: Revision
  /** What it sets of this field, or of parts of it, by JSON pointer. */
  changes: Changes
  /** The one that counts: of those in force the server takes the last. */
  counts: boolean
}

export interface Dispute {
  pointer: string
  sides: Side[]
}

/** The fields that amendments from the same view set differently, in the order of arrival. */
export function disputesOf(amendments: Revision[]): Dispute[] {
  const inOrder = [...amendments].sort((one, other) => one.seq - other.seq)
  const pointers = inOrder.flatMap((one) => inOrder.flatMap((other) => atOdds(one, other)))
  const roots = pointers.filter((pointer) => !pointers.some((above) => isBelow(pointer, above)))
  return [...new Set(roots)].map((pointer) => ({ pointer, sides: sidesOf(pointer, inOrder) }))
}

/** The places of the first that the second sets otherwise. */
function atOdds(one: Revision, other: Revision): string[] {
  if (one.seq === other.seq || one.base_digest !== other.base_digest) return []
  return Object.keys(one.changes ?? {}).filter((pointer) => differ(pointer, one, other))
}

function differ(pointer: string, one: Revision, other: Revision): boolean {
  return Object.entries(other.changes ?? {}).some(
    ([against, value]) =>
      overlap(pointer, against) &&
      (pointer !== against || spelt(value) !== spelt(one.changes?.[pointer])),
  )
}

const isBelow = (pointer: string, above: string) => pointer.startsWith(`${above}/`)

const overlap = (one: string, other: string) =>
  one === other || isBelow(one, other) || isBelow(other, one)

/** The same text for the same value, in whichever order its members come. */
function spelt(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort())
      : member,
  )
}

function sidesOf(pointer: string, inOrder: Revision[]): Side[] {
  const sides = inOrder
    .map((amendment) => ({ amendment, changes: changesAt(pointer, amendment), counts: false }))
    .filter(({ changes }) => Object.keys(changes).length > 0)
  return sides.map((side, n) => ({ ...side, counts: n === sides.length - 1 }))
}

function changesAt(pointer: string, { changes }: Revision): Changes {
  const here = Object.entries(changes ?? {}).filter(([place]) => overlap(place, pointer))
  return Object.fromEntries(here)
}

/** The digests of amendments by their ids. */
export type Digests = Map<string, string>

/** Those that no later amendment has settled: one of the field, made from either of two sides. */
export function openAmong(disputes: Dispute[], history: Revision[], digests: Digests): Dispute[] {
  const inForce = history.filter(({ kind, fault }) => kind === 'amendment' && !fault)
  return disputes.filter(({ pointer, sides }) => {
    const later = inForce.filter((one) => Object.keys(changesAt(pointer, one)).length > 0)
    return pairsOf(sides).some(([one, other]) => !isSettled(one, other, later, digests))
  })
}

function pairsOf(sides: Side[]): [Side, Side][] {
  return sides.flatMap((one, n) =>
    sides
      .slice(n + 1)
      .flatMap((other): [Side, Side][] => (disagree(one, other) ? [[one, other]] : [])),
  )
}

function isSettled(one: Side, other: Side, later: Revision[], digests: Digests): boolean {
  const bases = [one, other].map(({ amendment }) => digests.get(amendment.id))
  const last = Math.max(one.amendment.seq, other.amendment.seq)
  return later.some(
    ({ seq, base_digest }) => seq > last && bases.includes(base_digest ?? undefined),
  )
}

const disagree = (one: Side, other: Side) => spelt(one.changes) !== spelt(other.changes)

/**
 * The amendments that a settling one has to be made from: the chosen one, and where more than two
 * values were set as many others, so that of any two at odds one is among them.
 */
export function basesFor(chosen: Side, sides: Side[]): Revision[] {
  const bases: Side[] = []
  for (const side of [chosen, ...sides.filter((other) => other !== chosen)]) {
    if (sides.some((other) => !bases.includes(other) && disagree(side, other))) bases.push(side)
  }
  return bases.map(({ amendment }) => amendment)
}
