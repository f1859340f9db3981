// How much waits for this user, for the badge in the desk's header.

import { reactive } from 'vue'
import { me } from '../auth/session'
import { decides } from './parts'
import { read } from './store'

const MOST_COUNTED = 20

interface Count {
  n: number
  /** There are more than were counted. */
  more: boolean
}

const NOTHING: Count = { n: 0, more: false }
export const waiting = reactive({ parked: NOTHING, conflicts: NOTHING })

/** Asks anew; what can't be read stays as it was last known. */
export async function countWaiting(): Promise<void> {
  const parked = decides(me.value?.role) ? counted('/parked') : NOTHING
  const asked = await Promise.allSettled([parked, counted('/contradictions')])
  const [first, second] = asked.map((each) => (each.status === 'fulfilled' ? each.value : null))
  if (first) waiting.parked = first
  if (second) waiting.conflicts = second
}

async function counted(path: string): Promise<Count> {
  const page = await read<{ items: unknown[]; next: string | null }>(
    `${path}?limit=${MOST_COUNTED}`,
  )
  return { n: page.items.length, more: page.next !== null }
}

/** "3", or "20+" where not all were counted; empty for nothing. */
export function countText(...counts: Count[]): string {
  const n = counts.reduce((sum, count) => sum + count.n, 0)
  return n === 0 ? '' : `${n}${counts.some(({ more }) => more) ? '+' : ''}`
}
