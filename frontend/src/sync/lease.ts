// One sender across all tabs: a Web Lock, or a lease in the database where there are none.

import { db } from '../db/database'
import { uuidv7 } from '../records/uuidv7'

interface Lease {
  tab: string
  until: number
}

/** Longer than a background tab's slowest timer, which rings once a minute. */
export const LEASE_MS = 90_000
const RENEW_MS = 20_000
let tab = ''
let isLeased = false

/** Runs `work` unless another tab is at it; tells whether it ran. */
export async function alone(work: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks
  if (!locks) return leased(work)
  return locks.request('xunhu-sync', { ifAvailable: true }, async (lock) => {
    if (lock) await work()
    return lock !== null
  })
}

async function leased(work: () => Promise<void>): Promise<boolean> {
  tab ||= uuidv7()
  if (!(await take())) return false
  isLeased = true
  const renewal = setInterval(() => void take(), RENEW_MS)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    isLeased = false
    await letGo()
  }
  return true
}

/** Whether no other tab has taken the lease since; always so under a Web Lock. */
export async function holdsLease(): Promise<boolean> {
  return !isLeased || (await take())
}

/** Takes or renews it. A lease that ends later than any can was written by another clock. */
async function take(now = Date.now()): Promise<boolean> {
  return db.transaction('rw', db.kept, async () => {
    const lease = (await db.kept.get('lease'))?.value as Lease | undefined
    const isOthers = lease !== undefined && lease.tab !== tab
    if (isOthers && lease.until > now && lease.until <= now + LEASE_MS) return false
    await db.kept.put({ name: 'lease', value: { tab, until: now + LEASE_MS } })
    return true
  })
}

async function letGo(): Promise<void> {
  await db.transaction('rw', db.kept, async () => {
    const lease = (await db.kept.get('lease'))?.value as Lease | undefined
    if (lease?.tab === tab) await db.kept.delete('lease')
  })
}
