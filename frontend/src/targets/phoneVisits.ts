// What this phone recorded itself and the server's last visits may not hold yet.

import { db } from '../db/database'
import type { Fix } from '../gps/fix'
import { Pairs } from '../gps/pairs'
import { runsOf } from '../gps/stretches'
import type { RecordFeature } from '../records/feature'
import type { SealedRecord } from '../records/seal'
import { packedAt } from '../sync/pack'
import { dayOf } from '../words/times'
import { standingOf, type OwnDay, type Standing } from './phoneStanding'

const NAMING = ['check_in', 'outreach_event', 'clinic_session']
/** Records of a day before the pack was told may have come after it. */
const MARGIN_MS = 86_400_000
const MOST_DAYS_MS = 14 * 86_400_000

interface RecordedDay {
  on: string
  runs: Fix[][]
  named: Set<string>
}

/** Own days since the pack was told, the patrol that runs now among them. */
export async function ownDays(now: number): Promise<(OwnDay & RecordedDay)[]> {
  const since = Math.max(((await packedAt()) ?? 0) - MARGIN_MS, now - MOST_DAYS_MS)
  const records = await db.sealed.where('sealed_at').aboveOrEqual(since).toArray()
  const counting = records.filter(({ state }) => state === 'waiting' || state === 'stored')
  const days = new Map<string, RecordedDay>()
  const dayAt = (on: string): RecordedDay => {
    const day = days.get(on) ?? { on, runs: [], named: new Set<string>() }
    days.set(on, day)
    return day
  }
  for (const { properties } of await bytesOf(
    counting.filter(({ kind }) => NAMING.includes(kind)),
  )) {
    const named = targetNamed(properties)
    if (named) dayAt(dayOf(Date.parse(properties.occurred_at))).named.add(named)
  }
  for (const fixes of await tracks(counting))
    for (const run of runsOf(fixes))
      splitByDay(run).forEach((part) => dayAt(dayOf(part.at(-1)!.at)).runs.push(part))
  return [...days.values()].map((day) => ({ ...day, pairs: new Pairs(day.runs) }))
}

/** A check-in by hand visits nothing (rule 5). */
function targetNamed({ kind, refs, data }: RecordFeature['properties']): string | undefined {
  if (kind === 'check_in' && (data as { method?: string }).method === 'manual') return undefined
  return kind === 'clinic_session' ? refs.clinic : refs.target
}

async function bytesOf(records: SealedRecord[]): Promise<RecordFeature[]> {
  const payloads = await db.payloads.bulkGet(records.map(({ id }) => id))
  const text = new TextDecoder()
  return payloads.flatMap((one) =>
    one ? [JSON.parse(text.decode(one.bytes)) as RecordFeature] : [],
  )
}

/** The fixes of each own patrol, in order of time: what is sealed, and what isn't yet. */
async function tracks(records: SealedRecord[]): Promise<Fix[][]> {
  const byPatrol = new Map<string, Fix[]>()
  const add = (patrol: string, fixes: Fix[]) =>
    byPatrol.set(patrol, [...(byPatrol.get(patrol) ?? []), ...fixes])
  for (const segment of await bytesOf(records.filter(({ kind }) => kind === 'track_segment')))
    add(segment.properties.refs.patrol ?? '', fixesOf(segment))
  for (const { patrol, fixes } of await db.fixChunks.toArray()) add(patrol, fixes)
  return [...byPatrol.values()].map((fixes) => fixes.sort((a, b) => a.at - b.at))
}

function fixesOf({ geometry, properties }: RecordFeature): Fix[] {
  if (geometry === null) return []
  const places = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates
  const { times = [], accuracy_m = [] } = properties.data as Partial<Columns>
  return places.map(([lon, lat], n) => ({
    lon,
    lat,
    at: times[n]!,
    accuracy_m: accuracy_m[n] ?? null,
  }))
}

interface Columns {
  times: number[]
  accuracy_m: (number | null)[]
}

/** A pair belongs to the day of its later fix, so that a run over midnight shares one. */
function splitByDay(run: Fix[]): Fix[][] {
  const parts: Fix[][] = [[]]
  run.forEach((fix, n) => {
    const before = run[n - 1]
    if (before && dayOf(before.at) !== dayOf(fix.at)) parts.push([before])
    parts.at(-1)!.push(fix)
  })
  return parts
}

/** Every target of these townships, as it stands now. */
export async function standings(townships: string[], now: number): Promise<Standing[]> {
  const [rows, own] = await Promise.all([db.targets.toArray(), ownDays(now)])
  const mine = rows.filter(({ passes = [] }) => passes.some((code) => townships.includes(code)))
  return mine.map((target) => standingOf(target, own, dayOf(now)))
}

/** The joined runs of today, for the map. */
export async function runsOfToday(now: number): Promise<Fix[][]> {
  const today = (await ownDays(now)).find(({ on }) => on === dayOf(now))
  return today?.runs ?? []
}
