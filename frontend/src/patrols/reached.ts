// Rule 5 on the phone: which targets a track reached, and how much of the lines it passed.

import type { Position } from 'geojson'
import { distance_m, type Place } from '../gps/distance'
import type { PhoneTarget } from '../targets/phoneTarget'
import { boxOf, Pairs, type Pair } from './pairs'

const PIECE_M = 50
const RADIUS_M = 150
const RAILWAY_REACH_M = 60
const OTHER_REACH_M = 30

export interface LinePassed {
  target: PhoneTarget
  passed_m: number
  length_m: number
}

export interface Reached {
  /** Points and polygons that were visited. */
  visited: PhoneTarget[]
  /** Lines of which at least one piece was passed; railways first. */
  lines: LinePassed[]
}

/** What the joined stretches of a track come to. */
export function reachedBy(stretches: Place[][], targets: PhoneTarget[]): Reached {
  const pairs = new Pairs(stretches)
  const counted = targets.filter(({ status }) => status !== 'excluded')
  return {
    visited: counted.filter((target) => isVisited(target, pairs)),
    lines: counted
      .map((target) => passed(target, pairs))
      .filter(({ passed_m }) => passed_m > 0)
      .sort(railwayFirst),
  }
}

const rank = ({ target }: LinePassed) => (target.layer === 'railway' ? 0 : 1)
const railwayFirst = (a: LinePassed, b: LinePassed) => rank(a) - rank(b) || b.passed_m - a.passed_m

function isVisited({ geometry, radius_m }: PhoneTarget, pairs: Pairs): boolean {
  if (geometry.type === 'Point') {
    return pairs.passes(placeOf(geometry.coordinates), radius_m ?? RADIUS_M)
  }
  return polygonsOf(geometry).some((rings) => isMet(rings, pairs))
}

function isMet(rings: Position[][], pairs: Pairs): boolean {
  const borders = rings.map((ring) => ring.map(placeOf))
  for (const pair of pairs.in(boxOf(borders[0] ?? []))) {
    if (isInside(pair[0], borders) || borders.some((ring) => isCut(ring, pair))) return true
  }
  return false
}

/** Inside by the even-odd rule, so that holes are outside. */
export function isInside({ lon, lat }: Place, rings: Place[][]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let n = 1; n < ring.length; n += 1) {
      const [a, b] = [ring[n - 1]!, ring[n]!]
      const isBeside = a.lat > lat !== b.lat > lat
      if (isBeside && lon < a.lon + ((b.lon - a.lon) * (lat - a.lat)) / (b.lat - a.lat)) {
        inside = !inside
      }
    }
  }
  return inside
}

function isCut(ring: Place[], [from, to]: Pair): boolean {
  return ring.some((b, n) => n > 0 && doCross(ring[n - 1]!, b, from, to))
}

function doCross(a: Place, b: Place, c: Place, d: Place): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (abc === 0 && abd === 0) return overlap(a, b, c, d)
  return abc * abd <= 0 && cda * cdb <= 0
}

const side = (a: Place, b: Place, c: Place) =>
  Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon))

function overlap(a: Place, b: Place, c: Place, d: Place): boolean {
  const touch = (p: number, q: number, r: number, s: number) =>
    Math.max(p, q) >= Math.min(r, s) && Math.max(r, s) >= Math.min(p, q)
  return touch(a.lon, b.lon, c.lon, d.lon) && touch(a.lat, b.lat, c.lat, d.lat)
}

function passed(target: PhoneTarget, pairs: Pairs): LinePassed {
  const reach_m = target.layer === 'railway' ? RAILWAY_REACH_M : OTHER_REACH_M
  let passed_m = 0
  let length_m = 0
  for (const piece of piecesOf(target.geometry)) {
    length_m += piece.length_m
    if (pairs.passes(piece.middle, reach_m)) passed_m += piece.length_m
  }
  return { target, passed_m, length_m }
}

export interface Piece {
  middle: Place
  length_m: number
}

/** 50 m each from the start, the last may be shorter; the parts of a line follow one another. */
export function piecesOf(geometry: PhoneTarget['geometry']): Piece[] {
  const legs = partsOf(geometry).flatMap((part) =>
    part.slice(1).map((to, n) => legOf(placeOf(part[n]!), placeOf(to))),
  )
  const total_m = legs.reduce((sum, { length_m }) => sum + length_m, 0)
  const pieces: Piece[] = []
  let [leg, before_m] = [0, 0]
  for (let from_m = 0; from_m < total_m; from_m += PIECE_M) {
    const length_m = Math.min(PIECE_M, total_m - from_m)
    const at_m = from_m + length_m / 2
    while (leg + 1 < legs.length && before_m + legs[leg]!.length_m < at_m) {
      before_m += legs[leg]!.length_m
      leg += 1
    }
    pieces.push({ middle: along(legs[leg]!, at_m - before_m), length_m })
  }
  return pieces
}

interface Leg {
  from: Place
  to: Place
  length_m: number
}

const legOf = (from: Place, to: Place): Leg => ({ from, to, length_m: distance_m(from, to) })

function along({ from, to, length_m }: Leg, at_m: number): Place {
  const share = length_m === 0 ? 0 : at_m / length_m
  return {
    lon: from.lon + share * (to.lon - from.lon),
    lat: from.lat + share * (to.lat - from.lat),
  }
}

export const placeOf = ([lon = 0, lat = 0]: Position): Place => ({ lon, lat })

function partsOf(geometry: PhoneTarget['geometry']): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

export function polygonsOf(geometry: PhoneTarget['geometry']): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}
