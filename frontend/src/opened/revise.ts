// Seals an amendment or a void on this phone, in whose hand it is; it goes out like any record.

import { me } from '../auth/session'
import { sealAndQueue } from '../records/outbox'
import { amendmentDraft, voidDraft, type Changes, type Revised } from '../records/revision'
import { uuidv7 } from '../records/uuidv7'
import type { OpenedRecord } from './record'

const NOTHING_ELSE = async () => undefined

export async function amend(record: OpenedRecord, changes: Changes, reason: string): Promise<void> {
  const { entry, township, seen } = record
  const now = Date.now()
  const by = { author: me.value!.username, reason, at: now }
  const of = { id: entry.id, township, digest: seen }
  await sealAndQueue([amendmentDraft(uuidv7(now), of, changes, by)], [], NOTHING_ELSE)
}

export async function withdraw(record: Revised, reason: string): Promise<void> {
  const now = Date.now()
  const by = { author: me.value!.username, reason, at: now }
  await sealAndQueue([voidDraft(uuidv7(now), record, by)], [], NOTHING_ELSE)
}
