/** Web Mercator on a sheet of px, the same frame that the WebGL map uses. */
import type { Position } from 'geojson'
import type { Padding, Size } from './areas'
import type { Bounds } from './geometry'

export type Project = (position: Position) => [x: number, y: number]

const mercatorY = (lat: number): number =>
  Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI)

const latitude = (mercator: number): number =>
  (Math.atan(Math.exp((mercator * Math.PI) / 180)) * 360) / Math.PI - 90

/** Bounds as large as they go inside the padding, in its middle; y grows downwards. */
export function fit(bounds: Bounds, size: Size, padding: Padding): Project {
  const { left, top, west, high, scale } = frameOf(bounds, size, padding)
  return ([lon = 0, lat = 0]) => [
    left + (lon - west) * scale,
    top + (high - mercatorY(lat)) * scale,
  ]
}

/** The way back: which position `fit` puts at a place of the sheet. */
export function positionIn(bounds: Bounds, size: Size, padding: Padding) {
  const { left, top, west, high, scale } = frameOf(bounds, size, padding)
  return (x: number, y: number): Position => [
    west + (x - left) / scale,
    latitude(high - (y - top) / scale),
  ]
}

function frameOf([west, south, east, north]: Bounds, size: Size, padding: Padding) {
  const width = Math.max(1, size.width - padding.left - padding.right)
  const height = Math.max(1, size.height - padding.top - padding.bottom)
  const [low, high] = [mercatorY(south), mercatorY(north)]
  const scale = Math.min(width / (east - west || 1), height / (high - low || 1))
  const left = padding.left + (width - (east - west) * scale) / 2
  const top = padding.top + (height - (high - low) * scale) / 2
  return { left, top, west, high, scale }
}
