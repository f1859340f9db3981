// Whom a round belongs to: its requests go out under one user's cookie, or not at all.

import { db } from '../db/database'
import { holdsLease } from './lease'

/** Somebody signed in or out, or another tab took over: this round sends nothing more. */
export class Interrupted extends Error {}

const SIGNING_MS = 60_000
let owner: string | null = null

export function beginRound(username: string): void {
  owner = username
}

/** Asked before each request of a round; throws Interrupted. */
export async function goOn(): Promise<void> {
  if (!(await isStillOwn()) || !(await holdsLease())) throw new Interrupted()
}

/** Whether the round's user is signed in and nobody is about to sign in or out. */
export async function isStillOwn(): Promise<boolean> {
  const [me, signing] = await db.kept.bulkGet(['me', 'signing'])
  const username = (me?.value as { username: string } | undefined)?.username
  return (username ?? null) === owner && !isRecent(signing?.value, Date.now())
}

/** Told before the cookie changes; a page that dies meanwhile is forgotten after a minute. */
export async function signing(isUnderWay: boolean): Promise<void> {
  if (isUnderWay) await db.kept.put({ name: 'signing', value: Date.now() })
  else await db.kept.delete('signing')
}

function isRecent(since: unknown, now: number): boolean {
  return typeof since === 'number' && Math.abs(now - since) < SIGNING_MS
}
