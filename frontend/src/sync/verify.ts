// Asks the server for what it holds: after a restore, and when the user wants to be sure.

import { db } from '../db/database'
import { UNSENT, type Problem, type SealedRecord } from '../records/seal'
import { signedInAs } from '../auth/session'
import { askJson, NoAnswer } from './http'
import { goOn } from './round'
import { forgetRecord, problemOf } from './settle'
import { isStanding, knownEpoch, learn, type Standing } from './standing'

export const MOST_VERIFIED = 500

type Verdict = 'stored' | 'parked' | 'erased' | 'mismatch' | 'unknown'
interface Verified extends Standing {
  results: {
    id: string
    status: Verdict
    seq?: number
    received_at?: string
    problem?: Record<string, unknown>
  }[]
}

/**
 * Verifies everything that was confirmed in another epoch; done when nothing is left, so that it
 * can break off anywhere. Throws NoAnswer.
 */
export async function verifyAfterRestore(): Promise<void> {
  const epoch = await knownEpoch()
  if (epoch !== undefined) await verify(await doubtfulIn(epoch), goOn)
}

/** What was confirmed, but in another epoch: a restored server may not have it. */
export async function doubtfulIn(epoch: string): Promise<SealedRecord[]> {
  const confirmed = db.sealed.where('state').anyOf('stored', 'attention', 'discarded')
  return confirmed.filter((record) => isDoubtful(record, epoch)).toArray()
}

/** Said to be with the server, but not since it began anew; rejected ones never were. */
function isDoubtful({ state, receipt, problem, pruned }: SealedRecord, epoch: string): boolean {
  if (state === 'stored') return !pruned && receipt?.epoch !== epoch
  const isThere = ['parked', 'conflict', 'discarded'].includes(problem?.status ?? '')
  return isThere && !pruned && problem?.epoch !== epoch
}

/** For those who don't pull: whether a supervisor has accepted what was parked. Throws NoAnswer. */
export async function verifyParked(): Promise<void> {
  const parked = await db.sealed
    .where('state')
    .equals('attention')
    .filter(({ problem }) => problem?.status === 'parked')
    .toArray()
  await verify(parked, goOn)
}

export interface Stock {
  phone: number
  server: number
}

/** How many of this user's records the phone knows, and how many of them the server has. */
export async function takeStock(): Promise<Stock> {
  const author = await signedInAs()
  const own = await db.sealed.filter((record) => record.author === author).toArray()
  const server = await verify(own, async () => undefined)
  return { phone: own.length, server }
}

async function verify(records: SealedRecord[], before: () => Promise<void>): Promise<number> {
  let there = 0
  for (let from = 0; from < records.length; from += MOST_VERIFIED) {
    await before()
    const page = records.slice(from, from + MOST_VERIFIED)
    const asked = page.map(({ id, digest }) => ({ id, digest }))
    const { ok, body } = await askJson<Verified>('/sync/verify', { records: asked })
    if (!ok || !isStanding(body) || !isAbout(page, body.results)) throw new NoAnswer('no verdicts')
    await learn(body)
    await apply(page, body)
    there += body.results.filter(({ status }) => status === 'stored' || status === 'parked').length
  }
  return there
}

function isAbout(page: SealedRecord[], results: unknown): boolean {
  if (!Array.isArray(results) || results.length !== page.length) return false
  return page.every(({ id }, n) => (results[n] as { id?: unknown } | null)?.id === id)
}

async function apply(page: SealedRecord[], { epoch, results }: Verified): Promise<void> {
  await db.transaction('rw', db.sealed, db.payloads, db.photos, async () => {
    for (const [n, { id }] of page.entries()) {
      const record = await db.sealed.get(id)
      if (!record || record.state === 'waiting') continue
      const told = results[n]!
      if (told.status === 'erased') await forgetRecord(id)
      else await db.sealed.update(id, changeFor(record, told, epoch))
    }
  })
}

type Told = Verified['results'][number]

function changeFor(record: SealedRecord, told: Told, epoch: string): Partial<SealedRecord> {
  const { state, problem } = record
  const kept = problem && { problem: { ...problem, epoch } }
  switch (told.status) {
    case 'stored':
      return state === 'stored' ? confirmed(told, epoch) : UNSENT
    case 'parked':
      return state === 'stored' ? parked(told, epoch) : { ...kept }
    case 'mismatch':
      return problem?.status === 'conflict' ? { ...kept } : attention('conflict', epoch)
    case 'unknown':
      return problem?.status === 'rejected' || problem?.status === 'missing' ? {} : again(record)
    default:
      return {}
  }
}

/** The receipt as it is now: after a restore the record may have come again, as another number. */
function confirmed({ seq, received_at }: Told, epoch: string): Partial<SealedRecord> {
  if (typeof seq !== 'number' || typeof received_at !== 'string') return UNSENT
  return { receipt: { seq, received_at, epoch } }
}

/** What was pruned can't be sent again: the screen says that it is missing. */
function again({ pruned }: SealedRecord): Partial<SealedRecord> {
  const problem = { status: 'missing', code: 'no-bytes', detail: '' } as const
  return pruned ? { state: 'attention', problem } : UNSENT
}

function parked({ problem = {} }: Told, epoch: string): Partial<SealedRecord> {
  return { state: 'attention', problem: { ...problemOf('parked', problem), epoch } }
}

function attention(status: Problem['status'], epoch: string): Partial<SealedRecord> {
  return { state: 'attention', problem: { status, code: status, detail: '', epoch } }
}
