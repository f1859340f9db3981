// An amendment or a void by whose hand the phone is in; it goes out like any record.

import { me } from '../auth/session'
import { sealAndQueue } from '../records/outbox'
import { amendmentDraft, voidDraft, type Changes, type Revised } from '../records/revision'
import { uuidv7 } from '../records/uuidv7'
import type { OpenedRecord } from './record'

const NOTHING_ELSE = async () => undefined

/** An amendment of a record as it was opened, ready to be sealed under an id. */
export function amendment(record: OpenedRecord, changes: Changes, reason: string) {
  const { entry, township, seen } = record
  const by = { author: me.value!.username, reason, at: Date.now() }
  const of = { id: entry.id, township, digest: seen }
  return (id: string) => amendmentDraft(id, of, changes, by)
}

export async function withdraw(record: Revised, reason: string): Promise<void> {
  const now = Date.now()
  const by = { author: me.value!.username, reason, at: now }
  await sealAndQueue([voidDraft(uuidv7(now), record, by)], [], NOTHING_ELSE)
}
