// What the list shows: drafts, sealed records with their state, and what came from the server.

import type { Pulled } from '../db/database'
import type { Patrol } from '../patrols/patrol'
import type { Brief } from '../records/feature'
import type { FormDraft } from '../records/drafts'
import type { Problem, SealedRecord } from '../records/seal'

export type EntryState = 'draft' | 'running' | 'waiting' | 'sending' | 'stored' | 'attention'

export interface Entry {
  id: string
  kind: string
  at: number
  township: string | null
  state: EntryState
  brief: Brief
  /** When the server took it, as RFC 3339. */
  received_at: string | null
  problem: Problem | null
  /** Of a patrol: its records that are sealed, and those of them that the server has. */
  sealed_count: number
  stored_count: number
  patrol: Patrol | null
}

export interface Shelves {
  sealed: SealedRecord[]
  drafts: FormDraft[]
  patrols: Patrol[]
  pulled: Pulled[]
  sending: ReadonlySet<string>
}

/** All entries, newest first. The segments and the end of a patrol stand in the patrol's entry. */
export function ledger(shelves: Shelves): Entry[] {
  const heads = shelves.sealed.filter(({ id, patrol }) => patrol === null || patrol === id)
  const parts = shelves.sealed.filter(({ id, patrol }) => patrol !== null && patrol !== id)
  const events = parts.filter(({ kind }) => kind === 'outreach_event')
  const known = new Set(shelves.sealed.map(({ id }) => id))
  const shown = shelves.pulled.filter(({ id, kind }) => !known.has(id) && kind !== 'patrol_end')
  return [
    ...shelves.drafts.map(draftEntry),
    ...[...heads, ...events].map((record) => sealedEntry(record, parts, shelves)),
    ...shown.map(pulledEntry),
  ].sort((a, b) => b.at - a.at)
}

const EMPTY = {
  township: null,
  brief: {},
  received_at: null,
  problem: null,
  sealed_count: 0,
  stored_count: 0,
  patrol: null,
}

function draftEntry({ id, kind, updated_at }: FormDraft): Entry {
  return { ...EMPTY, id, kind, at: updated_at, state: 'draft' }
}

function pulledEntry({ id, kind, township, occurred_at, brief }: Pulled): Entry {
  return { ...EMPTY, id, kind, township, brief, at: Date.parse(occurred_at), state: 'stored' }
}

function sealedEntry(record: SealedRecord, parts: SealedRecord[], shelves: Shelves): Entry {
  const isPatrol = record.kind === 'patrol'
  const ofPatrol = parts.filter((p) => p.patrol === record.id && p.kind !== 'outreach_event')
  const own = isPatrol ? [record, ...ofPatrol] : [record]
  const patrol = shelves.patrols.find(({ id }) => id === record.id) ?? null
  return {
    id: record.id,
    kind: record.kind,
    at: Date.parse(record.occurred_at),
    township: record.township,
    state: stateOf(own, patrol, shelves.sending),
    brief: record.brief,
    received_at: lastReceipt(own),
    problem: own.find(({ problem }) => problem !== null)?.problem ?? null,
    sealed_count: own.length,
    stored_count: own.filter(({ state }) => state === 'stored').length,
    patrol,
  }
}

function stateOf(own: SealedRecord[], patrol: Patrol | null, sending: ReadonlySet<string>) {
  if (own.some(({ state }) => state === 'attention')) return 'attention'
  if (patrol !== null && patrol.state !== 'closed') return 'running'
  if (own.every(({ state }) => state === 'stored')) return 'stored'
  return own.some(({ id }) => sending.has(id)) ? 'sending' : 'waiting'
}

function lastReceipt(own: SealedRecord[]): string | null {
  const times = own.flatMap(({ receipt }) => (receipt ? [receipt.received_at] : []))
  return times.sort().at(-1) ?? null
}
