/**
 * Where next: the targets that are never visited, overdue or due, in the order of
 *
 *     urgency / (distance in km + 0.5)
 *
 * Urgency is the days since the last visit by the interval (1 on the day on which it is due, at most
 * 5); 3 for a target that was never visited. The half kilometre keeps the nearest one from winning
 * by its nearness alone. Distances are straight lines times a winding factor of 1.35, which is about
 * what the district's mountain roads come to; the screen says 约.
 */

import type { Position } from 'geojson'
import type { PhoneHazard } from '../hazards/phoneHazard'
import { metres, piecesOf, positionsOf } from '../targets/phonePieces'
import type { Standing } from '../targets/phoneStanding'
import { isLine } from '../targets/phoneTarget'

export const WINDING = 1.35
export const NEVER_URGENCY = 3
export const MOST_URGENCY = 5
const NEAR_KM = 0.5
export const HAZARD_NEAR_M = 150

/** A target, or a stretch of a line, to go to, as that stretch stands; of a place `length_m` is 0. */
export interface Candidate {
  id: string
  standing: Standing
  place: Position
  urgency: number
  /** Of a stretch: its chainage. */
  from_m: number | null
  to_m: number | null
  length_m: number
}

export interface Ranked extends Candidate {
  distance_m: number | null
  score: number
}

/** What is worth going to; a line once for each of its stretches that is. */
export function candidates(all: Standing[]): Candidate[] {
  return all.flatMap((one) => (isLine(one.target) ? ofLine(one) : ofPlace(one)))
}

function ofPlace(standing: Standing): Candidate[] {
  const { target, state, overdue_share } = standing
  if (!isWanted(state)) return []
  const urgency = urgencyOf(state, overdue_share)
  const place = placeOf(target.geometry)
  return [{ id: target.id, standing, place, urgency, from_m: null, to_m: null, length_m: 0 }]
}

const MOST_STRETCHES = 4

function ofLine(standing: Standing): Candidate[] {
  const { target } = standing
  const wanted = standing.stretches.filter(({ state }) => isWanted(state))
  if (wanted.length === 0) return []
  const pieces = piecesOf(target)
  const found = wanted.flatMap((stretch) => {
    const { from_m, to_m, state, days_since, overdue_share } = stretch
    const inside = pieces.filter((piece) => piece.from_m > from_m - 1 && piece.to_m < to_m + 1)
    const middle = inside[Math.floor(inside.length / 2)]
    if (!middle) return []
    const id = `${target.id}/${Math.round(from_m)}`
    const urgency = urgencyOf(state, overdue_share)
    const length_m = to_m - from_m
    const here = { ...standing, state, days_since, overdue_share }
    return [{ id, standing: here, place: middle.middle, urgency, from_m, to_m, length_m }]
  })
  return found.sort((a, b) => b.length_m - a.length_m).slice(0, MOST_STRETCHES)
}

const isWanted = (state: Standing['state']) =>
  state === 'never' || state === 'overdue' || state === 'due'

function urgencyOf(state: Standing['state'], overdue_share: number | null): number {
  if (state === 'never') return NEVER_URGENCY
  return Math.min(MOST_URGENCY, overdue_share ?? 1)
}

/** From here, the first one first; without a place to start from by urgency alone. */
export function ranked(all: Candidate[], here: Position | null): Ranked[] {
  const told = all.map((one) => {
    const distance_m = here ? metres(here, one.place) * WINDING : null
    return { ...one, distance_m, score: one.urgency / ((distance_m ?? 0) / 1000 + NEAR_KM) }
  })
  return told.sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
}

/** A position that stands for a place; for a polygon the middle of its box. */
export function placeOf(geometry: Standing['target']['geometry']): Position {
  if (geometry.type === 'Point') return geometry.coordinates
  const places = positionsOf(geometry)
  const middle = (of: number[]) => (Math.min(...of) + Math.max(...of)) / 2
  return [middle(places.map(([lon = 0]) => lon)), middle(places.map(([, lat = 0]) => lat))]
}

export interface NearHazard {
  hazard: PhoneHazard
  distance_m: number
}

/** The nearest open hazard that is close enough to look at again on the way. */
export function hazardNear(place: Position, hazards: PhoneHazard[]): NearHazard | null {
  const near = hazards
    .filter(isOpen)
    .map((hazard) => ({ hazard, distance_m: metres(place, hazard.place) }))
    .filter(({ distance_m }) => distance_m <= HAZARD_NEAR_M)
  return near.sort((a, b) => a.distance_m - b.distance_m)[0] ?? null
}

/** Not yet verified, or reopened since: assigning and measures leave it open. */
export function isOpen({ steps }: PhoneHazard): boolean {
  const told = steps.filter(({ action }) => action === 'verified' || action === 'reopened')
  return told.at(-1)?.action !== 'verified'
}
