/** Made-up numbers for tests. */
import type { Coverage, TownshipMeasures } from './coverage'

const SQUARE = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [107, 29],
      [107.1, 29],
      [107.1, 29.1],
      [107, 29.1],
      [107, 29],
    ],
  ],
}

export function township(part: Partial<TownshipMeasures> = {}): TownshipMeasures {
  return {
    code: '500119101',
    name: '三泉镇',
    patrols: 0,
    distance_m: 0,
    recorded_s: 0,
    active_days: 0,
    railway: null,
    road: null,
    village: null,
    school: null,
    crossing: null,
    enterprise: null,
    outreach: { events: 0, reached: 0, materials: 0 },
    clinic: { sessions: 0, consultations: 0 },
    hazards: { opened: 0, open: 0, overdue: 0, closed: 0 },
    last_activity_on: null,
    ...part,
  }
}

export function coverage(townships: TownshipMeasures[], totals = township()): Coverage {
  return {
    type: 'FeatureCollection',
    features: townships.map((properties) => ({ type: 'Feature', geometry: SQUARE, properties })),
    totals,
    rules: 1,
    as_of: '2026-11-23T16:30:00+00:00',
  }
}
