// The joined pairs of a track in a grid, so that a place asks only those that may be near.

import { metresPerDegree, type Place } from './distance'

/** Of two neighbouring fixes that rule 3 joins. */
export type Pair = [from: Place, to: Place]
export type Box = [west: number, south: number, east: number, north: number]

const CELL_DEG = 0.005 // some 500 m: no pair is longer (rule 3)

export class Pairs {
  private readonly cells = new Map<string, Pair[]>()
  readonly box: Box = [Infinity, Infinity, -Infinity, -Infinity]

  constructor(stretches: Place[][]) {
    for (const stretch of stretches) {
      for (let n = 1; n < stretch.length; n += 1) this.add([stretch[n - 1]!, stretch[n]!])
    }
  }

  get isEmpty(): boolean {
    return this.cells.size === 0
  }

  /** Every pair whose own box meets this one, some twice. */
  *in(box: Box): Generator<Pair> {
    if (!meet(box, this.box)) return
    for (const key of keys(common(box, this.box))) {
      for (const pair of this.cells.get(key) ?? []) if (meet(boxOf(pair), box)) yield pair
    }
  }

  /** Whether a pair passes within so many metres of a place, in the plane at the place. */
  passes(place: Place, reach_m: number): boolean {
    const [east_m, north_m] = metresPerDegree(place.lat)
    const [lon, lat] = [reach_m / east_m, reach_m / north_m]
    const box: Box = [place.lon - lon, place.lat - lat, place.lon + lon, place.lat + lat]
    for (const [a, b] of this.in(box)) {
      const [ax, ay] = [(a.lon - place.lon) * east_m, (a.lat - place.lat) * north_m]
      const [bx, by] = [(b.lon - place.lon) * east_m, (b.lat - place.lat) * north_m]
      if (fromOrigin(ax, ay, bx - ax, by - ay) <= reach_m) return true
    }
    return false
  }

  private add(pair: Pair): void {
    const box = boxOf(pair)
    for (const key of keys(box)) {
      const cell = this.cells.get(key)
      if (cell) cell.push(pair)
      else this.cells.set(key, [pair])
    }
    widen(this.box, box)
  }
}

/** Distance of the origin from a straight line that begins at (ax, ay) and goes (dx, dy). */
function fromOrigin(ax: number, ay: number, dx: number, dy: number): number {
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square))
  return Math.hypot(ax + share * dx, ay + share * dy)
}

export function boxOf(places: Place[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { lon, lat } of places) widen(box, [lon, lat, lon, lat])
  return box
}

function widen(box: Box, [west, south, east, north]: Box): void {
  box[0] = Math.min(box[0], west)
  box[1] = Math.min(box[1], south)
  box[2] = Math.max(box[2], east)
  box[3] = Math.max(box[3], north)
}

const meet = (a: Box, b: Box) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

const common = (a: Box, b: Box): Box => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]

function* keys([west, south, east, north]: Box): Generator<string> {
  const cell = (degrees: number) => Math.floor(degrees / CELL_DEG)
  for (let column = cell(west); column <= cell(east); column += 1) {
    for (let row = cell(south); row <= cell(north); row += 1) yield `${column} ${row}`
  }
}
