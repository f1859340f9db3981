// Fetches the records of this user that other phones sent, and what became of parked ones.

import type { components } from '../api/schema'
import { db } from '../db/database'
import { forget, keep, recall } from '../db/kept'
import { gatherHazards } from '../hazards/gather'
import { applyDecisions, type Decision } from './decisions'
import { ask, NoAnswer } from './http'
import { toPulled, type PulledFeature } from './pulled'
import { goOn, isStillOwn } from './round'
import { forgetRecord } from './settle'
import { isStanding, learn } from './standing'

export type PullAnswer = Omit<components['schemas']['Page'], 'features'> & {
  features: PulledFeature[]
  decisions?: Decision[]
}

const PAGE = 500
/** Rows of older versions lack what a record says: they are fetched again, once. */
const SHAPE = 2

/** Fetches this user's records that are new since the last pull; throws NoAnswer. */
export async function pullRecords(): Promise<void> {
  if ((await recall('pulled-shape')) !== SHAPE) await startAgain()
  let more = true
  while (more) {
    await goOn()
    const cursor = await recall<string>('pull-cursor')
    const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { status: code, ok, body } = await ask<PullAnswer>(`/sync/pull?limit=${PAGE}${query}`)
    if (code === 409 && cursor) {
      await startAgain()
      continue
    }
    if (!ok) return
    if (!isStanding(body) || !Array.isArray(body.features)) throw new NoAnswer('no page')
    await learn(body)
    if (!(await take(body, cursor))) return
    more = body.more && body.next !== cursor
  }
  await gatherHazards()
}

/** epoch-changed, scope-changed: pulled copies go, the outbox is never touched. */
async function startAgain(): Promise<void> {
  await db.transaction('rw', db.pulled, db.kept, async () => {
    await db.pulled.clear()
    await forget('pull-cursor')
    await keep('pulled-shape', SHAPE)
  })
}

/** The page and its cursor in one act; false when it is no longer this user's, or came too late. */
async function take(page: PullAnswer, cursor: string | undefined): Promise<boolean> {
  const { features, tombstones = [], decisions = [], next, epoch } = page
  const shown = features.filter((feature) => feature.properties.kind !== 'track_segment')
  const written = [db.pulled, db.kept, db.sealed, db.payloads, db.photos]
  return db.transaction('rw', written, async () => {
    const isNext = (await recall<string>('pull-cursor')) === cursor
    if (!isNext || !(await isStillOwn())) return false
    await db.pulled.bulkPut(shown.map(toPulled))
    await db.pulled.bulkDelete(tombstones)
    await applyDecisions(decisions, epoch)
    for (const id of tombstones) await forgetStored(id)
    if (next) await keep('pull-cursor', next)
    return true
  })
}

/** Erased for privacy: the copy goes as well. One that waits is told so when it is sent. */
async function forgetStored(id: string): Promise<void> {
  const record = await db.sealed.get(id)
  if (record && record.state !== 'waiting') await forgetRecord(id)
}
