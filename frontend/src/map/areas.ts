/** What a map of coloured areas is given; it knows nothing of the numbers behind them. */
import type { FeatureCollection, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'

/** A shade of the five steps, or a state that is no number. */
export type Paint = 'shade-0' | 'shade-1' | 'shade-2' | 'shade-3' | 'shade-4' | State
export type State = 'never' | 'no_target' | 'idle'

export interface Area {
  code: string
  name: string
  /** The number with its unit, as drawn below the name. */
  label: string
  /** Name, metric and number in one sentence. */
  spoken: string
  paint: Paint
  geometry: Polygon | MultiPolygon
}

export type Rails = FeatureCollection<
  LineString | MultiLineString,
  { name: string; approximate?: boolean }
>

export interface Size {
  width: number
  height: number
}

/** Room in px left free of areas, for what lies over the map. */
export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}
