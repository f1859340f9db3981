// Fetches the reference lists, and the records of this user that other phones sent.

import { db, type Pulled } from '../db/database'
import { forget, keep, recall } from '../db/kept'
import type { Brief } from '../records/feature'
import { clockFrom } from './clock'
import { ask } from './http'

/** The reference lists as they lie on the phone: only what a form needs. */
export interface Township {
  code: string
  name: string
}
export interface Vehicle {
  id: string
  name: string
  township: string | null
}
export interface Clinic {
  id: string
  name: string
  township: string | null
}

type Row = Record<string, unknown>
interface Page {
  items?: Row[]
  features?: { id?: unknown; properties?: Row }[]
  next?: string | null
}

/** Fetches every reference list; a list that didn't come whole leaves the cached one alone. */
export async function pullReference(): Promise<void> {
  await refresh('townships', '/townships', toTownship)
  await refresh('vehicles', '/vehicles', toPlace)
  await refresh('clinics', '/targets?layer=clinic', toPlace)
}

async function refresh(name: string, path: string, read: (row: Row) => object | null) {
  const rows = await allRows(path)
  if (rows === null) return
  const entries = rows.map(read).filter((entry) => entry !== null)
  if (entries.length === rows.length) await keep(name, entries)
}

async function allRows(path: string): Promise<Row[] | null> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const { ok, body }: { ok: boolean; body: Page } = await ask<Page>(paged(path, cursor))
    const page = ok ? rowsOf(body) : null
    if (page === null) return null
    rows.push(...page)
    cursor = body.next ?? null
  } while (cursor)
  return rows
}

function paged(path: string, cursor: string | null): string {
  const query = `limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
  return `${path}${path.includes('?') ? '&' : '?'}${query}`
}

function rowsOf(page: Page): Row[] | null {
  if (Array.isArray(page?.items)) return page.items
  if (!Array.isArray(page?.features)) return null
  return page.features.map((feature) => ({ ...feature.properties, id: feature.id }))
}

function toTownship({ code, name }: Row): Township | null {
  return typeof code === 'string' && typeof name === 'string' ? { code, name } : null
}

function toPlace({ id, name, township }: Row): Vehicle | Clinic | null {
  if (typeof id !== 'string' || typeof name !== 'string') return null
  return { id, name, township: typeof township === 'string' ? township : null }
}

export async function greet(now = Date.now): Promise<'welcome' | 'signed-out'> {
  const sentAt = now()
  const { status, body } = await ask<{ server_time?: string }>('/sync/hello')
  const clock = clockFrom(body?.server_time, sentAt, now())
  if (clock) await keep('clock', clock)
  return status === 401 ? 'signed-out' : 'welcome'
}

type PulledProperties = Omit<Pulled, 'id' | 'brief'> & { data: Row }

interface PullAnswer {
  features: { id: string; properties: PulledProperties }[]
  tombstones?: (string | { id: string })[]
  next: string | null
  more: boolean
}

const PAGE = 500

/** Fetches this user's records that are new since the last pull. */
export async function pullRecords(): Promise<void> {
  let more = true
  while (more) {
    const cursor = await recall<string>('pull-cursor')
    const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { status, ok, body } = await ask<PullAnswer>(`/sync/pull?limit=${PAGE}${query}`)
    if (status === 409) await startAgain()
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
  const gone = tombstones.map((stone) => (typeof stone === 'string' ? stone : stone.id))
  const shown = features.filter((feature) => feature.properties.kind !== 'track_segment')
  await db.transaction('rw', db.pulled, db.kept, async () => {
    await db.pulled.bulkPut(shown.map(toPulled))
    await db.pulled.bulkDelete(gone)
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
