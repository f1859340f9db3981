// The townships as they are drawn: the user's own and those beside them.

import type { MultiPolygon, Polygon, Position } from 'geojson'

/** `own`: one of the user's townships. */
export interface Outline {
  code: string
  name: string
  approximate: boolean
  own: boolean
  geometry: Polygon | MultiPolygon
}

type Row = Record<string, unknown>
type Box = [west: number, south: number, east: number, north: number]

/** Those of these rows of `/townships` whose box meets that of an own one. */
export function outlinesAround(rows: Row[], own: string[]): Outline[] {
  const drawn = rows.flatMap((row) => outlineOf(row, own) ?? [])
  const boxes = drawn.filter((one) => one.own).map(boxOf)
  return drawn.filter((one) => boxes.some((box) => meet(box, boxOf(one))))
}

function outlineOf(row: Row, own: string[]): Outline | null {
  const { code, name, approximate, geometry } = row
  if (typeof code !== 'string' || typeof name !== 'string' || !isArea(geometry)) return null
  return { code, name, approximate: approximate === true, own: own.includes(code), geometry }
}

function isArea(geometry: unknown): geometry is Polygon | MultiPolygon {
  const type = (geometry as { type?: unknown } | null)?.type
  return type === 'Polygon' || type === 'MultiPolygon'
}

function boxOf({ geometry }: Outline): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  const places = geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as Position[]
  for (const [lon = 0, lat = 0] of places) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

const meet = (a: Box, b: Box) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
