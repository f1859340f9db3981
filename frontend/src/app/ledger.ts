// What the list shows: drafts, sealed records with their state, and what came from the server.

import type { Pulled } from '../db/database'
import type { Patrol } from '../patrols/patrol'
import type { Brief } from '../records/feature'
import { addressOf, type FormDraft } from '../records/drafts'
import { photosOf, type PhotoProgress, type UnsentPhotos } from '../photos/progress'
import type { Acceptance, Problem, SealedRecord } from '../records/seal'
import { inForceAmong, revisionsAmong, type KnownRevision } from '../records/revisions'
import { revised } from './revised'

/** voiding: withdrawn on this phone, which the server hasn't heard yet. */
export type EntryState =
  | 'draft'
  | 'running'
  | 'waiting'
  | 'sending'
  | 'stored'
  | 'attention'
  | 'discarded'
  | 'voiding'
  | 'voided'

export interface Entry {
  id: string
  kind: string
  at: number
  township: string | null
  /** Who did it; null of a draft. */
  author: string | null
  state: EntryState
  brief: Brief
  /** The server's number and the record's digest: its receipt. */
  seq: number | null
  digest: string | null
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
  /** Of a draft: the address of its form. */
  form: string | null
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
/** A change stands in the entry of what was changed, if that is there. */
const CHANGES = new Set(['amendment', 'void'])

/** All entries, newest first. */
export function ledger(shelves: Shelves): Entry[] {
  const revisions = revisionsAmong(shelves.sealed, shelves.pulled)
  const known = new Set([...shelves.sealed, ...shelves.pulled].map(({ id }) => id))
  const isWithin = ({ kind, about }: SealedRecord) =>
    PARTS.has(kind) || (CHANGES.has(kind) && about !== undefined && known.has(about.record))
  const heads = shelves.sealed.filter((record) => !isWithin(record))
  const own = new Set(shelves.sealed.map(({ id }) => id))
  const shown = shelves.pulled.filter(
    ({ id, kind }) => !own.has(id) && !PARTS.has(kind) && !CHANGES.has(kind),
  )
  const entries = [...sealedEntries(heads, shelves), ...shown.map(pulledEntry)]
  return [
    ...shelves.drafts.map(draftEntry),
    ...entries.map((entry) => withRevisions(entry, revisions.get(entry.id) ?? [], shelves)),
  ].sort((a, b) => b.at - a.at)
}

const EMPTY = {
  township: null,
  author: null,
  seq: null,
  digest: null,
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
  form: null,
}

function draftEntry(draft: FormDraft): Entry {
  const { id, kind, updated_at } = draft
  return { ...EMPTY, id, kind, at: updated_at, state: 'draft', form: addressOf(draft) }
}

function pulledEntry(pulled: Pulled): Entry {
  const { id, kind, township, author, occurred_at, brief, seq = null, digest = null } = pulled
  const told = { id, kind, township, author, brief, seq, digest }
  return { ...EMPTY, ...told, at: Date.parse(occurred_at), state: 'stored' }
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
    author: record.author,
    seq: record.receipt?.seq ?? null,
    digest: record.digest,
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

/** As it stands by now: amended, or withdrawn by a later record, wherever that has come to. */
function withRevisions(entry: Entry, revisions: KnownRevision[], shelves: Shelves): Entry {
  const amended = revised(entry, inForceAmong(revisions, 'amendment'))
  const voids = inForceAmong(revisions, 'void')
  const problem = entry.problem ?? revisions.find(isTroubled)?.problem ?? null
  if (shelves.pulled.some(({ id, voided }) => id === entry.id && voided)) {
    return { ...amended, state: 'voided' }
  }
  if (entry.state === 'attention' || entry.state === 'running') return amended
  if (revisions.some(isTroubled)) return { ...amended, problem, state: 'attention' }
  if (voids.length > 0) {
    return { ...amended, state: voids.every(isStored) ? 'voided' : 'voiding' }
  }
  const unsent = revisions.filter(({ state }) => state === 'waiting')
  if (unsent.length === 0 || entry.state !== 'stored') return amended
  return {
    ...amended,
    state: unsent.some(({ id }) => shelves.sending.has(id)) ? 'sending' : 'waiting',
  }
}

const isTroubled = ({ state }: KnownRevision) => state === 'attention'
const isStored = ({ state }: KnownRevision) => state === 'stored'
