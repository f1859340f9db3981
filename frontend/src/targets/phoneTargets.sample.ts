// For tests: targets and rides near the seat of a township.

import type { Fix } from '../gps/fix'
import type { PhoneTarget } from './phoneTarget'

export const LON = 107.2844
export const LAT = 29.2476
export const TODAY = '2026-11-02'
export const MORNING = Date.parse('2026-11-02T09:00:00+08:00')
/** Metres to degrees at the seat. */
export const east = (m: number) => LON + m / 97_280
export const north = (m: number) => LAT + m / 110_870

export const place = (change: Partial<PhoneTarget> = {}): PhoneTarget => ({
  id: 'school',
  layer: 'school',
  name: '学校',
  code: null,
  township: '500119108',
  geometry: { type: 'Point', coordinates: [LON, LAT] },
  interval_days: 10,
  radius_m: null,
  chainage_start_m: null,
  status: 'open',
  status_until_on: null,
  last_visited_on: null,
  approximate: false,
  passes: ['500119108'],
  ...change,
})

/** 1,000 m of railway eastwards from the seat, at K12+300. */
export const rail = (change: Partial<PhoneTarget> = {}): PhoneTarget =>
  place({
    id: 'rail',
    layer: 'railway',
    geometry: {
      type: 'LineString',
      coordinates: [
        [LON, LAT],
        [east(1000), LAT],
      ],
    },
    chainage_start_m: 12_300,
    stretches: [{ from_m: 12_300, to_m: 13_300, last_visited_on: null }],
    ...change,
  })

/** One fix a second, 15 m each, eastwards between two places in metres from the seat. */
export function ride(from_m: number, to_m: number, aside_m = 0, began_at = MORNING): Fix[] {
  const count = Math.round((to_m - from_m) / 15) + 1
  return Array.from({ length: count }, (_, n) => ({
    lon: east(from_m + n * 15),
    lat: north(aside_m),
    at: began_at + n * 1000,
    accuracy_m: 6,
  }))
}
