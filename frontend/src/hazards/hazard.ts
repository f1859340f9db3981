import { instant, type Draft, type Position, type RecordGeometry } from '../records/feature'
import { maskPersonalData } from '../records/personalData'

export const categories = [
  'rail_fence',
  'rail_crossing',
  'rail_encroachment',
  'light_object',
  'subgrade',
  'stacked_goods',
  'fire',
  'road',
  'flood',
  'landslide',
  'electricity',
  'school',
  'other',
] as const
export type Category = (typeof categories)[number]

export const severities = ['low', 'medium', 'high', 'urgent'] as const
export type Severity = (typeof severities)[number]

export const actions = ['assigned', 'measure', 'rectified', 'verified', 'reopened'] as const
export type Action = (typeof actions)[number]

export interface HazardData {
  category: Category
  severity: Severity
  description: string
}

export interface HazardStepData {
  action: Action
  responsible_unit?: string
  /** A calendar day in Asia/Shanghai, YYYY-MM-DD. */
  due_on?: string
  note?: string
}

/** A hazard ready to be sealed; `seen_at` is epoch milliseconds. */
export interface SeenHazard extends HazardData {
  township: string
  seen_at: number
  place: Position
  patrol: string | null
  target: string | null
}

/** A step ready to be sealed; empty texts are left out. */
export interface TakenStep {
  township: string
  hazard: string
  taken_at: number
  place: Position | null
  action: Action
  responsible_unit: string
  due_on: string | null
  note: string
}

/** A hazard as a record; whatever personal number is left in its description is masked. */
export function hazardDraft(id: string, seen: SeenHazard, author: string): Draft<HazardData> {
  const { category, severity } = seen
  return {
    id,
    kind: 'hazard',
    township: seen.township,
    author,
    occurred_at: instant(seen.seen_at),
    geometry: pointAt(seen.place),
    refs: {
      ...(seen.patrol && { patrol: seen.patrol }),
      ...(seen.target && { target: seen.target }),
    },
    data: { category, severity, description: maskPersonalData(seen.description.trim()) },
    brief: { choice: category },
  }
}

/** A step on a hazard as a record; whatever personal number is left in a text is masked. */
export function hazardStepDraft(
  id: string,
  taken: TakenStep,
  author: string,
): Draft<HazardStepData> {
  const unit = maskPersonalData(taken.responsible_unit.trim())
  const note = maskPersonalData(taken.note.trim())
  return {
    id,
    kind: 'hazard_step',
    township: taken.township,
    author,
    occurred_at: instant(taken.taken_at),
    geometry: taken.place && pointAt(taken.place),
    refs: { hazard: taken.hazard },
    data: {
      action: taken.action,
      ...(unit && { responsible_unit: unit }),
      ...(taken.due_on && { due_on: taken.due_on }),
      ...(note && { note }),
    },
    brief: { choice: taken.action },
  }
}

const pointAt = (coordinates: Position): RecordGeometry => ({ type: 'Point', coordinates })
