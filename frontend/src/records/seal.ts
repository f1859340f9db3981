import { hex } from './uuidv7'
import {
  toFeature,
  type Attachment,
  type Brief,
  type Draft,
  type Kind,
  type Phone,
  type TakenPhoto,
} from './feature'

/**
 * waiting: not acknowledged yet · stored: the server has it on disk · attention: kept by the server
 * for a decision, refused, or in conflict · discarded: a supervisor decided against it.
 */
export type SealedState = 'waiting' | 'stored' | 'attention' | 'discarded'

export interface Receipt {
  seq: number | null
  received_at: string
  /** The server's epoch in which this was confirmed last; absent in rows of older versions. */
  epoch?: string
}

/** missing: this phone has no bytes (any more) and the server doesn't know the record. */
export interface Problem {
  status: 'parked' | 'conflict' | 'rejected' | 'missing' | 'discarded'
  code: string
  detail: string
  /** The server's epoch in which it said so. */
  epoch?: string
}

/** What a supervisor wrote on accepting a record that had been parked. */
export interface Acceptance {
  reason: string
  at: string
}

/** A sealed record's exact bytes, apart from its state: lists never have to read them. */
export interface Payload {
  id: string
  bytes: Uint8Array<ArrayBuffer>
}

/** discarded: its record was, so that the server takes no photos for it; it waits for nothing. */
export interface Photo extends Attachment {
  /** `<record>/<slot>` */
  id: string
  record: string
  author: string
  bytes: Uint8Array<ArrayBuffer>
  state: 'waiting' | 'stored' | 'attention' | 'discarded'
  attempt_count: number
  next_attempt_at: number
  /** `seq` is the number under which the server wrote down its arrival. */
  receipt: { seq: number; epoch: string; received_at: string } | null
  problem: { code: string; detail: string } | null
}

export interface Sealed {
  record: SealedRecord
  payload: Payload
}

/** The id of the record that a photo of this id belongs to. */
export const recordOf = (photo: string): string => photo.split('/')[0]!

/** What a revision says, beside its bytes: lists show it at once, and after the bytes have gone. */
export interface About {
  record: string
  reason: string
  changes?: Record<string, unknown>
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
  attachments?: Attachment[]
  /** Bytes of the sealed record. */
  size?: number
  /** How many pushes were refused as a whole with this record in them, since one went through. */
  refused_count?: number
  /** Spoils a push by itself: tried again seldom, and always alone. */
  slow?: boolean
  /** The colleague who sends it for its author. */
  lent_to?: string | null
  accepted?: Acceptance
  /** Of an amendment or a void. */
  about?: About
  /** The server keeps it for good: the bytes are no longer on this phone. */
  pruned?: boolean
}

/** As a record and a photo are before anything is sent, and again when the server lost them. */
export const UNSENT = {
  state: 'waiting',
  attempt_count: 0,
  next_attempt_at: 0,
  receipt: null,
  problem: null,
} as const

/** Fixes a record's bytes; `digest` is "sha256:" and the hex of exactly these bytes. */
export async function seal(
  draft: Draft,
  phone: Phone,
  now: number,
): Promise<Sealed & { photos: Photo[] }> {
  const photos = await Promise.all((draft.photos ?? []).map((taken) => photoOf(draft, taken)))
  const attachments = photos.map(declared)
  const bytes = new TextEncoder().encode(JSON.stringify(toFeature(draft, phone, attachments)))
  const record: SealedRecord = {
    id: draft.id,
    kind: draft.kind,
    township: draft.township,
    author: draft.author,
    occurred_at: draft.occurred_at,
    patrol: draft.kind === 'patrol' ? draft.id : (draft.refs.patrol ?? null),
    brief: draft.brief ?? {},
    digest: await digestOf(bytes),
    ...UNSENT,
    sealed_at: now,
    attachments,
    size: bytes.length,
    ...aboutIn(draft),
  }
  return { record, payload: { id: draft.id, bytes }, photos }
}

function aboutIn({ kind, refs, data }: Draft): { about?: About } {
  if (kind !== 'amendment' && kind !== 'void') return {}
  const { reason, changes } = data as Omit<About, 'record'>
  return { about: { record: refs.record!, reason, ...(changes && { changes }) } }
}

async function photoOf(draft: Draft, { slot, bytes, media_type }: TakenPhoto): Promise<Photo> {
  return {
    id: `${draft.id}/${slot}`,
    record: draft.id,
    slot,
    author: draft.author,
    sha256: await sha256(bytes),
    size: bytes.length,
    media_type,
    bytes,
    ...UNSENT,
  }
}

const declared = ({ slot, sha256, size, media_type }: Photo): Attachment => ({
  slot,
  sha256,
  size,
  media_type,
})

export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return `sha256:${await sha256(bytes)}`
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}
