/** The numbers of one township, grouped for reading from top to bottom. */
import type { Judged } from './board'
import type { Measures } from './coverage'
import type { Difference } from './difference'
import { differenceOf } from './difference'
import type { Speech } from './format'
import { fullText, numberText } from './format'
import type { Group, Metric, Reading } from './metrics'
import { isApproximate, isLayer, isLine, layerState, METRICS } from './metrics'
import { daysBetween } from './ranges'
import { layerExtent } from './tiles'

export interface Line {
  metric: Metric
  state: Reading['state']
  text: string
  /** Of a share: how much out of how much, and how full its bar is (0 to 1). */
  extent: string
  filled: number | null
  approximate: boolean
  difference: Difference | null
}

export interface Section {
  group: Group
  lines: Line[]
}

function lineOf(metric: Metric, now: Judged, before: Judged | null, speech: Speech): Line {
  const { measures, day } = now
  const reading = metric.read(measures, day)
  const { group } = metric
  const isShare = metric.unit === 'share' && isLayer(group)
  const state = isLayer(group) ? layerState(measures, group) : null
  return {
    metric,
    state: reading.state,
    text:
      reading.state === 'number' && reading.on
        ? dated(reading.on, day, speech)
        : fullText(metric, reading, speech),
    extent: isShare ? layerExtent(measures, group, speech) : '',
    filled: isShare && state ? state.share : null,
    approximate: reading.state === 'number' && isLayer(group) && isApproximate(metric, measures),
    difference:
      before && differenceOf(metric, reading, metric.read(before.measures, before.day), speech),
  }
}

/** A day with how long ago it was. */
function dated(on: string, day: string, speech: Speech): string {
  const n = daysBetween(on, day)
  const ago = n === 0 ? speech.t('desk.same_day') : speech.t('desk.days_ago', { n })
  return speech.t('desk.last_activity_full', { day: on, ago })
}

/** A layer without a target is told in one line. */
export function sectionsOf(
  now: Judged,
  before: Judged | null,
  columns: Metric[],
  speech: Speech,
): Section[] {
  const metrics = METRICS.filter((metric) => columns.includes(metric))
  const groups = [...new Set(metrics.map(({ group }) => group))]
  return groups.map((group) => {
    const own = metrics.filter((metric) => metric.group === group)
    const told = isLayer(group) && now.measures[group] === null ? own.slice(0, 1) : own
    return { group, lines: told.map((metric) => lineOf(metric, now, before, speech)) }
  })
}

/** What was never visited, layer by layer; empty when everything was. */
export function neverVisited(
  measures: Measures,
  speech: Speech,
): { layer: string; text: string }[] {
  return METRICS.flatMap(({ unit, group }) => {
    if (unit !== 'share' || !isLayer(group)) return []
    const never = layerState(measures, group)?.never ?? 0
    if (never === 0) return []
    const layer = speech.t(`desk.groups.${group}`)
    if (!isLine(group)) {
      return [{ layer: group, text: speech.t('desk.unvisited_places', { layer, n: never }) }]
    }
    const n = numberText('km', never / 1000, speech)
    return [{ layer: group, text: speech.t('desk.unvisited_length', { layer, n }) }]
  })
}

export const hasTargets = (measures: Measures): boolean =>
  METRICS.some(({ group }) => isLayer(group) && measures[group] !== null)
