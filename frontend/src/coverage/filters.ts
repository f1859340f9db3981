/** What the desk shows, as the address bar keeps it; what is usual is left out of it. */
import type { Comparison } from './compare'
import { COMPARISONS } from './compare'
import { findMetric, firstMetric } from './metrics'
import type { Preset, Range } from './ranges'
import { DEFAULT_PRESET, PRESETS, isDay, isOrdered, rangeOf } from './ranges'
import type { Sort } from './sorting'
import { DEFAULT_SORT } from './sorting'
import type { Which } from './which'
import { readWhich, writeWhich } from './which'

export interface Filters {
  preset: Preset | 'custom'
  range: Range
  metric: string
  sort: Sort
  /** The code of the township whose numbers are open. */
  township: string | null
  /** Whether the map shows where patrols have been. */
  footprint: boolean
  /** What is open of the township: null for its figures, `targets`, or a metric's key. */
  open: string | null
  /** The one layer of the targets shown; null for all. */
  layer: string | null
  compare: Comparison
  which: Which
}

export const TARGETS = 'targets'

type Query = Record<string, unknown>

/** `today` is a Shanghai day; anything unreadable falls back to what is usual. */
export function readFilters(query: Query, today: string): Filters {
  return {
    ...readRange(query, today),
    metric: findMetric(query.metric)?.key ?? firstMetric.key,
    sort: readSort(query.sort),
    township: typeof query.township === 'string' ? query.township : null,
    footprint: query.footprint === '1',
    open: query.open === TARGETS ? TARGETS : (findMetric(query.open)?.key ?? null),
    layer: typeof query.layer === 'string' ? query.layer : null,
    compare: COMPARISONS.find((one) => one === query.compare) ?? 'none',
    which: readWhich(query),
  }
}

function readRange(query: Query, today: string): Pick<Filters, 'preset' | 'range'> {
  const { from, to } = query
  if (isDay(from) && isDay(to) && isOrdered({ from, to })) {
    return { preset: 'custom', range: { from, to } }
  }
  const preset = PRESETS.find((one) => one === query.range) ?? DEFAULT_PRESET
  return { preset, range: rangeOf(preset, today) }
}

function readSort(text: unknown): Sort {
  if (typeof text !== 'string') return DEFAULT_SORT
  const descending = text.startsWith('-')
  const key = descending ? text.slice(1) : text
  if (key !== 'code' && !findMetric(key)) return DEFAULT_SORT
  return { key, direction: descending ? 'descending' : 'ascending' }
}

export function writeFilters(filters: Filters): Record<string, string> {
  const { preset, range, metric, township, footprint, open, layer, compare, which } = filters
  return {
    ...(preset === 'custom' ? { ...range } : {}),
    ...(preset === 'custom' || preset === DEFAULT_PRESET ? {} : { range: preset }),
    ...(metric === firstMetric.key ? {} : { metric }),
    ...writeSort(filters.sort),
    ...(township ? { township } : {}),
    ...(township && open ? { open } : {}),
    ...(township && open === TARGETS && layer ? { layer } : {}),
    ...(footprint ? { footprint: '1' } : {}),
    ...(compare === 'none' ? {} : { compare }),
    ...writeWhich(which),
  }
}

function writeSort({ key, direction }: Sort): Record<string, string> {
  const text = direction === 'descending' ? `-${key}` : key
  return text === DEFAULT_SORT.key ? {} : { sort: text }
}
