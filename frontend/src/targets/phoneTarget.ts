// A target as it lies on the phone: what the map, the round and a check-in need without a network.

import type { Geometry } from 'geojson'

export type PhoneLayer =
  'railway' | 'road' | 'village' | 'school' | 'crossing' | 'clinic' | 'enterprise' | 'other'

/** Names and units are those of `/targets`; `last_visited_on` is what the server last told. */
export interface PhoneTarget {
  id: string
  layer: PhoneLayer
  name: string
  code: string | null
  township: string | null
  geometry: Geometry
  interval_days: number | null
  radius_m: number | null
  chainage_start_m: number | null
  status: 'open' | 'inaccessible' | 'excluded'
  /** A calendar day in Asia/Shanghai, both of them. */
  status_until_on: string | null
  last_visited_on: string | null
  approximate: boolean
}
