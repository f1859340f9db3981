import { describe, expect, test } from 'vitest'
import { boundsOf, ringArea, roomiest } from './geometry'

const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

describe('the place for a name', () => {
  test('lies in the middle of a square', () => {
    const [x, y] = roomiest({ type: 'Polygon', coordinates: [square(107, 29, 1)] })
    expect(x).toBeCloseTo(107.5, 2)
    expect(y).toBeCloseTo(29.5, 2)
  })

  test('lies inside a hook, where the centre would not', () => {
    const hook = [
      [0, 0],
      [4, 0],
      [4, 1],
      [1, 1],
      [1, 4],
      [0, 4],
      [0, 0],
    ]
    const [x, y] = roomiest({ type: 'Polygon', coordinates: [hook] })
    expect(x < 1 || y < 1).toBe(true)
  })

  test('lies in the largest part of a township of two parts', () => {
    const parts = [[square(0, 0, 1)], [square(10, 10, 3)]]
    const [x] = roomiest({ type: 'MultiPolygon', coordinates: parts })
    expect(x).toBeGreaterThan(10)
  })
})

test('bounds hold every position and area is that of the ring', () => {
  expect(boundsOf(square(1, 2, 3))).toEqual([1, 2, 4, 5])
  expect(ringArea(square(1, 2, 3))).toBeCloseTo(9)
})
