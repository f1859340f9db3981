/** What GET /coverage answers: contract section 7. */
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'

export type LineLayer = 'railway' | 'road'
export type PlaceLayer = 'village' | 'school' | 'crossing' | 'enterprise'
export type Layer = LineLayer | PlaceLayer

export interface LineMeasure {
  length_m: number
  covered_m: number
  share: number
  oldest_days: number | null
  never_m?: number
  approximate?: boolean
}

export interface PlaceMeasure {
  count: number
  visited: number
  share: number
  oldest_days: number | null
  never?: number
  approximate?: boolean
}

/** The numbers of one township, or of the district. A layer without a target is null. */
export interface Measures extends Record<LineLayer, LineMeasure | null> {
  patrols: number
  distance_m: number
  recorded_s: number
  active_days: number
  village: PlaceMeasure | null
  school: PlaceMeasure | null
  crossing: PlaceMeasure | null
  enterprise: PlaceMeasure | null
  outreach: { events: number; reached: number; materials: number }
  clinic: { sessions: number; consultations: number }
  hazards: { opened: number; open: number; overdue: number; closed: number }
  last_activity_on: string | null
  approximate?: boolean
}

export interface TownshipMeasures extends Measures {
  code: string
  name: string
}

export type TownshipFeature = Feature<Polygon | MultiPolygon, TownshipMeasures>

export interface Coverage extends FeatureCollection<Polygon | MultiPolygon, TownshipMeasures> {
  totals: Measures
  rules: number | string
  as_of: string
}
