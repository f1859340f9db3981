import { expect, test } from 'vitest'
import { isReached, joinedRuns, piecesOf, reachedPieces } from './phoneReach'
import { east, LAT, LON, MORNING, north, place, rail, ride } from './phoneTargets.sample'

const runs = (...args: Parameters<typeof ride>) => joinedRuns(ride(...args))

test('a point is reached within its radius, and not beyond', () => {
  expect(isReached(place(), runs(-300, 300, 140))).toBe(true)
  expect(isReached(place(), runs(-300, 300, 160))).toBe(false)
  expect(isReached(place({ radius_m: 200 }), runs(-300, 300, 160))).toBe(true)
})

test('between two joined fixes it is reached, too; over a gap it is not', () => {
  const [a, b] = [ride(-200, -200)[0]!, ride(200, 200, 0, MORNING + 20_000)[0]!]
  expect(isReached(place({ radius_m: 20 }), joinedRuns([a, b]))).toBe(true)
  const late = { ...b, at: MORNING + 61_000 }
  expect(isReached(place({ radius_m: 20 }), joinedRuns([a, late]))).toBe(false)
})

test('a lone fix reaches nothing', () => {
  expect(isReached(place(), joinedRuns([ride(0, 0)[0]!]))).toBe(false)
})

test('a fix that nobody trusts reaches nothing', () => {
  const poor = ride(-30, 30).map((fix) => ({ ...fix, accuracy_m: 51 }))
  expect(joinedRuns(poor)).toEqual([])
})

test('a polygon is reached when a ride crosses it, or stays inside', () => {
  const corners = [
    [-50, -50],
    [50, -50],
    [50, 50],
    [-50, 50],
    [-50, -50],
  ]
  const ring = corners.map(([x = 0, y = 0]) => [east(x), north(y)])
  const yard = place({ geometry: { type: 'Polygon', coordinates: [ring] } })
  expect(isReached(yard, runs(-200, 200))).toBe(true)
  expect(isReached(yard, runs(-20, 20))).toBe(true)
  expect(isReached(yard, runs(-200, 200, 60))).toBe(false)
})

test('a line is cut into 50 m from its start; the last piece may be shorter', () => {
  const pieces = piecesOf(
    rail({
      geometry: {
        type: 'LineString',
        coordinates: [
          [LON, LAT],
          [east(120), LAT],
        ],
      },
    }),
  )
  expect(pieces.map(({ from_m, to_m }) => [from_m, Math.round(to_m)])).toEqual([
    [12300, 12350],
    [12350, 12400],
    [12400, 12420],
  ])
  expect(pieces[0]!.middle[0]).toBeCloseTo(east(25), 6)
})

test('a railway is covered from 60 m away, a road from 30', () => {
  const count = (layer: 'railway' | 'road', aside_m: number) => {
    const target = rail({ layer })
    return reachedPieces(target, piecesOf(target), runs(0, 495, aside_m)).size
  }
  expect([count('railway', 55), count('railway', 65)]).toEqual([10, 0])
  expect([count('road', 28), count('road', 35)]).toEqual([10, 0])
})
