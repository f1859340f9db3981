// Fetches the records of this user that other phones sent.

import type { components } from '../api/schema'
import { db, type Pulled } from '../db/database'
import { forget, keep, recall } from '../db/kept'
import type { Brief } from '../records/feature'
import { clockFrom } from './clock'
import { ask } from './http'
import { status } from './status'
import { isOlder } from './version'

type Hello = components['schemas']['Hello']

export async function greet(now = Date.now): Promise<'welcome' | 'signed-out'> {
  const sentAt = now()
  const { status: code, body } = await ask<Partial<Hello>>('/sync/hello')
  const clock = clockFrom(body?.server_time, sentAt, now())
  if (clock) await keep('clock', clock)
  status.outdated = isOlder(__APP_VERSION__, body?.minimum_client ?? '0')
  return code === 401 ? 'signed-out' : 'welcome'
}

type Row = Record<string, unknown>
type PulledProperties = Omit<Pulled, 'id' | 'brief'> & { data: Row }

type PullAnswer = Omit<components['schemas']['Page'], 'features'> & {
  features: { id: string; properties: PulledProperties }[]
}

const PAGE = 500

/** Fetches this user's records that are new since the last pull. */
export async function pullRecords(): Promise<void> {
  let more = true
  while (more) {
    const cursor = await recall<string>('pull-cursor')
    const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { status: code, ok, body } = await ask<PullAnswer>(`/sync/pull?limit=${PAGE}${query}`)
    if (code === 409) await startAgain()
    if (!ok || !Array.isArray(body?.features)) return
    await take(body)
    more = body.more && body.next !== cursor
  }
}

/** epoch-changed, scope-changed: pulled copies go, the outbox is never touched. */
async function startAgain(): Promise<void> {
  await db.transaction('rw', db.pulled, db.kept, async () => {
    await db.pulled.clear()
    await forget('pull-cursor')
  })
}

async function take({ features, tombstones = [], next }: PullAnswer): Promise<void> {
  const shown = features.filter((feature) => feature.properties.kind !== 'track_segment')
  await db.transaction('rw', db.pulled, db.kept, async () => {
    await db.pulled.bulkPut(shown.map(toPulled))
    await db.pulled.bulkDelete(tombstones)
    if (next) await keep('pull-cursor', next)
  })
}

function toPulled({ id, properties }: PullAnswer['features'][number]): Pulled {
  const { kind, township, occurred_at, author, data } = properties
  return { id, kind, township, occurred_at, author, brief: briefOf(data) }
}

/** The few facts of a record that the list shows, whichever kind has them. */
function briefOf({ purpose, activity, venue, reached_count, consultations }: Row): Brief {
  const choice = purpose ?? activity
  const count = Array.isArray(consultations) ? consultations.length : reached_count
  return {
    ...(typeof choice === 'string' && { choice }),
    ...(typeof venue === 'string' && { place: venue }),
    ...(typeof count === 'number' && { count }),
  }
}
