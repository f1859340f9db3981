/** The earlier period that a range is compared with. */
import type { Range } from './ranges'
import { addDays, daysIn } from './ranges'

export const COMPARISONS = ['none', 'previous', 'month'] as const
/** `previous`: as many days, just before; `month`: the same days of the month before. */
export type Comparison = (typeof COMPARISONS)[number]

export function earlierRange(range: Range, comparison: Comparison): Range | null {
  if (comparison === 'none') return null
  if (comparison === 'month') return monthBefore(range)
  return { from: addDays(range.from, -daysIn(range)), to: addDays(range.from, -1) }
}

/** A range from the first to the last day of a month is the whole month before. */
function monthBefore({ from, to }: Range): Range {
  const isWhole = from.endsWith('-01') && to === lastOfMonth(to)
  const day = dayBefore(to)
  return { from: dayBefore(from), to: isWhole ? lastOfMonth(day) : day }
}

/** The same day of the month before, or the last of a month that is too short for it. */
function dayBefore(day: string): string {
  const last = addDays(`${day.slice(0, 8)}01`, -1)
  const same = `${last.slice(0, 8)}${day.slice(8)}`
  return same < last ? same : last
}

function lastOfMonth(day: string): string {
  const next = addDays(`${day.slice(0, 8)}28`, 4)
  return addDays(`${next.slice(0, 8)}01`, -1)
}
