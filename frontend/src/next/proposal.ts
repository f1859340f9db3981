// A proposed round from what is worth going to: the question put to the planner, and its answer.

import type { Position } from 'geojson'
import { metres } from '../targets/phonePieces'
import { WINDING, type Candidate } from './order'
import { KICKS, planRound, type Asked } from './round'

export const MOST_STOPS = 40
/** Of what the battery still gives, the part that is planned with: the rest is for the way home. */
export const USABLE = 0.85
const STAY_MIN: Partial<Record<string, number>> = { crossing: 5, village: 10, railway: 0, road: 0 }
const STAY_ELSE_MIN = 10
/** What was put into the round by hand goes in before all else. */
const PINNED_WORTH = 20

/** Battery in per cent, and how far the vehicle comes with a full one. */
export interface Means {
  battery_pct: number
  full_range_km: number
  time_min: number
  speed_kmh: number
}

export interface Proposal {
  stops: Candidate[]
  length_m: number
  time_min: number
  left_out: number
}

export const rangeLeft_m = ({ battery_pct, full_range_km }: Means): number =>
  (full_range_km * 1000 * battery_pct * USABLE) / 100

/** The most urgent stops that there is room for, as an ordered way from `here` to `home`. */
export function propose(
  all: Candidate[],
  pinned: string[],
  here: Position,
  home: Position,
  means: Means,
  until = Infinity,
): Proposal {
  const isPinned = ({ standing }: Candidate) => pinned.includes(standing.target.id)
  const near = (one: Candidate) => one.urgency / (metres(here, one.place) / 1000 + 1)
  const most = [...all]
    .sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)) || near(b) - near(a))
    .slice(0, MOST_STOPS)
  const asked: Asked = {
    table: tableOf([...most.map(({ place }) => place), here, home]),
    stops: most.map((one) => ({
      worth: one.urgency + (isPinned(one) ? PINNED_WORTH : 0),
      stay_min: STAY_MIN[one.standing.target.layer] ?? STAY_ELSE_MIN,
      along_m: one.length_m,
    })),
    range_m: rangeLeft_m(means),
    time_min: means.time_min,
    speed_kmh: means.speed_kmh,
  }
  const round = planRound(asked, KICKS, until)
  const stops = round.order.map((n) => most[n]!)
  return { ...round, stops, left_out: all.length - stops.length }
}

function tableOf(places: Position[]) {
  const metresBetween = new Float64Array(places.length ** 2)
  places.forEach((a, row) =>
    places.forEach((b, column) => {
      metresBetween[row * places.length + column] = metres(a, b) * WINDING
    }),
  )
  return { count: places.length - 2, metres: metresBetween }
}
