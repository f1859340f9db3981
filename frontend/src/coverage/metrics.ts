/** Every number of the desk, once: map, table, legend, panel and export all read this table. */
import type { Layer, LineLayer, Measures, PlaceLayer } from './coverage'
import { daysBetween } from './ranges'

export type Unit =
  | 'patrols'
  | 'km'
  | 'hours'
  | 'days'
  | 'share'
  | 'on'
  | 'places'
  | 'events'
  | 'people'
  | 'copies'
  | 'sittings'
  | 'cases'

export type Group = 'work' | Layer | 'hazards' | 'outreach' | 'clinic'

/** `never` is a length in metres for a line and a count for places; `whole`: nothing was visited. */
export type Reading =
  | { state: 'number'; value: number; on?: string }
  | { state: 'never'; never: number; whole: boolean }
  | { state: 'no_target' }
  | { state: 'idle' }

export interface Metric {
  key: string
  group: Group
  unit: Unit
  /** How values become steps: zero and round amounts, fifths of 100 %, or days since. */
  scale: 'amount' | 'share' | readonly number[]
  /** Values are in the metric's unit; `judgedOn` is the day that ages count back from. */
  read: (measures: Measures, judgedOn: string) => Reading
}

const LINES: readonly LineLayer[] = ['railway', 'road']
const PLACES: readonly PlaceLayer[] = ['village', 'school', 'crossing', 'enterprise']
const UNVISITED_DAYS = [7, 14, 30, 60]
const QUIET_DAYS = [1, 3, 7, 14]

export const isLine = (group: Group): boolean => LINES.some((layer) => layer === group)
export const isLayer = (group: Group): group is Layer =>
  [...LINES, ...PLACES].some((layer) => layer === group)

function amount(
  key: string,
  group: Group,
  unit: Unit,
  pick: (measures: Measures) => number,
): Metric {
  const read = (measures: Measures): Reading => ({ state: 'number', value: pick(measures) })
  return { key, group, unit, scale: 'amount', read }
}

interface LayerState {
  share: number
  oldestDays: number | null
  never: number
  whole: boolean
}

/** How a layer stands in a township, lengths and counts alike; null without a target. */
export function layerState(measures: Measures, layer: Layer): LayerState | null {
  if (layer === 'railway' || layer === 'road') {
    const line = measures[layer]
    if (!line) return null
    const never = line.never_m ?? 0
    const whole = never > 0 && never >= line.length_m - 1
    return { share: line.share, oldestDays: line.oldest_days, never, whole }
  }
  const places = measures[layer]
  if (!places) return null
  const never = places.never ?? 0
  const whole = never > 0 && never >= places.count
  return { share: places.share, oldestDays: places.oldest_days, never, whole }
}

function share(layer: Layer): Metric {
  const read = (measures: Measures): Reading => {
    const state = layerState(measures, layer)
    if (!state) return { state: 'no_target' }
    if (state.whole) return { state: 'never', never: state.never, whole: true }
    return { state: 'number', value: state.share }
  }
  return { key: `${layer}_share`, group: layer, unit: 'share', scale: 'share', read }
}

function oldest(layer: Layer): Metric {
  const read = (measures: Measures): Reading => {
    const state = layerState(measures, layer)
    if (!state) return { state: 'no_target' }
    if (state.oldestDays === null) {
      return { state: 'never', never: state.never, whole: state.whole }
    }
    return { state: 'number', value: state.oldestDays }
  }
  return { key: `${layer}_oldest`, group: layer, unit: 'days', scale: UNVISITED_DAYS, read }
}

function lastActivity({ last_activity_on: on }: Measures, judgedOn: string): Reading {
  return on ? { state: 'number', value: daysBetween(on, judgedOn), on } : { state: 'idle' }
}

/** Shown unless the address says otherwise. */
export const firstMetric = amount('patrols', 'work', 'patrols', (measures) => measures.patrols)

export const METRICS: readonly Metric[] = [
  firstMetric,
  amount('distance', 'work', 'km', (measures) => measures.distance_m / 1000),
  amount('recorded', 'work', 'hours', (measures) => measures.recorded_s / 3600),
  amount('active_days', 'work', 'days', (measures) => measures.active_days),
  { key: 'last_activity', group: 'work', unit: 'on', scale: QUIET_DAYS, read: lastActivity },
  ...[...LINES, ...PLACES].flatMap((layer) => [share(layer), oldest(layer)]),
  amount('hazards_opened', 'hazards', 'places', ({ hazards }) => hazards.opened),
  amount('hazards_open', 'hazards', 'places', ({ hazards }) => hazards.open),
  amount('hazards_overdue', 'hazards', 'places', ({ hazards }) => hazards.overdue),
  amount('hazards_closed', 'hazards', 'places', ({ hazards }) => hazards.closed),
  amount('outreach_events', 'outreach', 'events', ({ outreach }) => outreach.events),
  amount('outreach_reached', 'outreach', 'people', ({ outreach }) => outreach.reached),
  amount('outreach_materials', 'outreach', 'copies', ({ outreach }) => outreach.materials),
  amount('clinic_sessions', 'clinic', 'sittings', ({ clinic }) => clinic.sessions),
  amount('clinic_consultations', 'clinic', 'cases', ({ clinic }) => clinic.consultations),
]

/** Whether the metric counts in whole numbers. */
export const isWhole = ({ unit }: Metric): boolean => unit !== 'km' && unit !== 'hours'

export const findMetric = (key: unknown): Metric | undefined =>
  METRICS.find((metric) => metric.key === key)

/** The metrics that have a target somewhere in the district, and the chosen one in any case. */
export function shownMetrics(totals: Measures, chosen: Metric): Metric[] {
  return METRICS.filter(
    (metric) => metric === chosen || !isLayer(metric.group) || totals[metric.group] !== null,
  )
}

/** Whether the boundary or the line behind this number is approximate. */
export function isApproximate({ group }: Metric, measures: Measures): boolean {
  if (isLayer(group)) return measures[group]?.approximate === true
  return group === 'work' && measures.approximate === true
}
