// How far a place is from a target, whatever its shape.

import type { Geometry, Position as GeoPosition } from 'geojson'
import { distance_m } from '../gps/distance'
import type { Position } from '../records/feature'

const at = ([lon = 0, lat = 0]: GeoPosition) => ({ lon, lat })

export const metresBetween = (a: GeoPosition, b: GeoPosition) => distance_m(at(a), at(b))

/** Metres from a place to the nearest point of a geometry; 0 within a polygon. */
export function metresTo(geometry: Geometry, from: Position): number {
  switch (geometry.type) {
    case 'Point':
      return metresBetween(from, geometry.coordinates)
    case 'MultiPoint':
      return least(geometry.coordinates.map((one) => metresBetween(from, one)))
    case 'LineString':
      return toLine(geometry.coordinates, from)
    case 'MultiLineString':
      return least(geometry.coordinates.map((line) => toLine(line, from)))
    case 'Polygon':
      return toPolygon(geometry.coordinates, from)
    case 'MultiPolygon':
      return least(geometry.coordinates.map((rings) => toPolygon(rings, from)))
    case 'GeometryCollection':
      return least(geometry.geometries.map((one) => metresTo(one, from)))
  }
}

const least = (lengths: number[]) => lengths.reduce((a, b) => Math.min(a, b), Infinity)

function toLine(line: GeoPosition[], from: Position): number {
  if (line.length === 1) return metresBetween(from, line[0]!)
  return least(line.slice(1).map((end, n) => toPiece(line[n]!, end, from)))
}

/** On a plane that touches the globe at `from`: true enough for what is near. */
function toPiece(start: GeoPosition, end: GeoPosition, from: Position): number {
  const [a, b] = [onPlane(start, from), onPlane(end, from)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : -(a.x * dx + a.y * dy) / length
  const part = Math.max(0, Math.min(1, along))
  return Math.hypot(a.x + part * dx, a.y + part * dy)
}

function onPlane(place: GeoPosition, [lon, lat]: Position) {
  const x = metresBetween([lon, lat], [place[0]!, lat])
  const y = metresBetween([lon, lat], [lon, place[1]!])
  return { x: place[0]! < lon ? -x : x, y: place[1]! < lat ? -y : y }
}

function toPolygon(rings: GeoPosition[][], from: Position): number {
  const inside = rings.reduce((odd, ring) => odd !== isWithin(ring, from), false)
  return inside ? 0 : least(rings.map((ring) => toLine(ring, from)))
}

function isWithin(ring: GeoPosition[], [lon, lat]: Position): boolean {
  return ring.slice(1).reduce((odd, [bx = 0, by = 0], n) => {
    const [ax = 0, ay = 0] = ring[n]!
    const crosses = ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax
    return odd !== crosses
  }, false)
}
