// What the screen shows while riding: the coverage rules 1 to 4, one fix at a time.

import type { Fix } from './fix'

const MAX_ACCURACY_M = 50
const MAX_SPEED_MS = 40
const DROPS_BEFORE_JUMP = 5
const JOIN_S = 60
const JOIN_M = 500
const STEP_M = 10

/** How far a track has come: last kept fix, last counted fix, drops by speed in a row. */
export interface Tally {
  distance_m: number
  kept: Fix | null
  counted: Fix | null
  drop_count: number
}

export const EMPTY_TALLY: Tally = { distance_m: 0, kept: null, counted: null, drop_count: 0 }

/** The tally with one more fix, and whether rule 3 joins that fix to the one kept before it. */
export interface Followed {
  tally: Tally
  joined: boolean
}

export const advance = (tally: Tally, fix: Fix): Tally => follow(tally, fix).tally

export const isTrusted = ({ accuracy_m }: Fix) =>
  accuracy_m === null || accuracy_m <= MAX_ACCURACY_M

export function follow(tally: Tally, fix: Fix): Followed {
  const { kept } = tally
  if (!isTrusted(fix)) return alone(tally)
  if (kept === null) return alone({ ...tally, kept: fix, counted: fix })
  if (fix.at <= kept.at) return alone(tally)
  const seconds = (fix.at - kept.at) / 1000
  const length_m = distance_m(kept, fix)
  if (length_m / seconds > MAX_SPEED_MS) return alone(tooFast(tally, fix))
  if (seconds > JOIN_S || length_m > JOIN_M) return alone(restart(tally, fix))
  return { tally: step({ ...tally, kept: fix, drop_count: 0 }, fix), joined: true }
}

const alone = (tally: Tally): Followed => ({ tally, joined: false })

function tooFast(tally: Tally, fix: Fix): Tally {
  const drop_count = tally.drop_count + 1
  return drop_count < DROPS_BEFORE_JUMP ? { ...tally, drop_count } : restart(tally, fix)
}

function restart(tally: Tally, fix: Fix): Tally {
  return { distance_m: tally.distance_m, kept: fix, counted: fix, drop_count: 0 }
}

function step(tally: Tally, fix: Fix): Tally {
  const length_m = distance_m(tally.counted ?? fix, fix)
  if (length_m < STEP_M) return tally
  return { ...tally, distance_m: tally.distance_m + length_m, counted: fix }
}

const SEMI_MAJOR_M = 6_378_137
const ECCENTRICITY_SQUARED = 0.00669437999014
const RADIANS = Math.PI / 180

export type Place = Pick<Fix, 'lon' | 'lat'>

/** Metres per degree of longitude and of latitude: the WGS-84 ellipsoid's radii of curvature. */
export function metresPerDegree(lat: number): [east_m: number, north_m: number] {
  const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(lat * RADIANS) ** 2
  const meridian_m = (SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED)) / bend ** 1.5
  const normal_m = SEMI_MAJOR_M / Math.sqrt(bend)
  return [RADIANS * normal_m * Math.cos(lat * RADIANS), RADIANS * meridian_m]
}

/** Metres between two near places, in the plane of their mean latitude. */
export function distance_m(a: Place, b: Place): number {
  const [east_m, north_m] = metresPerDegree((a.lat + b.lat) / 2)
  return Math.hypot((b.lon - a.lon) * east_m, (b.lat - a.lat) * north_m)
}
