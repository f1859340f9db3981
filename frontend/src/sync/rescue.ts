// The way out when records can't be sent: all of them as one file, for `xunhu import records`.

import { db } from '../db/database'
import { recall } from '../db/kept'
import type { SealedRecord } from '../records/seal'
import { frame, SEQUENCE_TYPE } from './frame'
import type { Durable } from './standing'

export interface Rescue {
  file: File
  /** Records in the file; `unsent_count` of them the server doesn't have. */
  count: number
  unsent_count: number
}

/** The exact bytes of everything, of every user, that isn't in the server's backups yet. */
export async function rescueFile(username: string, now: number): Promise<Rescue> {
  const durable = await recall<Durable>('durable')
  const records = await db.sealed.filter((record) => !isDurable(record, durable)).toArray()
  const payloads = await db.payloads.bulkGet(records.map(({ id }) => id))
  const held = records.filter((_, n) => payloads[n] !== undefined)
  const bytes = payloads.flatMap((payload) => (payload ? [payload.bytes] : []))
  const name = `xunhu-${username}-${new Date(now).toISOString().slice(0, 10)}.geojsons`
  const file = new File([frame(bytes)], name, { type: SEQUENCE_TYPE })
  return { file, count: held.length, unsent_count: held.filter(isUnsent).length }
}

const isUnsent = ({ state }: SealedRecord) => state === 'waiting' || state === 'attention'

function isDurable({ state, receipt }: SealedRecord, durable: Durable | undefined): boolean {
  if (state !== 'stored' || receipt?.epoch === undefined || receipt.seq === null) return false
  return receipt.epoch === durable?.epoch && receipt.seq <= durable.seq
}
