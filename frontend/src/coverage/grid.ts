/** The table of townships: its columns, its cells, and what in it is approximate. */
import type { Judged } from './board'
import type { TownshipMeasures } from './coverage'
import type { Difference } from './difference'
import { differenceOf } from './difference'
import type { Speech } from './format'
import { cellText } from './format'
import type { Metric, Reading } from './metrics'
import { isApproximate } from './metrics'
import type { View } from './view'

export interface GridCell {
  metric: Metric
  state: Reading['state']
  text: string
  approximate: boolean
  difference: Difference | null
}

/** The metric on the map stands first, beside the name. */
export function columnsOf({ board, columns }: View): Metric[] {
  return [board.metric, ...columns.filter((metric) => metric !== board.metric)]
}

/** Columns whose every number is approximate: they say so once, in their head. */
export function approximateColumns(
  columns: Metric[],
  townships: TownshipMeasures[],
  day: string,
): Set<Metric> {
  const isMarked = (metric: Metric) => {
    const counted = townships.filter((township) => metric.read(township, day).state !== 'no_target')
    return counted.length > 0 && counted.every((township) => isApproximate(metric, township))
  }
  return new Set(columns.filter(isMarked))
}

export function cellsOf(
  { measures, day }: Judged,
  before: Judged | null,
  columns: Metric[],
  marked: Set<Metric>,
  speech: Speech,
): GridCell[] {
  return columns.map((metric) => {
    const reading = metric.read(measures, day)
    const isNumber = reading.state === 'number'
    return {
      metric,
      state: reading.state,
      text: cellText(metric, reading, speech),
      difference:
        before && differenceOf(metric, reading, metric.read(before.measures, before.day), speech),
      approximate: isNumber && !marked.has(metric) && isApproximate(metric, measures),
    }
  })
}
