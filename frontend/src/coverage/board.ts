/** One metric over the whole district: what map, legend and table show of it. */
import type { Paint } from '../map/areas'
import type { Coverage, Measures, TownshipMeasures } from './coverage'
import type { Metric, Reading } from './metrics'
import type { Range } from './ranges'
import { shanghaiDay } from './ranges'
import type { Step } from './steps'
import { stepFor, stepsOf } from './steps'

export interface Cell {
  reading: Reading
  paint: Paint
}

export interface Board {
  metric: Metric
  cells: Map<string, Cell>
  total: Reading
  steps: Step[]
  /** How many townships wear each paint. */
  counts: Partial<Record<Paint, number>>
}

/** Numbers of a period and the day on which it is judged. */
export interface Judged {
  measures: Measures
  day: string
}

/** Ages count from the earlier of the range's end and the day of the numbers. */
export function judgedOn(range: Range, asOf: string): string {
  const today = shanghaiDay(new Date(asOf))
  return range.to < today ? range.to : today
}

export const measuresOf = (coverage: Coverage): TownshipMeasures[] =>
  coverage.features.map((feature) => feature.properties)

/** Nothing was recorded anywhere in the range. */
export const isEmpty = ({ totals }: Coverage): boolean =>
  totals.patrols + totals.outreach.events + totals.clinic.sessions === 0

export const withoutPatrol = (townships: Measures[]): number =>
  townships.filter((township) => township.patrols === 0).length

function paintOf(reading: Reading, steps: Step[]): Paint {
  if (reading.state !== 'number') return reading.state
  return `shade-${stepFor(steps, reading.value)?.shade ?? 0}`
}

export function buildBoard(coverage: Coverage, metric: Metric, day: string): Board {
  const townships = measuresOf(coverage)
  const readings = townships.map(({ code, ...measures }) => ({
    code,
    reading: metric.read(measures, day),
  }))
  const values = readings.flatMap(({ reading }) =>
    reading.state === 'number' ? [reading.value] : [],
  )
  const steps = stepsOf(metric, values)
  const cells = new Map<string, Cell>()
  const counts: Board['counts'] = {}
  for (const { code, reading } of readings) {
    const paint = paintOf(reading, steps)
    cells.set(code, { reading, paint })
    counts[paint] = (counts[paint] ?? 0) + 1
  }
  return { metric, cells, total: metric.read(coverage.totals, day), steps, counts }
}

export const cellOf = (board: Board, code: string): Cell =>
  board.cells.get(code) ?? { reading: { state: 'no_target' }, paint: 'no_target' }

/** Their names by their codes, in the order of the codes. */
export const townshipNames = (coverage?: Coverage): Map<string, string> =>
  new Map(coverage?.features.map(({ properties: { code, name } }) => [code, name]))
