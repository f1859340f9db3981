import { hex } from './uuidv7'
import { toFeature, type Brief, type Draft, type Kind, type Phone } from './feature'

/**
 * waiting: not acknowledged yet · stored: the server has it on disk ·
 * attention: kept by the server for a decision, or refused, or in conflict.
 */
export type SealedState = 'waiting' | 'stored' | 'attention'

export interface Receipt {
  seq: number | null
  received_at: string
}

export interface Problem {
  status: 'parked' | 'conflict' | 'rejected'
  code: string
  detail: string
}

/** A sealed record's exact bytes, apart from its state: lists never have to read them. */
export interface Payload {
  id: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface Sealed {
  record: SealedRecord
  payload: Payload
}

/** What the phone knows of a record whose bytes are fixed, and how far it has come. */
export interface SealedRecord {
  id: string
  kind: Kind
  township: string
  author: string
  occurred_at: string
  patrol: string | null
  brief: Brief
  digest: string
  state: SealedState
  sealed_at: number
  attempt_count: number
  next_attempt_at: number
  receipt: Receipt | null
  problem: Problem | null
}

/** Fixes a record's bytes; `digest` is "sha256:" and the hex of exactly these bytes. */
export async function seal(draft: Draft, phone: Phone, now: number): Promise<Sealed> {
  const bytes = new TextEncoder().encode(JSON.stringify(toFeature(draft, phone)))
  const record: SealedRecord = {
    id: draft.id,
    kind: draft.kind,
    township: draft.township,
    author: draft.author,
    occurred_at: draft.occurred_at,
    patrol: draft.kind === 'patrol' ? draft.id : (draft.refs.patrol ?? null),
    brief: draft.brief ?? {},
    digest: await digestOf(bytes),
    state: 'waiting',
    sealed_at: now,
    attempt_count: 0,
    next_attempt_at: 0,
    receipt: null,
    problem: null,
  }
  return { record, payload: { id: draft.id, bytes } }
}

export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return `sha256:${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`
}
