// Sends sealed records; every record gets its own answer.

import type { components } from '../api/schema'
import { db } from '../db/database'
import { keep } from '../db/kept'
import { ownWaiting } from '../records/outbox'
import type { Problem, Sealed, SealedRecord } from '../records/seal'
import { clockFrom } from './clock'
import { frame, gzip, SEQUENCE_TYPE } from './frame'
import { ask, type Answer } from './http'

export const MOST_RECORDS = 50
/** Below the server's 1 MiB: the frame's own bytes count too. */
export const MOST_BYTES = 1_000_000

export type PushResult = components['schemas']['Result']
type PushAnswer = components['schemas']['PushAnswer']

export type PushOutcome = 'sent' | 'nothing' | 'signed-out' | 'refused'

/** The user's oldest waiting records that fit in one push and whose time to try again has come. */
export async function nextBatch(now: number): Promise<Sealed[]> {
  const own = await ownWaiting()
  const due = await own
    .filter((record) => record.next_attempt_at <= now)
    .limit(MOST_RECORDS)
    .toArray()
  const payloads = await db.payloads.bulkGet(due.map((record) => record.id))
  let size = 0
  return due.flatMap((record, n) => {
    const payload = payloads[n]
    if (payload) size += payload.bytes.length + 2
    return payload && size <= MOST_BYTES ? [{ record, payload }] : []
  })
}

/** Sends one batch and writes down what became of each record; throws NoAnswer. */
export async function push(batch: Sealed[], now = Date.now): Promise<PushOutcome> {
  if (batch.length === 0) return 'nothing'
  const sentAt = now()
  const answer = await send(batch)
  if (answer.status === 401) return 'signed-out'
  if (!answer.ok || !Array.isArray(answer.body?.results)) {
    await postpone(batch, now(), answer.retry_after_s)
    return 'refused'
  }
  const clock = clockFrom(answer.body.server_time, sentAt, now())
  if (clock) await keep('clock', clock)
  await settle(batch, answer.body.results, now())
  return 'sent'
}

async function send(batch: Sealed[]): Promise<Answer<PushAnswer>> {
  const framed = frame(batch.map(({ payload }) => payload.bytes))
  const zipped = await gzip(framed)
  const headers: Record<string, string> = { 'Content-Type': SEQUENCE_TYPE }
  if (zipped) headers['Content-Encoding'] = 'gzip'
  return ask<PushAnswer>('/sync/push', { method: 'POST', headers, body: zipped ?? framed })
}

/** One transaction for a whole answer; a record without a result is sent again later. */
export async function settle(batch: Sealed[], results: PushResult[], now: number): Promise<void> {
  await db.transaction('rw', db.sealed, db.payloads, async () => {
    for (const [n, { record }] of batch.entries()) {
      const result = results.find((one) => one.n === n)
      if (result) await settleOne(record, result, now)
      else await db.sealed.update(record.id, later(record, now, null))
    }
  })
}

async function settleOne(record: SealedRecord, result: PushResult, now: number): Promise<void> {
  if (result.status === 'erased') {
    await db.payloads.delete(record.id)
    return db.sealed.delete(record.id)
  }
  const change = changeFor(record, result, now)
  await db.sealed.update(record.id, change)
}

function changeFor(record: SealedRecord, result: PushResult, now: number): Partial<SealedRecord> {
  const { status } = result
  const isOurs = result.digest === record.digest
  if ((status === 'stored' || status === 'duplicate') && isOurs) {
    const received_at = result.received_at ?? new Date(now).toISOString()
    return { state: 'stored', receipt: { seq: result.seq ?? null, received_at }, problem: null }
  }
  if (status === 'parked' || status === 'conflict' || status === 'rejected') {
    return { state: 'attention', problem: problemOf(status, result.problem ?? {}) }
  }
  return later(record, now, result.retry_after ?? null)
}

function problemOf(status: Problem['status'], told: Record<string, unknown>): Problem {
  const code = typeof told.type === 'string' ? told.type.split('/').at(-1) : undefined
  const detail = typeof told.detail === 'string' ? told.detail : ''
  return { status, code: code ?? status, detail }
}

async function postpone(batch: Sealed[], now: number, after_s: number | null): Promise<void> {
  await db.transaction('rw', db.sealed, async () => {
    for (const { record } of batch) await db.sealed.update(record.id, later(record, now, after_s))
  })
}

function later(record: SealedRecord, now: number, after_s: number | null): Partial<SealedRecord> {
  const wait_ms = after_s === null ? backOff(record.attempt_count) : after_s * 1000
  return { attempt_count: record.attempt_count + 1, next_attempt_at: now + wait_ms }
}

const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 5 * 60_000

/** Twice as long each time, up to five minutes, and never the same on two phones. */
export function backOff(attempt_count: number, random = Math.random): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt_count)
  return longest / 2 + (longest / 2) * random()
}
