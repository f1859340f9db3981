/** The numbers of one township, grouped for reading from top to bottom. */
import type { Measures } from './coverage'
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
}

export interface Section {
  group: Group
  lines: Line[]
}

function lineOf(metric: Metric, measures: Measures, day: string, speech: Speech): Line {
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
  measures: Measures,
  columns: Metric[],
  day: string,
  speech: Speech,
): Section[] {
  const metrics = METRICS.filter((metric) => columns.includes(metric))
  const groups = [...new Set(metrics.map(({ group }) => group))]
  return groups.map((group) => {
    const own = metrics.filter((metric) => metric.group === group)
    const told = isLayer(group) && measures[group] === null ? own.slice(0, 1) : own
    return { group, lines: told.map((metric) => lineOf(metric, measures, day, speech)) }
  })
}

/** What was never visited, layer by layer; empty when everything was. */
export function neverVisited(measures: Measures, speech: Speech): string[] {
  return METRICS.flatMap(({ unit, group }) => {
    if (unit !== 'share' || !isLayer(group)) return []
    const never = layerState(measures, group)?.never ?? 0
    if (never === 0) return []
    const layer = speech.t(`desk.groups.${group}`)
    if (!isLine(group)) return [speech.t('desk.unvisited_places', { layer, n: never })]
    const n = numberText('km', never / 1000, speech)
    return [speech.t('desk.unvisited_length', { layer, n })]
  })
}

export const hasTargets = (measures: Measures): boolean =>
  METRICS.some(({ group }) => isLayer(group) && measures[group] !== null)
