// What the server says it has of this user's records, against what this phone knows.

import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import type { SealedRecord } from '../records/seal'
import { NoAnswer } from '../sync/http'
import { takeStock, type Stock } from '../sync/verify'

/** Since the last answers: how many of the user's records the phone and the server have. */
export async function knownStock(): Promise<Stock> {
  const own = await ownRecords()
  return { phone: own.length, server: own.filter(isWithServer).length }
}

export interface Check extends Stock {
  at: number
  /** What the server hasn't got, oldest first. */
  missing: SealedRecord[]
  /** Erased on the server for privacy, and now on this phone as well. */
  erased_count: number
}

/** Asks the server about each record; null without an answer. What it lacks waits to be sent. */
export async function checkStock(now = Date.now): Promise<Check | null> {
  try {
    const { phone, server } = await takeStock()
    const own = await ownRecords()
    const missing = own.filter((record) => !isWithServer(record))
    return { phone: own.length, server, missing, erased_count: phone - own.length, at: now() }
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

async function ownRecords(): Promise<SealedRecord[]> {
  const author = await signedInAs()
  return db.sealed.filter((record) => record.author === author).toArray()
}

function isWithServer({ state, problem }: SealedRecord): boolean {
  return state === 'stored' || state === 'discarded' || problem?.status === 'parked'
}
