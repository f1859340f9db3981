// The only place that opens IndexedDB.

import Dexie, { type Table } from 'dexie'
import type { Payload, Photo, SealedRecord } from '../records/seal'
import type { Brief, RecordGeometry } from '../records/feature'
import type { FixChunk, Patrol } from '../patrols/patrol'
import type { DraftPhoto } from '../photos/draftPhotos'
import type { FormDraft } from '../records/drafts'
import type { PhoneHazard } from '../hazards/phoneHazard'
import type { PhoneTarget } from '../targets/phoneTarget'

/** A thing known by name: cached reference lists, who is signed in, cursors, this phone's id. */
export interface Kept {
  name: string
  value: unknown
}

/** What a record says, as it was sealed or accepted: amendments stand beside it. */
export interface Content {
  geometry: RecordGeometry
  refs: Record<string, string>
  data: Record<string, unknown>
}

/** A record that came from the server; tracks don't come. */
export interface Pulled {
  id: string
  kind: string
  township: string
  occurred_at: string
  author: string
  brief: Brief
  /** Absent in rows of older versions, which are fetched again. */
  content?: Content
  received_at?: string
  /** Of the sealed bytes: what an amendment of it is based on. */
  digest?: string
  /** The slots whose photo the server hasn't got. */
  missing?: string[]
  /** Withdrawn by a later record; still shown. */
  voided?: boolean
  /** Of an amendment: the record that it is about, and its changes by JSON pointer. */
  about?: string
  changes?: Record<string, unknown>
  seq?: number
}

export class PhoneDatabase extends Dexie {
  sealed!: Table<SealedRecord, string>
  payloads!: Table<Payload, string>
  photos!: Table<Photo, string>
  patrols!: Table<Patrol, string>
  fixChunks!: Table<FixChunk, [string, number]>
  drafts!: Table<FormDraft, string>
  draftPhotos!: Table<DraftPhoto, string>
  pulled!: Table<Pulled, string>
  kept!: Table<Kept, string>
  targets!: Table<PhoneTarget, string>
  hazards!: Table<PhoneHazard, string>

  constructor(name = 'xunhu') {
    // Strict: a sealed record must be on disk, not in a buffer, before the screen says so.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      sealed: 'id, [state+id], state, patrol, sealed_at',
      payloads: 'id',
      patrols: 'id, state',
      fixChunks: '[patrol+n]',
      drafts: 'id, kind',
      pulled: 'id, occurred_at',
      kept: 'name',
    })
    this.version(2)
      .stores({ drafts: 'id, kind, author' })
      .upgrade((tx) => tx.table('drafts').toCollection().modify({ author: '' }))
    // No upgrade here: after a rollback and a second update an old row would be missed. Whatever a
    // row of an older version lacks is optional, and only what every version has is indexed.
    this.version(3).stores({
      sealed: 'id, [state+id], [state+next_attempt_at], state, patrol, sealed_at',
      photos: 'id, record, state, [state+size+next_attempt_at]',
      draftPhotos: 'id, draft',
    })
    this.version(4).stores({ targets: 'id, layer, township', hazards: 'id, township' })
  }
}

export const db = new PhoneDatabase()
