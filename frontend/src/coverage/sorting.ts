/** The order of the table: by township code or by a metric. */
import type { TownshipMeasures } from './coverage'
import type { Metric, Reading } from './metrics'

export type Direction = 'ascending' | 'descending'

/** `key` is a metric's key, or `code`. */
export interface Sort {
  key: string
  direction: Direction
}

export const DEFAULT_SORT: Sort = { key: 'code', direction: 'ascending' }

/** A number to sort by; null (no target) always goes to the end. */
export function rank(metric: Metric, reading: Reading): number | null {
  if (reading.state === 'no_target') return null
  if (reading.state === 'idle') return -Infinity
  if (reading.state === 'never') return metric.unit === 'share' ? -1 : Infinity
  return metric.unit === 'on' ? -reading.value : reading.value
}

export function sortTownships(
  townships: TownshipMeasures[],
  direction: Direction,
  rankOf: (township: TownshipMeasures) => number | string | null,
): TownshipMeasures[] {
  const sign = direction === 'ascending' ? 1 : -1
  return [...townships].sort((a, b) => {
    const order = compare(rankOf(a), rankOf(b), sign)
    return order !== 0 ? order : a.code < b.code ? -1 : 1
  })
}

function compare(a: number | string | null, b: number | string | null, sign: 1 | -1): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -sign : sign
}

/** A second press on the same column turns it round; a number's first press shows the largest. */
export function nextSort(current: Sort, key: string): Sort {
  if (current.key !== key) {
    return { key, direction: key === 'code' ? 'ascending' : 'descending' }
  }
  return { key, direction: current.direction === 'ascending' ? 'descending' : 'ascending' }
}
