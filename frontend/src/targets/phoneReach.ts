// Rule 5 on the phone: which targets, and which pieces of lines, the joined pairs of a track reach.

import type { Place } from '../gps/distance'
import { boxOf, type Pair, type Pairs } from '../gps/pairs'
import { placeAt, polygonsOf, type Piece } from './phonePieces'
import { isLine, type PhoneTarget } from './phoneTarget'

const LINE_REACH_M: Partial<Record<string, number>> = { railway: 60 }
const OTHER_LINE_REACH_M = 30
const POINT_REACH_M = 150

/** Whether a pair passes a point within its radius, or meets a polygon. */
export function isReached({ geometry, radius_m }: PhoneTarget, pairs: Pairs): boolean {
  if (geometry.type === 'Point')
    return pairs.passes(placeAt(geometry.coordinates), radius_m ?? POINT_REACH_M)
  return polygonsOf(geometry).some((rings) => isMet(rings, pairs))
}

/** The pieces of a line target whose middle a pair passes. */
export function reachedPieces(target: PhoneTarget, pieces: Piece[], pairs: Pairs): Set<Piece> {
  if (!isLine(target)) return new Set()
  const reach_m = LINE_REACH_M[target.layer] ?? OTHER_LINE_REACH_M
  return new Set(pieces.filter(({ middle }) => pairs.passes(placeAt(middle), reach_m)))
}

function isMet(rings: Place[][], pairs: Pairs): boolean {
  for (const pair of pairs.in(boxOf(rings[0] ?? [])))
    if (isInside(pair[0], rings) || rings.some((ring) => isCut(ring, pair))) return true
  return false
}

/** Inside by the even-odd rule, so that holes are outside. */
export function isInside({ lon, lat }: Place, rings: Place[][]): boolean {
  let inside = false
  for (const ring of rings)
    for (let n = 1; n < ring.length; n += 1) {
      const [a, b] = [ring[n - 1]!, ring[n]!]
      const isBeside = a.lat > lat !== b.lat > lat
      if (isBeside && lon < a.lon + ((b.lon - a.lon) * (lat - a.lat)) / (b.lat - a.lat))
        inside = !inside
    }
  return inside
}

const isCut = (ring: Place[], [from, to]: Pair): boolean =>
  ring.some((b, n) => n > 0 && doCross(ring[n - 1]!, b, from, to))

/** Touching is crossing. */
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
