/** Plain geometry on (lon, lat) rings: bounds, and the place for a name. */
import type { MultiPolygon, Polygon, Position } from 'geojson'

export type Bounds = [west: number, south: number, east: number, north: number]
type Rings = Position[][]

const GRID = 14
const ROUNDS = 4

export const polygonsOf = (geometry: Polygon | MultiPolygon): Rings[] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

export function boundsOf(positions: Position[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon = 0, lat = 0] of positions) {
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

export function boundsOfAreas(geometries: (Polygon | MultiPolygon)[]): Bounds {
  return boundsOf(geometries.flatMap((one) => polygonsOf(one).flatMap((rings) => rings[0] ?? [])))
}

export function ringArea(ring: Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i += 1) {
    const [x0 = 0, y0 = 0] = ring[i - 1] ?? []
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    sum += x0 * y1 - x1 * y0
  }
  return Math.abs(sum) / 2
}

/** Distance to the nearest border, negative outside. */
function clearance(x: number, y: number, rings: Rings): number {
  let inside = false
  let nearest = Infinity
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax = 0, ay = 0] = ring[i - 1] ?? []
      const [bx = 0, by = 0] = ring[i] ?? []
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      nearest = Math.min(nearest, toSegment(x, y, ax, ay, bx, by))
    }
  }
  return inside ? nearest : -nearest
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length
  const along = Math.max(0, Math.min(1, part))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

const found = new WeakMap<Polygon | MultiPolygon, [number, number]>()

/** The place with most room around it in the largest part; worked out once a geometry. */
export function roomiest(geometry: Polygon | MultiPolygon): [number, number] {
  const spot = found.get(geometry) ?? searchRoomiest(geometry)
  found.set(geometry, spot)
  return spot
}

/** Searches on grids that grow finer. */
function searchRoomiest(geometry: Polygon | MultiPolygon): [number, number] {
  const size = (rings: Rings) => ringArea(rings[0] ?? [])
  const [rings = []] = [...polygonsOf(geometry)].sort((a, b) => size(b) - size(a))
  let [west, south, east, north] = boundsOf(rings[0] ?? [])
  let best = { x: (west + east) / 2, y: (south + north) / 2, room: -Infinity }
  for (let round = 0; round < ROUNDS; round += 1) {
    best = roomiestOnGrid(rings, [west, south, east, north], best)
    const [dx, dy] = [(east - west) / GRID, (north - south) / GRID]
    ;[west, south, east, north] = [best.x - dx, best.y - dy, best.x + dx, best.y + dy]
  }
  return [best.x, best.y]
}

interface Spot {
  x: number
  y: number
  room: number
}

function roomiestOnGrid(rings: Rings, [west, south, east, north]: Bounds, start: Spot): Spot {
  let best = start
  for (let row = 0; row <= GRID; row += 1) {
    for (let column = 0; column <= GRID; column += 1) {
      const x = west + ((east - west) * column) / GRID
      const y = south + ((north - south) * row) / GRID
      const room = clearance(x, y, rings)
      if (room > best.room) best = { x, y, room }
    }
  }
  return best
}
