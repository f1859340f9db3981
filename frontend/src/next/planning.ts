// The round of this phone: what was typed once is remembered, what was begun goes on from here.

import type { Position } from 'geojson'
import { keep, recall } from '../db/kept'
import type { Candidate } from './order'
import type { Means, Proposal } from './proposal'

export const LEAST_BATTERY = 5
export const USUAL: Means = { battery_pct: 80, full_range_km: 60, time_min: 120, speed_kmh: 22 }
const MEANS = 'round-means'
const BEGUN = 'round-begun'

/** A round that is being ridden: where it began, and its stops by the ids of their candidates. */
export interface Begun {
  home: Position
  stops: string[]
  length_m: number
  time_min: number
  left_out: number
}

export const recallMeans = async (): Promise<Means> => ({
  ...USUAL,
  ...(await recall<Means>(MEANS)),
})
export const keepMeans = (means: Means) => keep(MEANS, { ...means })
export const recallBegun = async () => (await recall<Begun | null>(BEGUN)) ?? null
export const dropBegun = () => keep(BEGUN, null)

export async function begin(
  home: Position,
  { stops, length_m, time_min, left_out }: Proposal,
): Promise<void> {
  await keep(BEGUN, { home, stops: stops.map(({ id }) => id), length_m, time_min, left_out })
}

/** The stops that are still to be visited: what was visited meanwhile is no candidate any more. */
export function stillToVisit(begun: Begun, all: Candidate[]): Candidate[] {
  return begun.stops.flatMap((id) => all.find((one) => one.id === id) ?? [])
}
