import type { Fix } from '../gps/fix'
import type { Tally } from '../gps/distance'
import type { Interruption } from '../gps/interruptions'
import { instant, type Draft, type Position, type RecordGeometry } from '../records/feature'
import { maskPersonalData } from '../records/personalData'
import type { Stay } from './stay'

export const purposes = [
  'routine',
  'railway',
  'school',
  'night',
  'fire_drought',
  'campaign',
  'other',
] as const
export type Purpose = (typeof purposes)[number]

/** What is chosen before a patrol starts. */
export interface Setting {
  township: string
  vehicle: string | null
  campaign: string | null
  crew_count: number
  purpose: Purpose
}

/** A patrol on this phone. `ended` waits for its closing words; `closed` is sealed. */
export interface Patrol extends Setting {
  id: string
  author: string
  started_at: number
  ended_at: number | null
  state: 'running' | 'ended' | 'closed'
  paused: boolean
  part_count: number
  fix_count: number
  tally: Tally
  last_fix: Fix | null
  /** Where it stands since when; absent in rows of older versions. */
  stay?: Stay | null
  interruptions: Interruption[]
  closing?: ClosingWords
}

/** The closing words as typed so far; kept until the patrol is closed. */
export interface ClosingWords {
  odometer: string
  note: string
}

/** Fixes that aren't sealed yet, in the order they came; the last chunk is still open. */
export interface FixChunk {
  patrol: string
  n: number
  fixes: Fix[]
}

/** Few: with each fix the open chunk is written anew, and its old copy into the browser's log. */
export const CHUNK_FIXES = 10
export const MAX_SEGMENT_FIXES = 500
const LEAST_FIXES = 60
const SEGMENT_FIXES = 300
const SEGMENT_MS = 5 * 60_000
const GAP_MS = 60_000

/** Whether these fixes make a segment of their own now that `next` has come. */
export function segmentIsFull(fixes: Fix[], next: Fix): boolean {
  const first = fixes[0]
  const last = fixes.at(-1)
  if (!first || !last) return false
  if (fixes.length >= SEGMENT_FIXES || next.at - last.at > GAP_MS) return true
  return fixes.length >= LEAST_FIXES && next.at - first.at >= SEGMENT_MS
}

const positionOf = (fix: Fix): Position => [fix.lon, fix.lat]

const pointAt = (fix: Fix | null): RecordGeometry =>
  fix && { type: 'Point', coordinates: positionOf(fix) }

const recordOf = (patrol: Patrol) => ({ township: patrol.township, author: patrol.author })

export function patrolDraft(patrol: Patrol): Draft {
  return {
    ...recordOf(patrol),
    id: patrol.id,
    kind: 'patrol',
    occurred_at: instant(patrol.started_at),
    geometry: null,
    refs: {
      ...(patrol.vehicle && { vehicle: patrol.vehicle }),
      ...(patrol.purpose === 'campaign' && patrol.campaign && { campaign: patrol.campaign }),
    },
    data: { purpose: patrol.purpose, crew_count: patrol.crew_count },
    brief: { choice: patrol.purpose },
  }
}

/** A segment of at least one fix; a lone fix is a Point. */
export function segmentDraft(id: string, patrol: Patrol, part: number, fixes: Fix[]): Draft {
  const first = fixes[0]!
  return {
    ...recordOf(patrol),
    id,
    kind: 'track_segment',
    occurred_at: instant(first.at),
    geometry:
      fixes.length === 1
        ? pointAt(first)
        : { type: 'LineString', coordinates: fixes.map(positionOf) },
    refs: { patrol: patrol.id },
    data: {
      part,
      source: 'phone',
      times: fixes.map((fix) => fix.at),
      accuracy_m: fixes.map((fix) => fix.accuracy_m),
    },
  }
}

/** What may be added when a patrol is closed. */
export interface Closing {
  end_odometer_km: number | null
  note: string
}

const MOST_INTERRUPTIONS = 1000

/** As many as fit in a record, in order of time; a GPS that stutters all day has more. */
function longest(interruptions: Interruption[]): Interruption[] {
  const lengths = interruptions.map(({ from, to }) => to - from).sort((a, b) => b - a)
  const shortest = lengths[MOST_INTERRUPTIONS - 1] ?? 0
  return interruptions.filter(({ from, to }) => to - from >= shortest).slice(0, MOST_INTERRUPTIONS)
}

/** An end as a record; whatever personal number is left in its note is masked. */
export function patrolEndDraft(id: string, patrol: Patrol, closing: Closing): Draft {
  const ended_at = instant(patrol.ended_at ?? patrol.started_at)
  const note = maskPersonalData(closing.note.trim())
  return {
    ...recordOf(patrol),
    id,
    kind: 'patrol_end',
    occurred_at: ended_at,
    geometry: pointAt(patrol.last_fix),
    refs: { patrol: patrol.id },
    data: {
      ended_at,
      part_count: patrol.part_count,
      ...(patrol.interruptions.length > 0 && {
        interruptions: longest(patrol.interruptions).map(({ from, to, reason }) => ({
          from: instant(from),
          to: instant(to),
          reason,
        })),
      }),
      ...(closing.end_odometer_km !== null && { end_odometer_km: closing.end_odometer_km }),
      ...(note && { note }),
    },
  }
}
