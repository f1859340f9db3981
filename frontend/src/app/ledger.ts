// What the list shows: drafts, sealed records with their state, and what came from the server.

import type { Pulled } from '../db/database'
import type { Patrol } from '../patrols/patrol'
import type { Brief } from '../records/feature'
import type { FormDraft } from '../records/drafts'
import { photosOf, type PhotoProgress, type UnsentPhotos } from '../photos/progress'
import type { Acceptance, Problem, SealedRecord } from '../records/seal'
import { amendmentsAbout, revised } from './revised'

export type EntryState =
  'draft' | 'running' | 'waiting' | 'sending' | 'stored' | 'attention' | 'discarded' | 'voided'

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
  accepted: Acceptance | null
  /** Tried seldom and alone, for it spoils every push. */
  slow: boolean
  amendment_count: number
  /** Of a patrol: its records that are sealed, and those of them that the server has. */
  sealed_count: number
  stored_count: number
  patrol: Patrol | null
  photos: PhotoProgress
}

export interface Shelves {
  sealed: SealedRecord[]
  drafts: FormDraft[]
  patrols: Patrol[]
  pulled: Pulled[]
  sending: ReadonlySet<string>
  unsentPhotos: UnsentPhotos
}

/** The records that stand within the entry of their patrol; all others have one of their own. */
const PARTS = new Set(['track_segment', 'patrol_end'])
/** What the server tells of a change stands in the entry of what was changed. */
const CHANGES = new Set(['amendment', 'void'])

/** All entries, newest first. */
export function ledger(shelves: Shelves): Entry[] {
  const heads = shelves.sealed.filter(({ kind }) => !PARTS.has(kind))
  const known = new Set(shelves.sealed.map(({ id }) => id))
  const shown = shelves.pulled.filter(
    ({ id, kind }) => !known.has(id) && !PARTS.has(kind) && !CHANGES.has(kind),
  )
  return [
    ...shelves.drafts.map(draftEntry),
    ...withLaterChanges([...sealedEntries(heads, shelves), ...shown.map(pulledEntry)], shelves),
  ].sort((a, b) => b.at - a.at)
}

const EMPTY = {
  township: null,
  brief: {},
  received_at: null,
  problem: null,
  accepted: null,
  slow: false,
  amendment_count: 0,
  sealed_count: 0,
  stored_count: 0,
  patrol: null,
  photos: { all: 0, stored: 0, attention: 0, why: null },
}

function draftEntry({ id, kind, updated_at }: FormDraft): Entry {
  return { ...EMPTY, id, kind, at: updated_at, state: 'draft' }
}

function pulledEntry({ id, kind, township, occurred_at, brief }: Pulled): Entry {
  return { ...EMPTY, id, kind, township, brief, at: Date.parse(occurred_at), state: 'stored' }
}

function sealedEntries(heads: SealedRecord[], shelves: Shelves): Entry[] {
  const parts = shelves.sealed.filter(({ kind }) => PARTS.has(kind))
  return heads.map((head) => {
    const own = [head, ...parts.filter(({ patrol }) => patrol === head.id)]
    return sealedEntry(own, shelves)
  })
}

function sealedEntry(own: SealedRecord[], shelves: Shelves): Entry {
  const record = own[0]!
  const patrol = shelves.patrols.find(({ id }) => id === record.id) ?? null
  return {
    ...EMPTY,
    id: record.id,
    kind: record.kind,
    at: Date.parse(record.occurred_at),
    township: record.township,
    state: stateOf(own, patrol, shelves.sending),
    brief: record.brief,
    received_at: lastReceipt(own),
    problem: firstProblem(own),
    accepted: own.find(({ accepted }) => accepted)?.accepted ?? null,
    slow: own.some(({ state, slow }) => state === 'waiting' && slow === true),
    sealed_count: own.length,
    stored_count: own.filter(({ state }) => state === 'stored').length,
    patrol,
    photos: record.state === 'discarded' ? EMPTY.photos : photosOf(record, shelves.unsentPhotos),
  }
}

function stateOf(own: SealedRecord[], patrol: Patrol | null, sending: ReadonlySet<string>) {
  if (own.some(({ state }) => state === 'attention')) return 'attention'
  if (patrol !== null && patrol.state !== 'closed') return 'running'
  if (own.some(({ state }) => state === 'waiting')) {
    return own.some(({ id }) => sending.has(id)) ? 'sending' : 'waiting'
  }
  return own[0]!.state === 'discarded' ? 'discarded' : 'stored'
}

/** What still asks for attention comes before what was decided. */
function firstProblem(own: SealedRecord[]): Problem | null {
  const troubled = own.filter(({ problem }) => problem !== null)
  const open = troubled.find(({ state }) => state === 'attention')
  return (open ?? troubled[0])?.problem ?? null
}

function lastReceipt(own: SealedRecord[]): string | null {
  const times = own.flatMap(({ receipt }) => (receipt ? [receipt.received_at] : []))
  return times.sort().at(-1) ?? null
}

/** As the server shows them by now: amended, or withdrawn by a later record. */
function withLaterChanges(entries: Entry[], { pulled }: Shelves): Entry[] {
  const voided = new Set(pulled.flatMap((one) => (one.voided ? [one.id] : [])))
  const amendments = amendmentsAbout(pulled)
  return entries.map((entry) => ({
    ...revised(entry, amendments.get(entry.id) ?? []),
    ...(voided.has(entry.id) && { state: 'voided' as const }),
  }))
}
