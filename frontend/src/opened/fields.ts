// What a record of each kind says, and what of it a form of that kind can put right.

import { actions, categories, severities } from '../hazards/hazard'
import { activities, audiences } from '../outreach/outreach'
import { purposes } from '../patrols/patrol'

export type Look =
  | { look: 'choice' | 'choices'; words: string; values: readonly string[] }
  | { look: 'count'; least: number; most: number; jumps?: number[] }
  | { look: 'text'; most: number; long?: boolean }
  | { look: 'texts' | 'moment' | 'day' | 'consultations' | 'clinic' | 'venue' }

export type RecordField = Look & {
  pointer: string
  /** Its last step: the key of its word. */
  name: string
  /** A record does without it. */
  optional: boolean
  /** Shown, and never changed: it was measured, or another record hangs on it. */
  fixed?: boolean
}

type Spec = Look & { optional?: boolean; fixed?: boolean }

const DATA = '/properties/data/'
export const STARTED = '/properties/occurred_at'
export const ENDED = `${DATA}ended_at`
export const TARGET = '/properties/refs/target'

const moment: Look = { look: 'moment' }
const note: Spec = { look: 'text', most: 500, long: true, optional: true }
const choice = (words: string, values: readonly string[]): Look => ({
  look: 'choice',
  words,
  values,
})
const count = (least: number, jumps?: number[]): Look => ({
  look: 'count',
  least,
  most: 99_999,
  jumps,
})

const KINDS: Record<string, Record<string, Spec>> = {
  patrol: {
    [STARTED]: { ...moment, fixed: true },
    purpose: choice('patrol.purposes', purposes),
    crew_count: { look: 'count', least: 1, most: 100 },
    note,
  },
  check_in: {
    [STARTED]: { ...moment, fixed: true },
    method: { ...choice('opened.methods', []), fixed: true },
    note,
  },
  hazard: {
    [STARTED]: { ...moment, fixed: true },
    category: choice('opened.categories', categories),
    severity: choice('opened.severities', severities),
    description: { look: 'text', most: 1000, long: true },
  },
  hazard_step: {
    [STARTED]: { ...moment, fixed: true },
    action: { ...choice('opened.actions', actions), fixed: true },
    responsible_unit: { look: 'text', most: 120, optional: true },
    due_on: { look: 'day', optional: true },
    note,
  },
  outreach_event: {
    activity: choice('outreach.activities', activities),
    venue: { look: 'venue' },
    [STARTED]: moment,
    ended_at: moment,
    audience: { look: 'choices', words: 'outreach.audiences', values: audiences },
    reached_count: count(0, [10, 50]),
    materials_count: { ...count(0, [10, 50]), optional: true },
    staff_count: count(1),
    partners: { look: 'texts', optional: true },
    note,
  },
  clinic_session: {
    '/properties/refs/clinic': { look: 'clinic' },
    [STARTED]: moment,
    ended_at: moment,
    staff_count: count(1),
    consultations: { look: 'consultations' },
    note,
  },
}

export function fieldsOf(kind: string): RecordField[] {
  return Object.entries(KINDS[kind] ?? {}).map(([where, spec]) => {
    const pointer = where.startsWith('/') ? where : DATA + where
    return { ...spec, pointer, name: pointer.split('/').at(-1)!, optional: spec.optional ?? false }
  })
}

export const editableFields = (kind: string) => fieldsOf(kind).filter(({ fixed }) => !fixed)
