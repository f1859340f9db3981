import { signedInAs } from '../auth/session'
import { again } from '../db/again'
import { db } from '../db/database'
import { deviceId, recall } from '../db/kept'
import { makeRoom } from '../db/room'
import { whyNotSaved } from '../db/whyNotSaved'
import { status } from '../sync/status'
import type { Clock, Draft, Phone } from './feature'
import { seal, type SealedRecord } from './seal'

type Beside = 'patrols' | 'fixChunks' | 'drafts' | 'draftPhotos' | 'hazards' | 'kept'

export async function thisPhone(): Promise<Phone> {
  return { device: await deviceId(), clock: (await recall<Clock>('clock')) ?? null }
}

/**
 * Seals records and queues them; `alongside` runs in the same transaction, so that both happen or
 * neither does. The tables that `alongside` writes are named in `tables`. When the phone is full,
 * what the server can send again goes; then the photos stay behind: the text is never refused
 * for them, and `status.photosStopped` says so.
 */
export async function sealAndQueue(
  drafts: Draft[],
  tables: Beside[],
  alongside: () => Promise<void>,
): Promise<void> {
  const queue = async (kept: Draft[]) => queueOnce(kept, tables, alongside)
  try {
    await unlessFull(
      () => queue(drafts),
      makeRoomAnd(() => queue(drafts)),
    )
    if (drafts.some(hasPhotos)) status.photosStopped = false
  } catch (error) {
    if (whyNotSaved(error) !== 'full' || !drafts.some(hasPhotos)) throw error
    await queue(drafts.map((draft) => ({ ...draft, photos: [] })))
    status.photosStopped = true
  }
  notifyQueued()
}

const hasPhotos = ({ photos }: Draft) => (photos?.length ?? 0) > 0

async function unlessFull(work: () => Promise<void>, otherwise: () => Promise<void>) {
  await work().catch((error: unknown) => {
    if (whyNotSaved(error) === 'full') return otherwise()
    throw error
  })
}

const makeRoomAnd = (work: () => Promise<void>) => async () => {
  await makeRoom().catch(() => undefined)
  await work()
}

async function queueOnce(drafts: Draft[], tables: Beside[], alongside: () => Promise<void>) {
  const phone = await again(thisPhone)
  const sealed = await Promise.all(drafts.map((draft) => seal(draft, phone, Date.now())))
  const written = [db.sealed, db.payloads, db.photos, ...tables.map((name) => db[name])]
  await again((isSecond) =>
    db.transaction('rw', written, async () => {
      if (isSecond && (await allThere(sealed.map(({ record }) => record)))) return
      await alongside()
      await db.payloads.bulkAdd(sealed.map(({ payload }) => payload))
      await db.photos.bulkAdd(sealed.flatMap(({ photos }) => photos))
      await db.sealed.bulkAdd(sealed.map(({ record }) => record))
    }),
  )
}

/** A handle may break after the commit, before the phone hears of it. */
async function allThere(records: SealedRecord[]): Promise<boolean> {
  const found = await db.sealed.bulkGet(records.map(({ id }) => id))
  return records.every((record, n) => found[n]?.digest === record.digest)
}

/** The records that the server hasn't acknowledged and hasn't refused, oldest first. */
export const waiting = () =>
  db.sealed.where('[state+id]').between(['waiting', ''], ['waiting', '\uffff'])

/** A user sends what they recorded, and what a colleague's button lent them. */
export const isSentBy = (username: string, record: SealedRecord) =>
  record.author === username || record.lent_to === username

/** Those that wait and that the signed-in user sends. */
export async function ownWaiting() {
  const username = await signedInAs()
  return waiting().filter((record) => isSentBy(username, record))
}

/** How many records of the signed-in user the server hasn't stored. */
export async function ownUnsentCount(): Promise<number> {
  const author = await signedInAs()
  const unsent = db.sealed.where('state').anyOf('waiting', 'attention')
  return unsent.filter((record) => record.author === author).count()
}

const listeners = new Set<() => void>()

/** Calls `listener` after each record that was queued in this page. */
export function onQueued(listener: () => void): void {
  listeners.add(listener)
}

function notifyQueued(): void {
  listeners.forEach((listener) => listener())
}
