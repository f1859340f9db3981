// What an answer to a push means for each of its records.

import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import type { Problem, Sealed, SealedRecord } from '../records/seal'
import { askedWait, backOff, slowBackOff } from './backoff'
import type { PushResult } from './push'

interface Results {
  epoch: string
  results: PushResult[]
}

/** One transaction for a whole answer; a record without a result to believe is sent again later. */
export async function settle(batch: Sealed[], answer: Results, now: number): Promise<void> {
  const sender = await signedInAs()
  await db.transaction('rw', db.sealed, db.payloads, db.photos, async () => {
    for (const [n, { record }] of batch.entries()) {
      const result = believed(record, n, answer.results)
      if (result?.status === 'erased') await forgetRecord(record.id)
      else if (await isNews(record.id, result)) {
        await db.sealed.update(record.id, changeFor(record, result, { ...answer, now, sender }))
      }
    }
  })
}

/** An answer may come late: what was settled meanwhile only a receipt can change. */
async function isNews(id: string, result: PushResult | null): Promise<boolean> {
  const isReceipt = result?.status === 'stored' || result?.status === 'duplicate'
  return isReceipt || (await db.sealed.get(id))?.state === 'waiting'
}

export async function forgetRecord(id: string): Promise<void> {
  await db.payloads.delete(id)
  await db.photos.where('record').equals(id).delete()
  await db.sealed.delete(id)
}

/** The one result for this place, if it is about exactly these bytes. */
function believed(record: SealedRecord, n: number, results: PushResult[]): PushResult | null {
  const here = results.filter((one) => one?.n === n)
  const [result] = here
  if (here.length !== 1 || result === undefined || result.digest !== record.digest) return null
  const isUnnamed = result.id === null && result.status === 'rejected'
  return result.id === record.id || isUnnamed ? result : null
}

interface Heard {
  epoch: string
  now: number
  sender: string
}

function changeFor(record: SealedRecord, result: PushResult | null, heard: Heard) {
  const settled = { ...BEHIND, ...receivedAs(result, heard) }
  switch (result?.status) {
    case 'stored':
    case 'duplicate':
      return settled
    case 'parked':
      return record.author === heard.sender ? settled : backToAuthor(heard.now)
    case 'conflict':
    case 'rejected':
      return settled
    default:
      return later(record, heard.now, result?.retry_after ?? null)
  }
}

/** A record whose push was answered at last. */
const BEHIND = { slow: false, refused_count: 0 }

function receivedAs(result: PushResult | null, { epoch, now }: Heard): Partial<SealedRecord> {
  if (result === null) return {}
  const { status, seq, received_at } = result
  if (status === 'stored' || status === 'duplicate') {
    const at = received_at ?? new Date(now).toISOString()
    return { state: 'stored', receipt: { seq: seq ?? null, received_at: at, epoch }, problem: null }
  }
  const told = problemOf(status as Problem['status'], result.problem ?? {})
  return { state: 'attention', problem: { ...told, epoch } }
}

/**
 * What is parked may be so only because of the colleague who sent it, and a colleague's screen is
 * no place for it. It waits for its author, who sends it once more: the server either takes it, or
 * parks the same bytes again, and then the author sees why. Nothing is lost either way: the phone
 * keeps the bytes, and so does the server.
 */
function backToAuthor(now: number): Partial<SealedRecord> {
  return { state: 'waiting', lent_to: null, attempt_count: 0, next_attempt_at: now }
}

export function problemOf(status: Problem['status'], told: Record<string, unknown>): Problem {
  const code = typeof told.type === 'string' ? told.type.split('/').at(-1) : undefined
  const detail = typeof told.detail === 'string' ? told.detail : ''
  return { status, code: code ?? status, detail }
}

function later(record: SealedRecord, now: number, after_s: number | null): Partial<SealedRecord> {
  const wait_ms = after_s === null ? backOff(record.attempt_count) : askedWait(after_s)
  return { attempt_count: record.attempt_count + 1, next_attempt_at: now + wait_ms }
}

/** The envelope was refused: all of it waits, and is due again together. */
export async function refusedTogether(batch: Sealed[], now: number): Promise<void> {
  const count = 1 + Math.max(...batch.map(({ record }) => record.refused_count ?? 0))
  const next_attempt_at = now + backOff(count)
  await changeAll(batch, () => ({ refused_count: count, next_attempt_at }))
}

/** Without an answer it stays due, behind the others: what hangs a server must not block them. */
export async function moveBack(batch: Sealed[], now: number): Promise<void> {
  await changeAll(batch, () => ({ next_attempt_at: now }))
}

/** Puts a record that spoils a push by itself aside, for longer each time. */
export async function setAside({ record }: Sealed, now: number): Promise<void> {
  const { id, slow = false, attempt_count } = record
  const count = slow ? attempt_count + 1 : 0
  const next_attempt_at = now + slowBackOff(count)
  await db.sealed.update(id, { slow: true, attempt_count: count, next_attempt_at })
}

async function changeAll(batch: Sealed[], change: () => Partial<SealedRecord>): Promise<void> {
  await db.transaction('rw', db.sealed, async () => {
    for (const { record } of batch) {
      await db.sealed
        .where('id')
        .equals(record.id)
        .and(({ state }) => state === 'waiting')
        .modify(change())
    }
  })
}
