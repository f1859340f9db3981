// Orders of stops: lengths by a table of distances, and the moves that make a tour shorter.

/** Metres between n stops (0 … n-1), the start (n) and the end (n + 1), row by row. */
export interface Table {
  count: number
  metres: Float64Array
}

export const between = ({ count, metres }: Table, a: number, b: number): number =>
  metres[a * (count + 2) + b]!

export const startOf = ({ count }: Table): number => count
export const endOf = ({ count }: Table): number => count + 1

export function lengthOf(table: Table, tour: number[]): number {
  let [length, last] = [0, startOf(table)]
  for (const stop of tour) {
    length += between(table, last, stop)
    last = stop
  }
  return length + between(table, last, endOf(table))
}

/** Where a stop costs the least more, and how much. */
export function cheapestPlace(
  table: Table,
  tour: number[],
  stop: number,
): [at: number, more: number] {
  const { count, metres } = table
  const width = count + 2
  let best = 0
  let least = Infinity
  let last = count
  for (let at = 0; at <= tour.length; at += 1) {
    const next = tour[at] ?? count + 1
    const through = metres[last * width + stop]! + metres[stop * width + next]!
    const more = through - metres[last * width + next]!
    if (more < least) {
      best = at
      least = more
    }
    last = next
  }
  return [best, least]
}

const ENOUGH_M = 1e-6

/** The same stops in a shorter order: runs turned round, runs of up to three moved, until none helps. */
export function shortened(table: Table, tour: number[]): number[] {
  let now = tour
  for (let next = turned(table, now) ?? movedRun(table, now); next;) {
    now = next
    next = turned(table, now) ?? movedRun(table, now)
  }
  return now
}

function turned(table: Table, tour: number[]): number[] | null {
  for (let from = 0; from < tour.length - 1; from += 1)
    for (let to = from + 1; to < tour.length; to += 1) {
      const before = tour[from - 1] ?? startOf(table)
      const after = tour[to + 1] ?? endOf(table)
      const now = between(table, before, tour[from]!) + between(table, tour[to]!, after)
      const then = between(table, before, tour[to]!) + between(table, tour[from]!, after)
      if (then < now - ENOUGH_M)
        return [
          ...tour.slice(0, from),
          ...tour.slice(from, to + 1).reverse(),
          ...tour.slice(to + 1),
        ]
    }
  return null
}

function movedRun(table: Table, tour: number[]): number[] | null {
  for (let size = 1; size <= Math.min(3, tour.length - 1); size += 1)
    for (let from = 0; from + size <= tour.length; from += 1) {
      const run = tour.slice(from, from + size)
      const rest = [...tour.slice(0, from), ...tour.slice(from + size)]
      const [first, last] = [run[0]!, run[size - 1]!]
      const [before, after] = [tour[from - 1] ?? startOf(table), tour[from + size] ?? endOf(table)]
      const freed =
        between(table, before, first) + between(table, last, after) - between(table, before, after)
      const to = betterPlace(table, rest, run, freed)
      if (to >= 0) return [...rest.slice(0, to), ...run, ...rest.slice(to)]
    }
  return null
}

/** Where a run costs less than what is freed by taking it out; -1 where nowhere. */
function betterPlace(table: Table, rest: number[], run: number[], freed: number): number {
  const [first, last] = [run[0]!, run.at(-1)!]
  for (let at = 0; at <= rest.length; at += 1) {
    const [a, b] = [rest[at - 1] ?? startOf(table), rest[at] ?? endOf(table)]
    const ahead = between(table, a, first) + between(table, last, b) - between(table, a, b)
    if (ahead < freed - ENOUGH_M) return at
  }
  return -1
}
