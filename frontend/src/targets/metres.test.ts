import { expect, test } from 'vitest'
import type { Position } from '../records/feature'
import { metresTo } from './metres'

const HERE: Position = [107.2, 29.15]
const METRE_EAST = 1 / 97_300 // degrees of longitude at 29.15 north
const east = (metres: number): Position => [HERE[0] + metres * METRE_EAST, HERE[1]]

test('a place is as far as it is on the ground', () => {
  expect(metresTo({ type: 'Point', coordinates: east(120) }, HERE)).toBeCloseTo(120, 0)
})

test('a line is as far as its nearest point, which need not be a corner', () => {
  const [lon] = east(80)
  const line = [
    [lon, 29.1],
    [lon, 29.2],
  ]
  expect(metresTo({ type: 'LineString', coordinates: line }, HERE)).toBeCloseTo(80, -1)
})

test('within an area it is nowhere far, outside as far as the border', () => {
  const square = (lon: number) => [
    [lon - 0.01, 29.1],
    [lon + 0.01, 29.1],
    [lon + 0.01, 29.2],
    [lon - 0.01, 29.2],
    [lon - 0.01, 29.1],
  ]
  expect(metresTo({ type: 'Polygon', coordinates: [square(HERE[0])] }, HERE)).toBe(0)
  const [lon] = east(60)
  const outside = metresTo({ type: 'Polygon', coordinates: [square(lon + 0.01)] }, HERE)
  expect(outside).toBeCloseTo(60, -1)
})
