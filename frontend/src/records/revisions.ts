// What this phone knows of the revisions of records: its own, sent or not, and those that came.

import type { Pulled } from '../db/database'
import type { Changes } from './revision'
import type { Problem, SealedRecord, SealedState } from './seal'

export interface KnownRevision {
  id: string
  kind: 'amendment' | 'void'
  /** What it is about. */
  record: string
  author: string
  occurred_at: string
  reason: string
  changes: Changes
  /** Null for one of another phone whose bytes nobody asked for. */
  digest: string | null
  seq: number | null
  state: SealedState
  problem: Problem | null
  /** Whether the record reads as it says: an unsent one does on this phone. */
  inForce: boolean
}

const KINDS = ['amendment', 'void']

/** By what they are about: those with a number in the order of the server's, then those without. */
export function revisionsAmong(
  sealed: SealedRecord[],
  pulled: Pulled[],
): Map<string, KnownRevision[]> {
  const numbers = new Map(pulled.map((one) => [one.id, one]))
  const own = sealed.flatMap((record) => ownRevision(record, numbers.get(record.id)))
  const known = new Set(own.map(({ id }) => id))
  const others = pulled.filter(({ id }) => !known.has(id)).flatMap(pulledRevision)
  const all = [...own, ...others].sort(inOrder)
  const undone = new Set(all.filter(({ kind, inForce }) => kind === 'void' && inForce).map(named))
  const byRecord = new Map<string, KnownRevision[]>()
  for (const one of all) {
    const stands = { ...one, inForce: one.inForce && !undone.has(one.id) }
    byRecord.set(one.record, [...(byRecord.get(one.record) ?? []), stands])
  }
  return byRecord
}

const named = ({ record }: KnownRevision) => record

function inOrder(a: KnownRevision, b: KnownRevision): number {
  const later = (a.seq ?? Infinity) - (b.seq ?? Infinity)
  return later || (a.id < b.id ? -1 : 1)
}

function ownRevision(record: SealedRecord, pulled: Pulled | undefined): KnownRevision[] {
  const { id, kind, about, author, occurred_at, digest, receipt, state, problem } = record
  if (!about || !isRevision(kind)) return []
  const { record: revised, reason, changes = {} } = about
  const inForce = (state === 'waiting' || state === 'stored') && !pulled?.voided
  const seq = receipt?.seq ?? pulled?.seq ?? null
  const told = { reason, changes, digest, seq, state, problem, inForce }
  return [{ id, kind, record: revised, author, occurred_at, ...told }]
}

function pulledRevision(pulled: Pulled): KnownRevision[] {
  const { id, kind, author, occurred_at, content, about, digest = null, seq = null } = pulled
  const record = about ?? content?.refs.record
  if (!record || !isRevision(kind)) return []
  const { reason, changes = {} } = (content?.data ?? {}) as { reason?: string; changes?: Changes }
  const inForce = !pulled.voided && (kind === 'void' || about !== undefined)
  const told = { reason: reason ?? '', changes: pulled.changes ?? changes, digest, seq, inForce }
  return [{ id, kind, record, author, occurred_at, ...told, state: 'stored', problem: null }]
}

const isRevision = (kind: string): kind is 'amendment' | 'void' => KINDS.includes(kind)

export const inForceAmong = (revisions: KnownRevision[], kind: KnownRevision['kind']) =>
  revisions.filter((one) => one.inForce && one.kind === kind)
