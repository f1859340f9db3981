// The way out when records can't be sent: all of them as one file, for `xunhu import records`.

import { unacknowledged } from '../records/outbox'
import { frame, SEQUENCE_TYPE } from './frame'

/** Hands the queue to the user as a file; returns how many records are in it. */
export async function exportQueue(username: string, now: number): Promise<number> {
  const records = await unacknowledged()
  const file = new Blob([frame(records.map((record) => record.bytes))], { type: SEQUENCE_TYPE })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `xunhu-${username}-${new Date(now).toISOString().slice(0, 10)}.geojsons`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return records.length
}
