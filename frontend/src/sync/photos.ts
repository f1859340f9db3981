// Sends the photos of records that the server has: smallest first, one at a time.

import { db } from '../db/database'
import { ownWaiting } from '../records/outbox'
import { digestOf, type Photo } from '../records/seal'
import { askedWait, backOff, isDue } from './backoff'
import { ask, type Answer } from './http'
import { smallestFirst, waitAgainAfterRestore, wakeDiscarded } from './photoQueue'
import type { PushOutcome } from './push'
import { isRevoked } from './revoked'
import { goOn } from './round'
import { knownEpoch } from './standing'

/** 300 KB on a slow uplink take longer than any record. */
export const PHOTO_PATIENCE_MS = 120_000
/** A refusal that may pass (not seen yet, cut short on its way) is tried again so often. */
export const MOST_TRIES = 5

interface PutAnswer {
  sha256?: string
  seq?: number
  received_at?: string
  type?: string
  detail?: string
}

/**
 * Sends what is due until nothing is, or until a record is: records never wait for photos.
 * Throws NoAnswer, or Interrupted when the round isn't this user's any more.
 */
export async function sendPhotos(now = Date.now): Promise<PushOutcome> {
  const epoch = await knownEpoch()
  if (epoch === undefined) return 'nothing'
  await waitAgainAfterRestore(epoch)
  await wakeDiscarded()
  let outcome: PushOutcome = 'nothing'
  for (const { id, next_attempt_at } of await smallestFirst(epoch)) {
    const photo = isDue(next_attempt_at, now()) ? await db.photos.get(id) : undefined
    if (photo?.state !== 'waiting') continue
    outcome = await sendOne(photo, epoch, now)
    if (outcome !== 'sent' || (await isRecordDue(now()))) return outcome
  }
  return outcome
}

async function isRecordDue(now: number): Promise<boolean> {
  const own = await ownWaiting()
  return (await own.filter((record) => isDue(record.next_attempt_at, now)).count()) > 0
}

async function sendOne(photo: Photo, epoch: string, now: () => number): Promise<PushOutcome> {
  if ((await digestOf(photo.bytes)) !== `sha256:${photo.sha256}`) {
    await settle(photo, epoch, { state: 'attention', problem: { code: 'damaged', detail: '' } })
    return 'sent'
  }
  await goOn()
  const answer = await put(photo).catch(async (error: unknown) => {
    // A line that takes records but no photos must not end every round before the pull.
    await settle(photo, epoch, later(photo, now(), null))
    throw error
  })
  if (answer.status === 401) return isRevoked(answer.body) ? 'revoked' : 'signed-out'
  await settle(photo, epoch, changeFor(photo, answer, epoch, now()))
  if (answer.status === 429) return 'busy'
  return isTroubled(answer.status) ? 'refused' : 'sent'
}

/** An answer may come late: it says nothing of what was settled, or restored, meanwhile. */
async function settle({ id }: Photo, epoch: string, change: Partial<Photo>): Promise<void> {
  await db.transaction('rw', db.photos, db.kept, async () => {
    const isCurrent = (await knownEpoch()) === epoch
    const isWaiting = (await db.photos.get(id))?.state === 'waiting'
    if (isCurrent && isWaiting) await db.photos.update(id, change)
  })
}

async function put({ record, slot, bytes, sha256, media_type }: Photo): Promise<Answer<PutAnswer>> {
  const headers = { 'Content-Type': media_type, 'Content-Digest': contentDigest(sha256) }
  const init = { method: 'PUT', headers, body: bytes }
  return ask<PutAnswer>(`/attachments/${record}/${slot}`, init, PHOTO_PATIENCE_MS)
}

/** RFC 9530, from the hex of a SHA-256. */
function contentDigest(sha256: string): string {
  const bytes = sha256.match(/../g)!.map((pair) => Number.parseInt(pair, 16))
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`
}

function changeFor(photo: Photo, answer: Answer<PutAnswer>, epoch: string, now: number) {
  const { status, ok, body, retry_after_s } = answer
  if (ok && body?.sha256 === photo.sha256 && typeof body.seq === 'number') {
    const received_at = body.received_at ?? new Date(now).toISOString()
    return received({ seq: body.seq, epoch, received_at })
  }
  return ok || isTroubled(status) ? later(photo, now, retry_after_s) : refused(photo, answer, now)
}

function received(receipt: Photo['receipt']): Partial<Photo> {
  return { state: 'stored', receipt, problem: null }
}

/** Trouble of the server or of the network, whatever the photo. */
function isTroubled(status: number): boolean {
  return status >= 500 || status === 408 || status === 429
}

/** Only the same refusal again and again counts: what else went wrong was not the photo's fault. */
function refused(photo: Photo, { status, body }: Answer<PutAnswer>, now: number): Partial<Photo> {
  const code = body?.type?.split('/').at(-1) ?? String(status)
  const problem = { code, detail: body?.detail ?? '' }
  const attempt_count = photo.problem?.code === code ? photo.attempt_count + 1 : 1
  const isHopeless = status === 413 || status === 415 || code === 'bad-image'
  const isTriedOut = attempt_count >= MOST_TRIES
  if (isHopeless || isTriedOut) return { state: 'attention', problem, attempt_count }
  return { problem, attempt_count, next_attempt_at: now + backOff(attempt_count) }
}

function later(photo: Photo, now: number, after_s: number | null): Partial<Photo> {
  const wait_ms = after_s === null ? backOff(photo.attempt_count) : askedWait(after_s)
  const attempt_count = photo.attempt_count + 1
  return { problem: null, attempt_count, next_attempt_at: now + wait_ms }
}
