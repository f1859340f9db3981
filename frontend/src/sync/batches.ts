// Which records go out next: by state and due time, never by their place in a list.

import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { isSentBy } from '../records/outbox'
import type { Sealed, SealedRecord } from '../records/seal'
import { SLOWEST_WAIT_MS } from './backoff'

export const MOST_RECORDS = 50
/** Below the server's 1 MiB: the frame's own bytes count too. */
export const MOST_BYTES = 1_000_000

/**
 * fresh: nothing known against them · suspect: were in a push that was refused as a whole ·
 * slow: spoil a push by themselves. They never share a push.
 */
export type Lane = 'fresh' | 'suspect' | 'slow'
export const LANES: Lane[] = ['fresh', 'suspect', 'slow']

export const laneOf = ({ slow, refused_count = 0 }: SealedRecord): Lane =>
  slow ? 'slow' : refused_count > 0 ? 'suspect' : 'fresh'

/** `share` of the usual size: pushes get smaller on a line that doesn't carry them. */
export interface Choice {
  lane?: Lane
  tried?: ReadonlySet<string>
  share?: number
}

/** What this user sends next: the first due, the oldest of them first. */
export async function nextBatch(now: number, choice: Choice = {}): Promise<Sealed[]> {
  for (const lane of choice.lane ? [choice.lane] : LANES) {
    const batch = await batchOf(lane, now, choice)
    if (batch.length > 0) return batch
  }
  return []
}

async function batchOf(lane: Lane, now: number, { tried, share = 1 }: Choice): Promise<Sealed[]> {
  const username = await signedInAs()
  const isNext = (record: SealedRecord) =>
    laneOf(record) === lane && isSentBy(username, record) && !tried?.has(record.id)
  const most = lane === 'slow' ? 1 : Math.max(1, Math.floor(MOST_RECORDS * share))
  const records = await due(now, isNext, most)
  const payloads = await db.payloads.bulkGet(records.map(({ id }) => id))
  const lost = records.filter((_, n) => payloads[n] === undefined)
  if (lost.length > 0) {
    await reportLost(lost)
    return batchOf(lane, now, { tried, share })
  }
  return fitting(
    records.map((record, n) => ({ record, payload: payloads[n]! })),
    share,
  )
}

/** A due time beyond the longest wait was written before the clock jumped: due as well. */
async function due(now: number, isNext: (r: SealedRecord) => boolean, most: number) {
  const times = db.sealed.where('[state+next_attempt_at]')
  const past = await times
    .between(['waiting', -Infinity], ['waiting', now], true, true)
    .filter(isNext)
    .limit(most)
    .toArray()
  if (past.length === most) return past
  const absurd = await times
    .between(['waiting', now + SLOWEST_WAIT_MS], ['waiting', Infinity], false, true)
    .filter(isNext)
    .limit(most - past.length)
    .toArray()
  return [...past, ...absurd]
}

/** The first always goes, whatever its size: it must not stand in the way of others for ever. */
function fitting(found: Sealed[], share: number): Sealed[] {
  let size = 0
  return found.filter(({ payload }, n) => {
    size += payload.bytes.length + 2
    return n === 0 || size <= MOST_BYTES * share
  })
}

/** What has no bytes can't be sent and mustn't wait for ever; the screen says so. */
async function reportLost(records: SealedRecord[]): Promise<void> {
  const problem = { status: 'missing', code: 'no-bytes', detail: '' } as const
  await db.transaction('rw', db.sealed, async () => {
    for (const { id } of records) await db.sealed.update(id, { state: 'attention', problem })
  })
}

/** When the next of them is due; null when none waits. */
export async function nextDueAt(now: number): Promise<number | null> {
  const username = await signedInAs()
  if ((await nextBatch(now)).length > 0) return now
  const next = await db.sealed
    .where('[state+next_attempt_at]')
    .between(['waiting', now], ['waiting', Infinity], true, true)
    .filter((record) => isSentBy(username, record))
    .first()
  return next?.next_attempt_at ?? null
}
