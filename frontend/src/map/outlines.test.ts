import { describe, expect, test } from 'vitest'
import type { Area } from './areas'
import { outlinesOf, railPaths } from './outlines'

const asPixels = ([x = 0, y = 0]: number[]): [number, number] => [x, y]

function area(code: string, west: number, side: number): Area {
  const ring = [
    [west, 0],
    [west + side, 0],
    [west + side, side],
    [west, side],
    [west, 0],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return { code, name: '三泉镇', label: '12 次', spoken: '', paint: 'shade-1', geometry }
}

describe('names on the map', () => {
  test('the larger of two neighbours keeps its name when both do not fit', () => {
    const outlines = outlinesOf([area('small', 0, 10), area('large', 10, 20)], asPixels)
    expect(outlines.map(({ area: { code }, named }) => [code, named])).toEqual([
      ['small', false],
      ['large', true],
    ])
  })

  test('both are named when there is room', () => {
    const outlines = outlinesOf([area('west', 0, 90), area('east', 90, 90)], asPixels)
    expect(outlines.every(({ named }) => named)).toBe(true)
  })
})

test('an approximate railway is dashed, a surveyed one is not', () => {
  const line = (approximate: boolean) => ({
    type: 'Feature' as const,
    geometry: {
      type: 'LineString' as const,
      coordinates: [
        [0, 0],
        [5, 5],
      ],
    },
    properties: { name: '南涪铁路', approximate },
  })
  const rails = { type: 'FeatureCollection' as const, features: [line(true), line(false)] }
  expect(railPaths(rails, asPixels).map(({ dashed }) => dashed)).toEqual([true, false])
})
