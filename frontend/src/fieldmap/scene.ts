// What the phone's map shows, as plain GeoJSON: one source of both the WebGL and the SVG map.

import type { Feature, FeatureCollection, Geometry, LineString, Point, Position } from 'geojson'
import type { Fix } from '../gps/fix'
import { isOpen } from '../next/order'
import type { PhoneHazard } from '../hazards/phoneHazard'
import { placeOf } from '../next/order'
import type { Outline } from '../sync/outlines'
import { piecesOf } from '../targets/phonePieces'
import type { TargetState } from '../targets/phoneState'
import type { Standing } from '../targets/phoneStanding'
import { isLine } from '../targets/phoneTarget'

export interface Here {
  place: Position
  accuracy_m: number
}

export interface FieldScene {
  outlines: Outline[]
  standings: Standing[]
  hazards: PhoneHazard[]
  runs: Fix[][]
  here: Here | null
  /** An ordered way: from here over its stops and back. */
  route: Position[]
  /** A place that is being chosen. */
  chosen?: Position
}

type Collection<G extends Geometry> = FeatureCollection<G>
const collection = <G extends Geometry>(features: Feature<G>[]): Collection<G> => ({
  type: 'FeatureCollection',
  features,
})
const point = (coordinates: Position, properties: object): Feature<Point> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties: { ...properties },
})
const line = (coordinates: Position[], properties: object): Feature<LineString> => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates },
  properties: { ...properties },
})

export const outlineFeatures = ({ outlines }: FieldScene): FeatureCollection =>
  collection(
    outlines.map(({ geometry, code, name, own }) => ({
      type: 'Feature',
      geometry,
      properties: { code, name, own },
    })),
  )

export const markFeatures = ({ standings, hazards, chosen }: FieldScene): Collection<Point> =>
  collection([
    ...standings
      .filter(({ target }) => !isLine(target))
      .map(({ target, state }) =>
        point(placeOf(target.geometry), {
          id: target.id,
          mark: state,
          name: target.name,
          rank: RANK[state],
        }),
      ),
    ...hazards
      .filter(isOpen)
      .map(({ id, place }) => point(place, { hazard: id, mark: 'hazard', name: '', rank: 9 })),
    ...(chosen ? [point(chosen, { mark: 'chosen', name: '', rank: 10 })] : []),
  ])

/** The higher ones are drawn on top, and named first. */
const RANK: Record<TargetState, number> = {
  never: 6,
  overdue: 7,
  due: 5,
  visited: 2,
  inaccessible: 1,
  excluded: 0,
}

/** Lines whole, and over them the stretches of which something is known. */
export function lineFeatures({ standings }: FieldScene): Collection<LineString> {
  return collection(standings.filter(({ target }) => isLine(target)).flatMap(stretchLines))
}

function stretchLines({ target, stretches }: Standing): Feature<LineString>[] {
  const { geometry, layer, id, approximate } = target
  const parts =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : []
  const whole = parts.map((part) => line(part, { id, layer, state: 'other', approximate }))
  const pieces = piecesOf(target)
  const known = stretches.map(({ from_m, to_m, state }) => {
    const inside = pieces.filter((piece) => piece.from_m > from_m - 1 && piece.to_m < to_m + 1)
    return line(
      inside.map(({ middle }) => middle),
      { id, layer, state, approximate },
    )
  })
  return [...whole, ...known.filter(({ geometry: { coordinates } }) => coordinates.length > 1)]
}

const KILOMETRE_M = 1000

/** The K-posts of the railways, where the line passes the user's townships. */
export function postFeatures({ standings }: FieldScene): Collection<Point> {
  const rails = standings.filter(({ target }) => target.layer === 'railway' && isLine(target))
  return collection(
    rails.flatMap(({ target, stretches }) => {
      const pieces = piecesOf(target)
      const known = (at_m: number) =>
        stretches.some(({ from_m, to_m }) => from_m <= at_m && at_m <= to_m)
      return pieces.flatMap(({ from_m, to_m, middle }, n) => {
        const post_m = Math.ceil(from_m / KILOMETRE_M) * KILOMETRE_M
        if (post_m >= to_m || !known(post_m)) return []
        const before = pieces[n - 1]?.middle ?? middle
        const share = (post_m - from_m) / (to_m - from_m)
        const next = share < 0.5 ? before : (pieces[n + 1]?.middle ?? middle)
        const weight = Math.abs(0.5 - share)
        const place = [0, 1].map((axis) => middle[axis]! * (1 - weight) + next[axis]! * weight)
        return [point(place, { post: `K${post_m / KILOMETRE_M}` })]
      })
    }),
  )
}

/** The own track of today; the times without fixes lie between its runs. */
export function trackFeatures({ runs }: FieldScene): Collection<LineString> {
  const sorted = [...runs].sort((a, b) => a[0]!.at - b[0]!.at)
  const ridden = sorted
    .filter((run) => run.length > 1)
    .map((run) => line(run.map(placeOfFix), { gap: false }))
  const gaps = sorted
    .slice(1)
    .map((run, n) => line([placeOfFix(sorted[n]!.at(-1)!), placeOfFix(run[0]!)], { gap: true }))
  return collection([...ridden, ...gaps])
}

const placeOfFix = ({ lon, lat }: Fix): Position => [lon, lat]
const CIRCLE_CORNERS = 48
const METRES_PER_DEGREE = 111_320

/** The own position and the circle within which it lies. */
export function hereFeatures({ here }: FieldScene): FeatureCollection {
  if (!here) return collection([])
  const [lon = 0, lat = 0] = here.place
  const north = here.accuracy_m / METRES_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: CIRCLE_CORNERS + 1 }, (_, n) => {
    const angle = (n / CIRCLE_CORNERS) * 2 * Math.PI
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
  const circle: Feature = {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties: {},
  }
  return collection<Geometry>([circle, point(here.place, {})])
}

export function routeFeatures({ route }: FieldScene): FeatureCollection {
  if (route.length < 2) return collection([])
  const numbered = route.slice(1, -1).map((place, n) => point(place, { number: String(n + 1) }))
  return collection<Geometry>([line(route, {}), ...numbered])
}
