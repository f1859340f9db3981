// What a supervisor decided about records that the server had parked.

import { db } from '../db/database'
import type { SealedRecord } from '../records/seal'

export interface Decision {
  id: string
  digest: string
  decision: 'accepted' | 'discarded'
  reason?: string | null
  decided_at?: string
  seq?: number | null
  received_at?: string | null
}

/** Part of the transaction that takes a page. */
export async function applyDecisions(decisions: Decision[], epoch: string): Promise<void> {
  for (const decision of decisions) {
    const record = await db.sealed.get(decision.id)
    const isOpen = record?.state === 'attention' || record?.state === 'waiting'
    if (!isOpen || record.digest !== decision.digest) continue
    await db.sealed.update(decision.id, changeFor(decision, epoch))
    if (decision.decision === 'discarded') await discardPhotos(decision.id)
  }
}

/** The server takes none for a record that it doesn't count. */
async function discardPhotos(record: string): Promise<void> {
  await db.photos.where('record').equals(record).modify({ state: 'discarded', problem: null })
}

function changeFor(decision: Decision, epoch: string): Partial<SealedRecord> {
  return decision.decision === 'accepted' ? accepted(decision, epoch) : discarded(decision, epoch)
}

/** Without its number the record is offered once more: the receipt comes as for a duplicate. */
function accepted(decision: Decision, epoch: string): Partial<SealedRecord> {
  const { seq, received_at, decided_at = '', reason } = decision
  const told = { problem: null, accepted: { reason: reason ?? '', at: decided_at } }
  if (typeof seq !== 'number') return { ...told, state: 'waiting', next_attempt_at: 0 }
  const receipt = { seq, received_at: received_at ?? decided_at, epoch }
  return { ...told, state: 'stored', receipt }
}

function discarded({ reason, seq, decided_at }: Decision, epoch: string): Partial<SealedRecord> {
  const problem = { status: 'discarded', code: 'discarded', detail: reason ?? '', epoch } as const
  const receipt = { seq: seq ?? null, received_at: decided_at ?? '', epoch }
  return { state: 'discarded', problem, receipt }
}
