// The pack that the map and the round work from: places, lines, and when each was last visited.

import type { Feature, Geometry } from 'geojson'
import type { Me } from '../auth/session'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import type { PhoneStretch, PhoneTarget } from '../targets/phoneTarget'
import { dayOf } from '../words/times'
import { askIfChanged, forgetTags, noteTags, type Changed } from './changed'
import { ask, NoAnswer } from './http'

type Told = Omit<PhoneTarget, 'id' | 'geometry' | 'last_visited_on'>
interface Places {
  features: Feature<Geometry, Told>[]
  next: string | null
}
interface Visits {
  items: { id: string; last_visited_on: string | null; stretches?: PhoneStretch[] }[]
}
interface Part {
  township: string
  places: Changed<Places>
  visits: Changed<Visits>
  paths: { places: string; visits: string }
}

const PACKED_FOR = 'packed-for'
const PACKED_AT = 'packed-at'

/** When the last visits were last told; own records from before are in them. Null for never. */
export const packedAt = async () => (await recall<number>(PACKED_AT)) ?? null

/** A district's whole staff may be one user's townships; a phone takes home what one can ride. */
const MOST_TOWNSHIPS = 8

/** For another user, or for other townships, everything is asked for whole again. */
export async function beginPack(me: Me): Promise<void> {
  const who = `${me.username} ${me.townships.join()}`
  if ((await recall(PACKED_FOR)) === who) return
  await db.transaction('rw', db.kept, db.targets, async () => {
    await forgetTags()
    await db.targets.clear()
    await keep(PACKED_AT, null)
    await keep(PACKED_FOR, who)
  })
}

/** Fetches what changed of the user's townships; unless all of it came the pack stays as it is. */
export async function pullPack(me: Me): Promise<boolean> {
  const askedAt = Date.now()
  const parts: Part[] = []
  for (const township of me.townships.slice(0, MOST_TOWNSHIPS))
    parts.push(await askFor(township, dayOf(askedAt)))
  const came = parts.every(({ places, visits }) => places.is !== 'failed' && visits.is !== 'failed')
  if (came && (await recall(PACKED_FOR)) === `${me.username} ${me.townships.join()}`)
    await write(parts, askedAt)
  return came
}

/** A range of a day is enough: last visits are looked for without limit. */
async function askFor(township: string, today: string): Promise<Part> {
  const paths = {
    places: `/targets?township=${township}&limit=1000`,
    visits: `/coverage/${township}/targets?from=${today}&to=${today}`,
  }
  const places = ofList(await askIfChanged<Places>(paths.places), 'features')
  if (places.is === 'new') await addPages(places.body, paths.places)
  const visits = ofList(await askIfChanged<Visits>(paths.visits), 'items')
  return { township, places, visits, paths }
}

/** An answer without its list is none. */
function ofList<T>(told: Changed<T>, list: keyof T): Changed<T> {
  return told.is === 'new' && !Array.isArray(told.body?.[list]) ? { is: 'failed' } : told
}

async function addPages(first: Places, path: string): Promise<void> {
  for (let next = first.next; next;) {
    const { ok, body } = await ask<Places>(`${path}&cursor=${encodeURIComponent(next)}`)
    if (!ok) throw new NoAnswer(`${path} came in part`)
    first.features.push(...body.features)
    next = body.next
  }
}

async function write(parts: Part[], askedAt: number): Promise<void> {
  await db.transaction('rw', db.kept, db.targets, async () => {
    for (const part of parts) {
      await writePlaces(part)
      await writeVisits(part)
    }
    await keep(PACKED_AT, askedAt)
  })
}

async function writePlaces({ township, places, paths }: Part): Promise<void> {
  if (places.is !== 'new') return
  const before = new Map((await db.targets.toArray()).map((row) => [row.id, row]))
  const rows = places.body.features.map((one) => placeOf(one, before.get(String(one.id)), township))
  const there = new Set(rows.map(({ id }) => id))
  for (const row of before.values()) {
    if (there.has(row.id) || !row.passes?.includes(township)) continue
    const passes = row.passes.filter((code) => code !== township)
    if (passes.length > 0) rows.push({ ...row, passes })
    else await db.targets.delete(row.id)
  }
  await db.targets.bulkPut(rows)
  await noteTags({ [paths.places]: places.tag })
}

function placeOf(
  { id, geometry, properties: told }: Feature<Geometry, Told>,
  before: PhoneTarget | undefined,
  township: string,
): PhoneTarget {
  const passes = [...new Set([...(before?.passes ?? []), township])].sort()
  return {
    id: String(id),
    layer: told.layer,
    name: told.name,
    code: told.code,
    township: told.township,
    geometry,
    interval_days: told.interval_days,
    radius_m: told.radius_m,
    chainage_start_m: told.chainage_start_m,
    status: told.status,
    status_until_on: told.status_until_on,
    approximate: told.approximate,
    last_visited_on: before?.last_visited_on ?? null,
    passes,
    ...(before?.stretches && { stretches: before.stretches }),
  }
}

async function writeVisits({ township, visits, paths }: Part): Promise<void> {
  if (visits.is !== 'new') return
  for (const { id, last_visited_on, stretches } of visits.body.items) {
    const row = await db.targets.get(id)
    if (!row) continue
    if (stretches) await db.targets.update(id, ofLine(row, township, last_visited_on, stretches))
    else await db.targets.update(id, { last_visited_on })
  }
  await noteTags({ [paths.visits]: visits.tag })
}

/** A line may pass several of the user's townships, which are told one by one. */
function ofLine(row: PhoneTarget, township: string, last: string | null, told: PhoneStretch[]) {
  const elsewhere = (row.stretches ?? []).filter((one) => one.township !== township)
  const here = told.map(({ from_m, to_m, last_visited_on }) => ({
    from_m,
    to_m,
    last_visited_on,
    township,
  }))
  const days = [last, ...elsewhere.map((one) => one.last_visited_on)].filter((day) => day !== null)
  const stretches = [...elsewhere, ...here].sort((a, b) => a.from_m - b.from_m)
  return { stretches, last_visited_on: days.sort().at(-1) ?? null }
}
