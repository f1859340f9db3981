/** What is behind a figure of the desk: where to ask for it, and how a record's share is told. */
import type { components } from '../../api/schema'
import type { Filters } from '../filters'
import { TARGETS } from '../filters'
import type { Speech } from '../format'
import { numberText, unitText } from '../format'
import type { Metric } from '../metrics'
import { isLayer } from '../metrics'
import { lengthText } from './stretches'

export type Evidence = components['schemas']['Evidence']
export type RecordBehind = components['schemas']['RecordBehind']

const HOUR_S = 3600
const OF_WORK: Record<string, string> = {
  patrols: 'patrols',
  distance: 'distance_m',
  recorded: 'recorded_s',
  active_days: 'active_days',
  last_activity: 'last_activity_on',
}
const COUNTS = [
  ...['patrols', 'distance_m', 'recorded_s', 'steps', 'covered_m', 'visited'],
  ...['events', 'reached', 'materials', 'sessions', 'consultations'],
  ...['opened', 'open', 'overdue', 'closed'],
]

/** The name of the figure's group in /evidence. */
export const evidenceOf = ({ key, group }: Metric): string => OF_WORK[key] ?? group

/** What a figure opens: its records, or for the longest time unvisited the targets themselves. */
export function opening({ key, group, unit }: Metric): Partial<Filters> {
  if (isLayer(group) && unit === 'days') return { open: TARGETS, layer: group }
  return { open: key }
}

export function countsText(counts: Record<string, number>, speech: Speech): string {
  return COUNTS.filter((name) => counts[name])
    .map((name) =>
      speech.t(`coverage.counts.${name}`, {
        n: amount(name, counts[name] ?? 0, speech),
        count: counts[name],
      }),
    )
    .join(speech.t('app.listMark'))
}

function amount(name: string, value: number, speech: Speech): string {
  if (name.endsWith('_m')) return lengthText(value, speech)
  if (name !== 'recorded_s') return numberText('events', value, speech)
  if (value >= HOUR_S) return unitText('hours', numberText('hours', value / HOUR_S, speech), speech)
  const n = numberText('events', Math.max(1, value / 60), speech)
  return speech.t('coverage.evidence.minutes', { n })
}

/** Of the group's records those that make this figure: a hazard may be open and not overdue. */
export function recordsOf(
  { key, group }: Metric,
  items: readonly RecordBehind[],
): readonly RecordBehind[] {
  if (group !== 'hazards') return items
  const standing = key.replace('hazards_', '')
  return items.filter(({ counts }) => counts[standing])
}

/** The latest first; of one day as the server gives them. */
export const latestFirst = (items: readonly RecordBehind[]): RecordBehind[] =>
  [...items].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))

/** What the records come to together: a sum, days, or for a layer what `extent` says. */
export function sumText(
  metric: Metric,
  items: readonly RecordBehind[],
  extent: string,
  speech: Speech,
): string {
  if (isLayer(metric.group)) {
    return speech.t('coverage.evidence.together', { text: extent.replaceAll(' ', '\u00a0') })
  }
  if (metric.key === 'active_days' || metric.key === 'last_activity') {
    const n = new Set(items.map(({ on }) => on)).size
    return speech.t('coverage.evidence.days', { n })
  }
  const sums: Record<string, number> = {}
  for (const { counts } of items) {
    for (const [name, value] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + value
  }
  return speech.t('coverage.evidence.sum', { text: countsText(sums, speech) })
}
