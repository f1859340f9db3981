import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { deviceId, recall } from '../db/kept'
import type { Clock, Draft, Phone } from './feature'
import { seal, type Payload } from './seal'

export async function thisPhone(): Promise<Phone> {
  return { device: await deviceId(), clock: (await recall<Clock>('clock')) ?? null }
}

/**
 * Seals records and queues them; `alongside` runs in the same transaction, so that both happen or
 * neither does. The tables that `alongside` writes are named in `tables`.
 */
export async function sealAndQueue(
  drafts: Draft[],
  tables: ('patrols' | 'fixChunks' | 'drafts')[],
  alongside: () => Promise<void>,
): Promise<void> {
  const phone = await thisPhone()
  const sealed = await Promise.all(drafts.map((draft) => seal(draft, phone, Date.now())))
  const written = [db.sealed, db.payloads, ...tables.map((name) => db[name])]
  await db.transaction('rw', written, async () => {
    await alongside()
    await db.payloads.bulkAdd(sealed.map(({ payload }) => payload))
    await db.sealed.bulkAdd(sealed.map(({ record }) => record))
  })
  notifyQueued()
}

/** The records that the server hasn't acknowledged and hasn't refused, oldest first. */
export const waiting = () =>
  db.sealed.where('[state+id]').between(['waiting', ''], ['waiting', '\uffff'])

/** Those of them that the signed-in user recorded: only these are sent. */
export async function ownWaiting() {
  const author = await signedInAs()
  return waiting().filter((record) => record.author === author)
}

/** How many records of others wait for their author to sign in again. */
export async function othersWaitingCount(): Promise<number> {
  const author = await signedInAs()
  return waiting()
    .filter((record) => record.author !== author)
    .count()
}

/** How many records of the signed-in user the server hasn't stored. */
export async function ownUnsentCount(): Promise<number> {
  const author = await signedInAs()
  const unsent = db.sealed.where('state').anyOf('waiting', 'attention')
  return unsent.filter((record) => record.author === author).count()
}

/** The bytes of everything that the server hasn't acknowledged, oldest first. */
export async function unacknowledged(): Promise<Payload[]> {
  const ids = await db.sealed.where('state').anyOf('waiting', 'attention').primaryKeys()
  const payloads = await db.payloads.bulkGet(ids.sort())
  return payloads.filter((payload) => payload !== undefined)
}

const listeners = new Set<() => void>()

/** Calls `listener` after each record that was queued in this page. */
export function onQueued(listener: () => void): void {
  listeners.add(listener)
}

function notifyQueued(): void {
  listeners.forEach((listener) => listener())
}
