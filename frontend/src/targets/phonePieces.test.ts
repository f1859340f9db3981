import { expect, test } from 'vitest'
import { piecesOf, positionsOf } from './phonePieces'
import { east, LAT, LON, rail } from './phoneTargets.sample'

const eastwards = (...metres: number[]) => metres.map((m) => [east(m), LAT])
const told = ({ from_m, to_m }: { from_m: number; to_m: number }) => [from_m, Math.round(to_m)]

test('a line is cut into 50 m from its start; the last piece may be shorter', () => {
  const geometry = { type: 'LineString' as const, coordinates: eastwards(0, 120) }
  const pieces = piecesOf(rail({ geometry }))
  expect(pieces.map(told)).toEqual([
    [12300, 12350],
    [12350, 12400],
    [12400, 12420],
  ])
  expect(pieces[0]!.middle[0]).toBeCloseTo(east(25), 6)
})

test('the parts of a line follow one another, and nothing lies between them', () => {
  const coordinates = [eastwards(0, 70), eastwards(1000, 1070)]
  const pieces = piecesOf(rail({ geometry: { type: 'MultiLineString', coordinates } }))
  const middles = pieces.map(({ middle }) => Math.round((middle[0]! - LON) * 97_280))
  expect(middles).toEqual([25, 1005, 1050])
})

test('all positions of a geometry, whichever it is', () => {
  const ring = eastwards(0, 10, 20, 0)
  expect(positionsOf({ type: 'Point', coordinates: ring[0]! })).toEqual([ring[0]])
  expect(positionsOf({ type: 'Polygon', coordinates: [ring] })).toEqual(ring)
})
