// The lists that forms choose from: fetched whole, kept for a day without a network.

import { signedInAs, type Me } from '../auth/session'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import { askIfChanged, noteTags } from './changed'
import { ask } from './http'
import { outlinesAround } from './outlines'
import { beginPack, pullPack } from './pack'
import { pullUnderlay } from './underlay'

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
export type Clinic = Vehicle
export interface Campaign {
  id: string
  name: string
}

type Row = Record<string, unknown>
interface Page {
  items?: Row[]
  features?: { id?: unknown; geometry?: unknown; properties?: Row }[]
  next?: string | null
}

const PREPARED = 'prepared-for'

/** Fetches what changed of every list; one that didn't come whole leaves the cached one alone. */
export async function pullReference(me: Me): Promise<void> {
  await beginPack(me)
  const outlines = (rows: Row[]) => ({ outlines: outlinesAround(rows, me.townships) })
  const cameWhole = [
    await refresh('townships', '/townships', toTownship, outlines),
    await refresh('vehicles', '/vehicles', toPlace),
    await refresh('campaigns', '/campaigns', toPlace),
    await refresh('clinics', '/targets?layer=clinic', toPlace),
  ]
  if (cameWhole.every(Boolean)) await keep(PREPARED, await signedInAs())
  await pullPack(me)
  await pullUnderlay()
}

/** Whether every list has come for the signed-in user: now a form works without a network. */
export async function isPrepared(): Promise<boolean> {
  return (await recall(PREPARED)) === (await signedInAs())
}

/** `also`: what else is kept of the same rows, by its name. */
async function refresh(
  name: string,
  path: string,
  read: (row: Row) => object | null,
  also: (rows: Row[]) => Record<string, unknown> = () => ({}),
): Promise<boolean> {
  const first = await askIfChanged<Page>(paged(path, null))
  if (first.is !== 'new') return first.is === 'same'
  const rows = await allRows(path, first.body)
  const entries = rows?.map(read).filter((entry) => entry !== null)
  if (!rows || !entries || entries.length < rows.length) return false
  await db.transaction('rw', db.kept, async () => {
    for (const [each, value] of Object.entries({ [name]: entries, ...also(rows) }))
      await keep(each, value)
    await noteTags({ [paged(path, null)]: first.tag })
  })
  return true
}

async function allRows(path: string, first: Page): Promise<Row[] | null> {
  const rows = rowsOf(first)
  for (let cursor = first?.next ?? null; rows && cursor;) {
    const { ok, body }: { ok: boolean; body: Page } = await ask<Page>(paged(path, cursor))
    const page = ok ? rowsOf(body) : null
    if (page === null) return null
    rows.push(...page)
    cursor = body.next ?? null
  }
  return rows
}

function paged(path: string, cursor: string | null): string {
  const query = `limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
  return `${path}${path.includes('?') ? '&' : '?'}${query}`
}

function rowsOf(page: Page): Row[] | null {
  if (Array.isArray(page?.items)) return page.items
  if (!Array.isArray(page?.features)) return null
  return page.features.map(({ id, geometry, properties }) => ({ ...properties, id, geometry }))
}

function toTownship({ code, name }: Row): Township | null {
  return typeof code === 'string' && typeof name === 'string' ? { code, name } : null
}

function toPlace({ id, name, township }: Row): Vehicle | null {
  if (typeof id !== 'string' || typeof name !== 'string') return null
  return { id, name, township: typeof township === 'string' ? township : null }
}
