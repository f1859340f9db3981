// The form of a hazard: four taps at most, nothing to be typed.

import type { Spot } from '../gps/place'
import type { Category, SeenHazard, Severity } from './hazard'

export interface HazardForm {
  township: string
  seen_at: number
  category: Category | null
  severity: Severity | null
  description: string
  /** The phrase that the choice of a category filled in: another category may replace it. */
  filled: string
  spot: Spot | null
  patrol: string | null
  target: string | null
}

export const groups = {
  rail: [
    'rail_fence',
    'rail_crossing',
    'rail_encroachment',
    'light_object',
    'subgrade',
    'stacked_goods',
  ],
  fire: ['fire'],
  road: ['road'],
  flood: ['flood', 'landslide'],
  school: ['school'],
  electricity: ['electricity'],
  other: ['other'],
} as const satisfies Record<string, readonly Category[]>
export type Group = keyof typeof groups

/** How serious one of its kind usually is; shown as chosen, and easily changed. */
export const USUAL: Record<Category, Severity> = {
  rail_fence: 'high',
  rail_crossing: 'high',
  rail_encroachment: 'high',
  light_object: 'high',
  subgrade: 'urgent',
  stacked_goods: 'medium',
  fire: 'urgent',
  road: 'medium',
  flood: 'high',
  landslide: 'urgent',
  electricity: 'high',
  school: 'medium',
  other: 'medium',
}

export function freshForm(township: string, patrol: string | null, now: number): HazardForm {
  return {
    township,
    seen_at: now,
    category: null,
    severity: null,
    description: '',
    filled: '',
    spot: null,
    patrol,
    target: null,
  }
}

/** A category brings its usual severity and phrase, unless somebody chose or wrote their own. */
export function withCategory(form: HazardForm, category: Category, phrase: string): HazardForm {
  const { category: before, severity, description, filled } = form
  const isUntouched = severity === null || (before !== null && severity === USUAL[before])
  return {
    ...form,
    category,
    severity: isUntouched ? USUAL[category] : severity,
    description: description === filled ? phrase : description,
    filled: phrase,
  }
}

export type Missing = 'category' | 'severity' | 'description' | 'place' | 'township'

/** What has to be there before the hazard can be sealed, in the order of the screen. */
export function missing(form: HazardForm): Missing[] {
  const empty: [Missing, boolean][] = [
    ['category', form.category === null],
    ['severity', form.severity === null],
    ['description', form.description.trim() === ''],
    ['place', form.spot === null],
    ['township', form.township === ''],
  ]
  return empty.filter(([, isEmpty]) => isEmpty).map(([name]) => name)
}

/** A complete form; null while something is missing. */
export function seenHazard(form: HazardForm): SeenHazard | null {
  const { township, seen_at, category, severity, description, spot, patrol, target } = form
  if (category === null || severity === null || spot === null) return null
  return { township, seen_at, place: spot.place, patrol, target, category, severity, description }
}
