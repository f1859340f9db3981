/** The district's totals that stand above the map: a number each, and a line that explains it. */
import type { Layer, Measures } from './coverage'
import type { Speech } from './format'
import { numberText, unitText } from './format'
import { isLayer } from './metrics'

export const TILES = [
  'patrols',
  'distance',
  'railway_share',
  'village_share',
  'school_share',
  'hazards_open',
  'outreach_reached',
  'clinic_sessions',
]

/** How much of a layer was covered, out of how much; empty without a target. */
export function layerExtent(measures: Measures, layer: Layer, speech: Speech): string {
  if (layer === 'railway' || layer === 'road') {
    const line = measures[layer]
    if (!line) return ''
    const km = (length_m: number) => numberText('km', length_m / 1000, speech)
    return speech.t('desk.of_length', { covered: km(line.covered_m), total: km(line.length_m) })
  }
  const places = measures[layer]
  if (!places) return ''
  const count = (value: number) => numberText('events', value, speech)
  const [visited, total] = [count(places.visited), count(places.count)]
  return speech.t('desk.of_count', { visited, total })
}

function amountLine(
  key: string,
  unit: 'hours' | 'events' | 'cases' | 'places',
  value: number,
  speech: Speech,
) {
  const amount = unitText(unit, numberText(unit, value, speech), speech)
  return `${speech.t(`desk.metrics.${key}`)} ${amount}`
}

/** `quiet` is the number of townships without a patrol. */
export function tileNote(key: string, totals: Measures, quiet: number, speech: Speech): string {
  const layer = key.replace('_share', '') as Layer
  if (isLayer(layer)) return layerExtent(totals, layer, speech)
  if (key === 'distance') return amountLine('recorded', 'hours', totals.recorded_s / 3600, speech)
  if (key === 'hazards_open') {
    return amountLine('hazards_overdue', 'places', totals.hazards.overdue, speech)
  }
  if (key === 'outreach_reached') {
    return amountLine('outreach_events', 'events', totals.outreach.events, speech)
  }
  if (key === 'clinic_sessions') {
    return amountLine('clinic_consultations', 'cases', totals.clinic.consultations, speech)
  }
  return quiet ? speech.t('desk.no_patrol_townships', { n: quiet }) : speech.t('desk.all_patrolled')
}
