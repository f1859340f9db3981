// Deletes the phone's copies of what the server keeps for good; the row stays in the list.

import { db } from '../db/database'
import { recall } from '../db/kept'
import type { Photo, SealedRecord } from '../records/seal'
import { safeSeq, type Durable } from './standing'

/**
 * A copy goes when its receipt is of this epoch and has been in the backups for seven days, and so
 * has each of its photos. Without backups nothing goes. Returns how many went.
 */
export async function pruneCopies(): Promise<number> {
  const durable = await recall<Durable>('durable')
  const safe = durable ? safeSeq(durable) : 0
  if (!durable || safe === 0) return 0
  const candidates = await db.sealed
    .where('state')
    .anyOf('stored', 'discarded')
    .filter((record) => !record.pruned && isSafe(record.receipt, durable.epoch, safe))
    .primaryKeys()
  let pruned = 0
  for (const id of candidates) if (await pruneOne(id, durable.epoch, safe)) pruned += 1
  return pruned
}

type Proof = SealedRecord['receipt'] | Photo['receipt']

function isSafe(receipt: Proof, epoch: string, safe: number): boolean {
  return receipt !== null && receipt.epoch === epoch && receipt.seq !== null && receipt.seq <= safe
}

/** Asked again inside the transaction: an answer may have changed everything meanwhile. */
async function pruneOne(id: string, epoch: string, safe: number): Promise<boolean> {
  return db.transaction('rw', db.sealed, db.payloads, db.photos, db.kept, async () => {
    const record = await db.sealed.get(id)
    const photos = await db.photos.where('record').equals(id).toArray()
    const isCurrent = (await recall<string>('epoch')) === epoch
    const isUseless = (p: Photo) => p.state === 'discarded' && record?.state === 'discarded'
    const hasArrived = (p: Photo) => p.state === 'stored' && isSafe(p.receipt, epoch, safe)
    const photosMayGo = photos.every((photo) => isUseless(photo) || hasArrived(photo))
    if (!record || !isCurrent || !isSafe(record.receipt, epoch, safe) || !photosMayGo) return false
    if (record.state !== 'stored' && record.state !== 'discarded') return false
    await db.payloads.delete(id)
    await db.photos.where('record').equals(id).delete()
    await db.sealed.update(id, { pruned: true })
    return true
  })
}

export interface Copies {
  count: number
  bytes: number
  hasBackups: boolean
}

/** What the phone still holds although the server has it. */
export async function copiesKept(): Promise<Copies> {
  const kept = await db.sealed
    .where('state')
    .anyOf('stored', 'discarded')
    .filter(({ pruned }) => !pruned)
    .toArray()
  const sizeOf = ({ size = 0, attachments = [] }: SealedRecord) =>
    attachments.reduce((sum, photo) => sum + photo.size, size)
  const bytes = kept.reduce((sum, record) => sum + sizeOf(record), 0)
  const durable = await recall<Durable>('durable')
  return { count: kept.length, bytes, hasBackups: (durable?.seq ?? 0) > 0 }
}
