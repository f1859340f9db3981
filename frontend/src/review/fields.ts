// The fields of records (contract section 4), as somebody at the desk may set them right.

import { nameOf, stepsOf } from '../records/pointer'

export type Entry =
  | { look: 'text'; most: number; long?: boolean }
  | { look: 'texts' }
  | { look: 'number'; least: number; most: number; whole: boolean }
  | { look: 'choice' | 'choices'; words: string }
  | { look: 'moment' }
  | { look: 'day' }
  | { look: 'township' }
  | { look: 'user' }
  | { look: 'clinic' }
  | { look: 'reference' }

export interface Field {
  entry: Entry
  /** A record does without it. */
  optional: boolean
}

const needed = (entry: Entry): Field => ({ entry, optional: false })
const spare = (entry: Entry): Field => ({ entry, optional: true })
const text = (most: number, long = false): Entry => ({ look: 'text', most, long })
const count = (least: number, most: number): Entry => ({ look: 'number', least, most, whole: true })
const amount = (most: number): Entry => ({ look: 'number', least: 0, most, whole: false })
const choice = (words: string): Entry => ({ look: 'choice', words })
const MANY = 1_000_000

/** By name; `words` are where the language files have the values of an enumeration. */
const FIELDS: Record<string, Field> = {
  schema: needed(count(1, 1)),
  township: needed({ look: 'township' }),
  author: needed({ look: 'user' }),
  occurred_at: needed({ look: 'moment' }),
  ended_at: needed({ look: 'moment' }),
  from: needed({ look: 'moment' }),
  to: needed({ look: 'moment' }),
  due_on: spare({ look: 'day' }),
  purpose: needed(choice('patrol.purposes')),
  crew_count: needed(count(1, 100)),
  start_battery_pct: spare(amount(100)),
  end_battery_pct: spare(amount(100)),
  start_odometer_km: spare(amount(10_000_000)),
  end_odometer_km: spare(amount(10_000_000)),
  part: needed(count(0, MANY)),
  part_count: needed(count(0, MANY)),
  source: spare(choice('review.sources')),
  method: needed(choice('review.methods')),
  category: needed(choice('review.categories')),
  severity: needed(choice('review.severities')),
  description: needed(text(1000, true)),
  action: needed(choice('review.actions')),
  responsible_unit: spare(text(120)),
  activity: needed(choice('outreach.activities')),
  venue: needed(text(120)),
  audience: needed({ look: 'choices', words: 'outreach.audiences' }),
  reached_count: needed(count(0, MANY)),
  materials_count: spare(count(0, MANY)),
  staff_count: needed(count(0, 1000)),
  partners: spare({ look: 'texts' }),
  topic: needed(choice('clinic.topics')),
  outcome: needed(choice('clinic.outcomes')),
  minutes: needed(count(0, 1440)),
  age_band: spare(choice('clinic.ageBands')),
  note: spare(text(500, true)),
  reason: needed(text(500, true)),
  record: needed({ look: 'reference' }),
  hazard: needed({ look: 'reference' }),
  clinic: needed({ look: 'clinic' }),
}

/** Where a field stands among the others of its record; what is unknown comes last. */
export function rankOf(name: string): number {
  const rank = Object.keys(FIELDS).indexOf(name)
  return rank < 0 ? Infinity : rank
}

const INTERRUPTION = needed(choice('patrol.ride.reasons'))
const NEEDS_TARGET = ['check_in']
const NEEDS_PATROL = ['track_segment', 'patrol_end']
const NO_WHOLE_FIELD = ['consultations', 'interruptions', 'changes']

/** What stands at this place of a record of this kind; null where nothing is known. */
export function fieldAt(pointer: string, kind: string | null): Field | null {
  const steps = stepsOf(pointer)
  const name = nameOf(pointer)
  if (steps.includes('changes') || NO_WHOLE_FIELD.includes(name)) return null
  if (steps.includes('refs') && !Object.hasOwn(FIELDS, name)) return reference(name, kind)
  if (name === 'reason' && steps.includes('interruptions')) return INTERRUPTION
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name]! : null
  return field && steps.at(-1) !== name ? oneOf(field) : field
}

function reference(name: string, kind: string | null): Field {
  const kinds = name === 'target' ? NEEDS_TARGET : name === 'patrol' ? NEEDS_PATROL : []
  return { entry: { look: 'reference' }, optional: !kinds.includes(kind ?? '') }
}

/** An entry of a list. */
function oneOf({ entry }: Field): Field | null {
  if (entry.look === 'choices') return needed(choice(entry.words))
  return entry.look === 'texts' ? needed(text(120)) : null
}
