// A colleague sends what others left on this phone: they stay the author, the sender is kept beside.

import type { Me, Role } from '../auth/session'
import { recall } from '../db/kept'
import { nameOf } from '../db/names'
import { waiting } from '../records/outbox'
import type { SealedRecord } from '../records/seal'

const ALL: Role[] = ['patrol_officer', 'township_supervisor', 'clinic_volunteer']
const ON_PATROL: Role[] = ['patrol_officer', 'township_supervisor']
const SENDERS: Record<string, Role[]> = {
  outreach_event: ALL,
  clinic_session: ['clinic_volunteer'],
  amendment: ALL,
  void: ALL,
}

/** What one other user of this phone hasn't sent. */
export interface Left {
  author: string
  name: string
  count: number
  /** How many of them the signed-in user may send. */
  sendable_count: number
}

/** The server parks for good what its sender may not push, so that is left to the author. */
export function maySend(me: Me, { kind, township }: SealedRecord): boolean {
  return (SENDERS[kind] ?? ON_PATROL).includes(me.role) && me.townships.includes(township)
}

export async function leftByOthers(): Promise<Left[]> {
  const me = await recall<Me>('me')
  const left = await waiting()
    .filter(({ author, lent_to }) => author !== me?.username && lent_to !== me?.username)
    .toArray()
  const authors = [...new Set(left.map(({ author }) => author))]
  return Promise.all(
    authors.map(async (author) => {
      const theirs = left.filter((record) => record.author === author)
      const sendable = theirs.filter((record) => me && maySend(me, record))
      const name = (await nameOf(author)) ?? author
      return { author, name, count: theirs.length, sendable_count: sendable.length }
    }),
  )
}

/** From now on the signed-in user sends what this author left, as far as they may. */
export async function sendFor(author: string): Promise<void> {
  const me = await recall<Me>('me')
  if (!me) return
  await waiting()
    .filter((record) => record.author === author && maySend(me, record))
    .modify({ lent_to: me.username, next_attempt_at: 0 })
}
