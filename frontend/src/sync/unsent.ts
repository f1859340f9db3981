// What is still to be sent from this phone, as its user should hear of it.

import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { isSentBy, ownWaiting } from '../records/outbox'
import { recordOf, type SealedRecord } from '../records/seal'

export interface Unsent {
  records: number
  photos: number
}

/** What the signed-in user sends: their own, and what a colleague's button lent them. */
export async function unsentByMe(): Promise<Unsent> {
  return { records: await (await ownWaiting()).count(), photos: await photosToSend() }
}

/** Photos of what is parked or refused stand with their record: nothing can send them now. */
async function photosToSend(): Promise<number> {
  const username = await signedInAs()
  const waiting = await db.photos.where('state').equals('waiting').primaryKeys()
  const records = await db.sealed.bulkGet(waiting.map(recordOf))
  const isSendable = (record: SealedRecord | undefined) =>
    (record?.state === 'waiting' || record?.state === 'stored') && isSentBy(username, record)
  return records.filter(isSendable).length
}

/** How many of the user's records somebody has to look at. */
export async function attentionCount(): Promise<number> {
  const author = await signedInAs()
  const troubled = db.sealed.where('state').equals('attention')
  return troubled.filter((record) => record.author === author).count()
}

/** The ids of the user's records whose bytes only this phone has; parked ones the server keeps. */
export async function onlyHere(): Promise<string[]> {
  const author = await signedInAs()
  const open = await db.sealed.where('state').anyOf('waiting', 'attention').toArray()
  return open.filter((record) => record.author === author && isOnlyHere(record)).map(({ id }) => id)
}

function isOnlyHere({ state, problem }: SealedRecord): boolean {
  return state === 'waiting' || problem?.status === 'conflict' || problem?.status === 'rejected'
}
