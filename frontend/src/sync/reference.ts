// The lists that forms choose from: fetched whole, kept for a day without a network.

import { signedInAs } from '../auth/session'
import { keep, recall } from '../db/kept'
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
export type Clinic = Vehicle
export interface Campaign {
  id: string
  name: string
}

type Row = Record<string, unknown>
interface Page {
  items?: Row[]
  features?: { id?: unknown; properties?: Row }[]
  next?: string | null
}

const PREPARED = 'prepared-for'

/** Fetches every reference list; a list that didn't come whole leaves the cached one alone. */
export async function pullReference(): Promise<void> {
  const cameWhole = [
    await refresh('townships', '/townships', toTownship),
    await refresh('vehicles', '/vehicles', toPlace),
    await refresh('campaigns', '/campaigns', toPlace),
    await refresh('clinics', '/targets?layer=clinic', toPlace),
  ]
  if (cameWhole.every(Boolean)) await keep(PREPARED, await signedInAs())
}

/** Whether every list has come for the signed-in user: now a form works without a network. */
export async function isPrepared(): Promise<boolean> {
  return (await recall(PREPARED)) === (await signedInAs())
}

async function refresh(name: string, path: string, read: (row: Row) => object | null) {
  const rows = await allRows(path)
  const entries = rows?.map(read).filter((entry) => entry !== null)
  if (!entries || entries.length < rows!.length) return false
  await keep(name, entries)
  return true
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

function toPlace({ id, name, township }: Row): Vehicle | null {
  if (typeof id !== 'string' || typeof name !== 'string') return null
  return { id, name, township: typeof township === 'string' ? township : null }
}
