// Where a target lies: the pieces that rule 5 cuts a line into, and the corners of the others.

import type { Position } from 'geojson'
import { distance_m, type Place } from '../gps/distance'
import type { PhoneTarget } from './phoneTarget'

type Geometry = PhoneTarget['geometry']
const PIECE_M = 50

/** A piece of a line: its chainage, its length, and where its middle is. */
export interface Piece {
  from_m: number
  to_m: number
  middle: Position
}

/** 50 m each from the start, the last may be shorter; the parts of a line follow one another. */
export function piecesOf(target: Pick<PhoneTarget, 'geometry' | 'chainage_start_m'>): Piece[] {
  const legs = legsOf(target.geometry)
  const total_m = legs.reduce((sum, { length_m }) => sum + length_m, 0)
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

const legsOf = (geometry: Geometry): Leg[] =>
  partsOf(geometry).flatMap((part) =>
    part.slice(1).map((b, n) => ({ a: part[n]!, b, length_m: metres(part[n]!, b) })),
  )

function partsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

function placeOn({ a, b, length_m }: Leg, along_m: number): Position {
  const share = length_m === 0 ? 0 : along_m / length_m
  return [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share]
}

/** All positions of a geometry, whichever it is. */
export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const flat = (at: unknown): Position[] =>
    Array.isArray(at) ? (typeof at[0] === 'number' ? [at as Position] : at.flatMap(flat)) : []
  return flat(geometry.coordinates)
}

/** The rings of each polygon. */
export function polygonsOf(geometry: Geometry): Place[][][] {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  return polygons.map((rings) => rings.map((ring) => ring.map(placeAt)))
}

export const placeAt = ([lon = 0, lat = 0]: Position): Place => ({ lon, lat })
export const metres = (a: Position, b: Position): number => distance_m(placeAt(a), placeAt(b))
