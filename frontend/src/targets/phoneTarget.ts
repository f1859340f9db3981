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
  /** The townships of this user in which it lies or through which it passes. */
  passes?: string[]
  /** Of a line: what is known of it in these townships, in the order of the chainage. */
  stretches?: PhoneStretch[]
}

/** Chainage in metres; `last_visited_on` is that of its longest unseen piece. */
export interface PhoneStretch {
  from_m: number
  to_m: number
  last_visited_on: string | null
  /** In which of the user's townships it lies. */
  township?: string
}

export const isLine = ({ geometry }: Pick<PhoneTarget, 'geometry'>): boolean =>
  geometry.type === 'LineString' || geometry.type === 'MultiLineString'
