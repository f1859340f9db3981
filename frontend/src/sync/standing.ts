// Where the server stands, kept from every answer: its epoch, and how far its backups reach.

import { db } from '../db/database'
import { keep, recall } from '../db/kept'

/** What every answer of push, pull, verify and hello carries. */
export interface Standing {
  epoch: string
  server_time?: string
  durable_seq?: number
}

/** How far backups reached, and since when, by the server's clock (epoch ms). */
interface Mark {
  seq: number
  since: number
}

export interface Durable {
  epoch: string
  seq: number
  server_at: number
  marks: Mark[]
}

export const KEPT_BEYOND_MS = 7 * 24 * 3_600_000

export function isStanding(body: unknown): body is Standing {
  const epoch = (body as Partial<Standing> | null)?.epoch
  return typeof epoch === 'string' && epoch !== ''
}

export async function knownEpoch(): Promise<string | undefined> {
  return recall<string>('epoch')
}

export async function learn({ epoch, durable_seq, server_time }: Standing): Promise<void> {
  await db.transaction('rw', db.kept, async () => {
    if ((await knownEpoch()) !== epoch) await keep('epoch', epoch)
    const server_at = Date.parse(server_time ?? '')
    if (typeof durable_seq !== 'number' || !Number.isFinite(server_at)) return
    const before = await recall<Durable>('durable')
    await keep('durable', advanced(before, { epoch, seq: durable_seq, server_at }))
  })
}

/** Another epoch, or backups that reach less far than before, take back what was promised. */
export function advanced(before: Durable | undefined, now: Omit<Durable, 'marks'>): Durable {
  const kept = before?.epoch === now.epoch ? before.marks : []
  const true_still = kept.filter(({ seq, since }) => seq <= now.seq && since <= now.server_at)
  const isNews = now.seq > (true_still.at(-1)?.seq ?? 0)
  const marks = isNews ? [...true_still, { seq: now.seq, since: now.server_at }] : true_still
  return { ...now, marks: marks.filter((_, n) => n + 1 >= firstNeeded(marks, now.server_at)) }
}

/** Of the marks that are old enough only the furthest counts. */
function firstNeeded(marks: Mark[], server_at: number): number {
  return marks.filter(({ since }) => since + KEPT_BEYOND_MS <= server_at).length
}

/** The last number that has been in the backups for seven days; 0 without any. */
export function safeSeq({ marks, server_at }: Durable): number {
  const old = marks.filter(({ since }) => since + KEPT_BEYOND_MS <= server_at)
  return old.at(-1)?.seq ?? 0
}
