/** The numbers of the period that is compared with. */
import { judgedOn, measuresOf } from './board'
import type { Comparison } from './compare'
import { earlierRange } from './compare'
import type { Measures } from './coverage'
import type { Range } from './ranges'
import type { Loaded } from './store'
import { isSame } from './store'
import { isSameWhich } from './which'

/** Each township's by its code. */
export interface Earlier {
  range: Range
  day: string
  totals: Measures
  townships: Map<string, Measures>
}

/** Null without a comparison, and while `before` is still that of another range or of other patrols. */
export function earlierOf(
  now: Loaded | null,
  before: Loaded | null,
  comparison: Comparison,
): Earlier | null {
  if (!now || !before || !isSameWhich(now.which, before.which)) return null
  const wanted = earlierRange(now.range, comparison)
  if (!wanted || !isSame(wanted, before.range)) return null
  const { range, coverage } = before
  const townships = new Map(measuresOf(coverage).map((measures) => [measures.code, measures]))
  return { range, day: judgedOn(range, coverage.as_of), totals: coverage.totals, townships }
}
