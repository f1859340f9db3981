/** A number becomes one of five shades; what each shade stands for is told by the legend. */
import type { Metric } from './metrics'
import { isWhole } from './metrics'

export type Shade = 0 | 1 | 2 | 3 | 4

/** Values from `from` on and below `below`; without `below` there is no upper end. */
export interface Step {
  shade: Shade
  from: number
  below: number | null
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8]
/** Steps from the least covered to the best; `values` are those of the townships with a number. */
export function stepsOf(metric: Metric, values: number[]): Step[] {
  if (metric.scale === 'share') return ladder(FIFTHS)
  if (metric.scale === 'amount') return ladder(amountFloors(metric, values))
  const floors = [0, ...metric.scale.map((days) => days + 1)]
  return ladder(floors)
    .map((step) => ({ ...step, shade: (4 - step.shade) as Shade }))
    .reverse()
}

function ladder(floors: number[]): Step[] {
  return floors.map((from, index) => ({
    shade: index as Shade,
    from,
    below: floors[index + 1] ?? null,
  }))
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** Zero is a step of its own, then equal round steps; the last is open for the busiest tenth. */
function amountFloors(metric: Metric, values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const busy = sorted[Math.floor(0.9 * sorted.length)] ?? 0
  const width = roundUp(Math.max(busy, 1) / 4)
  if (isWhole(metric)) return [0, 1, width + 1, 2 * width + 1, 3 * width + 1]
  return [0, Number.MIN_VALUE, width, 2 * width, 3 * width]
}

/** The next round number, whole in any case. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  const step = ROUND.find((one) => one * unit >= value) ?? 10
  return Math.ceil(step * unit)
}

export function stepFor(steps: Step[], value: number): Step | undefined {
  return steps.find((step) => value >= step.from && (step.below === null || value < step.below))
}
