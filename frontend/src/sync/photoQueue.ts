// Which photos are to be sent, read from the index: a month of them doesn't fit into memory.

import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { isSentBy } from '../records/outbox'
import { recordOf, UNSENT, type Photo, type SealedRecord } from '../records/seal'
import { knownEpoch } from './standing'

export interface Queued {
  id: string
  next_attempt_at: number
}

/** The user's, of records that this epoch's server has: before them the server knows no slot. */
export async function smallestFirst(epoch: string): Promise<Queued[]> {
  const photos: Queued[] = []
  await db.photos
    .where('[state+size+next_attempt_at]')
    .between(['waiting', 0, -Infinity], ['waiting', Infinity, Infinity])
    .eachKey((key, { primaryKey }) => {
      const [, , next_attempt_at] = key as unknown as [string, number, number]
      photos.push({ id: primaryKey, next_attempt_at })
    })
  const username = await signedInAs()
  const records = await db.sealed.bulkGet(photos.map(({ id }) => recordOf(id)))
  const isReady = (record: SealedRecord | undefined) =>
    record?.state === 'stored' && record.receipt?.epoch === epoch && isSentBy(username, record)
  return photos.filter((_, n) => isReady(records[n]))
}

/** When the next photo may be tried, in epoch milliseconds; null when none waits. */
export async function nextPhotoAt(): Promise<number | null> {
  const epoch = await knownEpoch()
  const queued = epoch === undefined ? [] : await smallestFirst(epoch)
  const times = queued.map(({ next_attempt_at }) => next_attempt_at)
  return times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null
}

/** The button: what waits is due now, and what was refused gets another try. */
export async function tryPhotosNow(): Promise<void> {
  await db.photos.where('state').equals('waiting').modify({ next_attempt_at: 0 })
  await db.photos.where('state').equals('attention').filter(isWhole).modify(UNSENT)
}

const CONFIRMED_IN = 'photos-epoch'

/** What a server of another epoch received may be gone: it is offered again, 200 if it is there. */
export async function waitAgainAfterRestore(epoch: string): Promise<void> {
  if ((await recall(CONFIRMED_IN)) === epoch) return
  await db.photos
    .where('state')
    .anyOf('stored', 'attention')
    .filter((photo) => isDoubtful(photo, epoch))
    .modify(UNSENT)
  await keep(CONFIRMED_IN, epoch)
}

/** A discarded record that is stored after all, since a restore, wants its photos again. */
export async function wakeDiscarded(): Promise<void> {
  const ids = await db.photos.where('state').equals('discarded').primaryKeys()
  const records = await db.sealed.bulkGet(ids.map(recordOf))
  const awake = ids.filter((_, n) => records[n]?.state === 'stored')
  for (const id of awake) await db.photos.update(id, UNSENT)
}

/** Photos that a server of another epoch received, as long as it isn't known that this one has. */
export async function doubtfulPhotos(epoch: string): Promise<number> {
  const stored = db.photos.where('state').equals('stored')
  return stored.filter((photo) => isDoubtful(photo, epoch)).count()
}

function isDoubtful(photo: Photo, epoch: string): boolean {
  return isWhole(photo) && photo.receipt?.epoch !== epoch
}

function isWhole({ problem }: Photo): boolean {
  return problem?.code !== 'damaged'
}
