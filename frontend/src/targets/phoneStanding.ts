// How every target stands here and now: what the server told, and what this phone saw since.

import type { Pairs } from '../gps/pairs'
import { piecesOf, type Piece } from './phonePieces'
import { isReached, reachedPieces } from './phoneReach'
import { daysBetween, stateOf, worstOf, type TargetState } from './phoneState'
import { isLine, type PhoneStretch, type PhoneTarget } from './phoneTarget'

/** What this phone recorded on one calendar day: the joined pairs of fixes, and targets that it named. */
export interface OwnDay {
  on: string
  pairs: Pairs
  named: Set<string>
}

export interface StandingStretch extends PhoneStretch {
  state: TargetState
  days_since: number | null
  overdue_share: number | null
}

/** `overdue_share` is days since the last visit by the interval: 1 is the day on which it is due. */
export interface Standing {
  target: PhoneTarget
  state: TargetState
  last_visited_on: string | null
  days_since: number | null
  overdue_share: number | null
  stretches: StandingStretch[]
}

export function standingOf(target: PhoneTarget, own: OwnDay[], on: string): Standing {
  return isLine(target) ? lineStanding(target, own, on) : placeStanding(target, own, on)
}

function placeStanding(target: PhoneTarget, own: OwnDay[], on: string): Standing {
  const seen = own.filter(({ named, pairs }) => named.has(target.id) || isReached(target, pairs))
  const last = latest([target.last_visited_on, ...seen.map((day) => day.on)])
  return told(target, stateOf(target, last, on), last, last, [], on)
}

function lineStanding(target: PhoneTarget, own: OwnDay[], on: string): Standing {
  const stretches = moved(target, own).map((one) => ({
    ...one,
    state: stateOf(target, one.last_visited_on, on),
    days_since: daysSince(one.last_visited_on, on),
    overdue_share: shareOf(target, one.last_visited_on, on),
  }))
  const days = stretches.map((one) => one.last_visited_on)
  const last = latest([target.last_visited_on, ...days])
  const state =
    stretches.length > 0 ? worstOf(stretches.map((one) => one.state)) : stateOf(target, last, on)
  const oldest = days.includes(null) ? null : ([...days].sort()[0] ?? last)
  return told(target, state, last, oldest, stretches, on)
}

function told(
  target: PhoneTarget,
  state: TargetState,
  last_visited_on: string | null,
  oldest: string | null,
  stretches: StandingStretch[],
  on: string,
): Standing {
  const days_since = daysSince(oldest, on)
  const overdue_share = shareOf(target, oldest, on)
  return { target, state, last_visited_on, days_since, overdue_share, stretches }
}

const daysSince = (last: string | null, on: string): number | null =>
  last === null ? null : Math.max(0, daysBetween(last, on))

function shareOf({ interval_days }: PhoneTarget, last: string | null, on: string): number | null {
  if (last === null || interval_days === null) return null
  return Math.max(0, daysBetween(last, on)) / interval_days
}

/** The stretches of a line with the pieces that own patrols reached, put together again. */
function moved(target: PhoneTarget, own: OwnDay[]): PhoneStretch[] {
  const stretches = target.stretches ?? []
  const passed = own.filter(({ pairs }) => !pairs.isEmpty)
  if (passed.length === 0 || stretches.length === 0) return stretches
  const pieces = piecesOf(target)
  const reached = passed.map((day) => ({
    on: day.on,
    set: reachedPieces(target, pieces, day.pairs),
  }))
  if (reached.every(({ set }) => set.size === 0)) return stretches
  return stretches.flatMap((stretch) => together(stretch, within(stretch, pieces), reached))
}

const within = ({ from_m, to_m }: PhoneStretch, pieces: Piece[]) =>
  pieces.filter((piece) => piece.from_m > from_m - 1 && piece.to_m < to_m + 1)

function together(
  stretch: PhoneStretch,
  pieces: Piece[],
  reached: { on: string; set: Set<Piece> }[],
): PhoneStretch[] {
  const found: PhoneStretch[] = []
  for (const piece of pieces) {
    const days = reached.filter(({ set }) => set.has(piece)).map(({ on }) => on)
    const last_visited_on = latest([stretch.last_visited_on, ...days])
    const before = found.at(-1)
    if (before && before.last_visited_on === last_visited_on) before.to_m = piece.to_m
    else found.push({ from_m: piece.from_m, to_m: piece.to_m, last_visited_on })
  }
  return found.length > 0 ? found : [stretch]
}

function latest(days: (string | null)[]): string | null {
  return days.reduce(
    (last, day) => (day !== null && (last === null || day > last) ? day : last),
    null,
  )
}
