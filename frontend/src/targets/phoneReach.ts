// Rule 5 on the phone: which targets, and which pieces of lines, the fixes of a patrol reached.

import type { Position } from 'geojson'
import { advance, distance_m, EMPTY_TALLY } from '../gps/distance'
import type { Fix } from '../gps/fix'
import { isLine, type PhoneTarget } from './phoneTarget'

export const PIECE_M = 50
const LINE_REACH_M: Partial<Record<string, number>> = { railway: 60 }
const OTHER_LINE_REACH_M = 30
const POINT_REACH_M = 150
const JOIN_MS = 60_000
const JOIN_M = 500
const MAX_SPEED_MS = 40

/** A piece of a line: its chainage, its length, and where its middle is. */
export interface Piece {
  from_m: number
  to_m: number
  middle: Position
}

/** Joined runs of the fixes that rules 1 to 3 keep, in order of time; a lone fix is a run, too. */
export function joinedRuns(fixes: Fix[]): Fix[][] {
  const runs: Fix[][] = []
  let tally = EMPTY_TALLY
  for (const fix of fixes) {
    const before = tally.kept
    tally = advance(tally, fix)
    if (tally.kept !== fix) continue
    if (before && isJoined(before, fix)) runs.at(-1)!.push(fix)
    else runs.push([fix])
  }
  return runs
}

/** A fix that was believed after five drops begins a run, however near it is. */
function isJoined(before: Fix, fix: Fix): boolean {
  const length_m = distance_m(before, fix)
  const isNear = fix.at - before.at <= JOIN_MS && length_m <= JOIN_M
  return isNear && (length_m * 1000) / (fix.at - before.at) <= MAX_SPEED_MS
}

/** The pieces of a line target, from its start; the parts of a MultiLineString follow one another. */
export function piecesOf(target: Pick<PhoneTarget, 'geometry' | 'chainage_start_m'>): Piece[] {
  const legs = legsOf(target.geometry)
  const total_m = legs.reduce((sum, leg) => sum + leg.length_m, 0)
  const start_m = target.chainage_start_m ?? 0
  const pieces: Piece[] = []
  let [leg, passed_m] = [0, 0]
  for (let from_m = 0; from_m < total_m; from_m += PIECE_M) {
    const to_m = Math.min(from_m + PIECE_M, total_m)
    const middle_m = (from_m + to_m) / 2
    while (leg < legs.length - 1 && passed_m + legs[leg]!.length_m < middle_m)
      passed_m += legs[leg++]!.length_m
    const middle = placeOn(legs[leg]!, middle_m - passed_m)
    pieces.push({ from_m: start_m + from_m, to_m: start_m + to_m, middle })
  }
  return pieces
}

interface Leg {
  a: Position
  b: Position
  length_m: number
}

function legsOf(geometry: PhoneTarget['geometry']): Leg[] {
  const parts =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : []
  return parts.flatMap((part) =>
    part.slice(1).map((b, n) => ({ a: part[n]!, b, length_m: metres(part[n]!, b) })),
  )
}

function placeOn({ a, b, length_m }: Leg, along_m: number): Position {
  const share = length_m === 0 ? 0 : along_m / length_m
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share]
}

/** All positions of a geometry, whichever it is. */
export function positionsOf(geometry: PhoneTarget['geometry']): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const flat = (at: unknown): Position[] =>
    Array.isArray(at) ? (typeof at[0] === 'number' ? [at as Position] : at.flatMap(flat)) : []
  return flat(geometry.coordinates)
}

const at = ([lon = 0, lat = 0]: Position) => ({ lon, lat })
export const metres = (a: Position, b: Position): number => distance_m(at(a), at(b))

/** Whether one of the joined pairs of fixes passes a point or polygon target. */
export function isReached(target: PhoneTarget, runs: Fix[][]): boolean {
  const { geometry, radius_m } = target
  if (geometry.type === 'Point')
    return passes(geometry.coordinates, runs, radius_m ?? POINT_REACH_M)
  const rings = ringsOf(geometry)
  return rings.length > 0 && pairsOf(runs).some(([a, b]) => meets(rings, a, b))
}

/** The pieces of a line target that one of the joined pairs passes. */
export function reachedPieces(target: PhoneTarget, pieces: Piece[], runs: Fix[][]): Set<Piece> {
  if (!isLine(target)) return new Set()
  const reach_m = LINE_REACH_M[target.layer] ?? OTHER_LINE_REACH_M
  return new Set(pieces.filter(({ middle }) => passes(middle, runs, reach_m)))
}

const pairsOf = (runs: Fix[][]): [Fix, Fix][] =>
  runs.flatMap((run) => run.slice(1).map((fix, n): [Fix, Fix] => [run[n]!, fix]))

function passes(place: Position, runs: Fix[][], reach_m: number): boolean {
  const [lon = 0, lat = 0] = place
  const north_m = distance_m({ lon, lat }, { lon, lat: lat + 0.01 }) * 100
  const east_m = distance_m({ lon, lat }, { lon: lon + 0.01, lat }) * 100
  const flat = (fix: Fix): [number, number] => [(fix.lon - lon) * east_m, (fix.lat - lat) * north_m]
  return runs.some((run) =>
    run.slice(1).some((fix, n) => fromOrigin_m(flat(run[n]!), flat(fix)) <= reach_m),
  )
}

/** How near the stretch between two places in a plane comes to its origin. */
function fromOrigin_m([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const squared = dx * dx + dy * dy
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared))
  return Math.hypot(ax + share * dx, ay + share * dy)
}

function ringsOf(geometry: PhoneTarget['geometry']): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

function meets(rings: Position[][], a: Fix, b: Fix): boolean {
  return (
    inside(rings, a) ||
    rings.some((ring) => ring.slice(1).some((d, n) => cross(a, b, at(ring[n]!), at(d))))
  )
}

type Place = Pick<Fix, 'lon' | 'lat'>

function inside(rings: Position[][], { lon, lat }: Place): boolean {
  let isInside = false
  for (const ring of rings)
    for (let n = 1; n < ring.length; n += 1) {
      const [ax = 0, ay = 0] = ring[n - 1]!
      const [bx = 0, by = 0] = ring[n]!
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax)
        isInside = !isInside
    }
  return isInside
}

const side = (a: Place, b: Place, c: Place) =>
  Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon))
const cross = (a: Place, b: Place, c: Place, d: Place) =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
