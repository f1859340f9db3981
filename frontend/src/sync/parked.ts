// For those who don't pull: what became of their own parked records, asked for one by one.

import type { components } from '../api/schema'
import { signedInAs } from '../auth/session'
import { db } from '../db/database'
import { applyDecisions, type Decision } from './decisions'
import { ask } from './http'
import { goOn, isStillOwn } from './round'
import { knownEpoch } from './standing'

type Parked = components['schemas']['Parked']

/** Throws NoAnswer. What the server doesn't tell them, such as what was erased, verify finds out. */
export async function hearOfDecisions(): Promise<void> {
  const epoch = (await knownEpoch()) ?? '' // of no known epoch: verified once there is one
  for (const id of await ownParked()) {
    await goOn()
    const { ok, body } = await ask<Parked>(`/parked/${id}`)
    if (ok && isDecided(body)) await writeDown(body, epoch)
  }
}

async function ownParked(): Promise<string[]> {
  const author = await signedInAs()
  const parked = db.sealed
    .where('state')
    .equals('attention')
    .filter((record) => record.author === author && record.problem?.status === 'parked')
  return parked.primaryKeys()
}

function isDecided({ decision }: Parked): boolean {
  return decision === 'accepted' || decision === 'discarded'
}

/** A page of the desk names no receipt: an accepted record is offered once more, and gets it. */
async function writeDown({ id, digest, decision, reason, decided_at }: Parked, epoch: string) {
  const told = { id, digest, decision, reason, decided_at: decided_at ?? '' } as Decision
  await db.transaction('rw', db.kept, db.sealed, db.photos, async () => {
    if (await isStillOwn()) await applyDecisions([told], epoch)
  })
}
