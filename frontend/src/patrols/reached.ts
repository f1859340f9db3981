// What a patrol reached, by rule 5: places that were visited, and how much of the lines was passed.

import type { Place } from '../gps/distance'
import { Pairs } from '../gps/pairs'
import { piecesOf, type Piece } from '../targets/phonePieces'
import { isReached, reachedPieces } from '../targets/phoneReach'
import type { PhoneTarget } from '../targets/phoneTarget'

export interface LinePassed {
  target: PhoneTarget
  passed_m: number
  length_m: number
}

export interface Reached {
  /** Points and polygons that were visited. */
  visited: PhoneTarget[]
  /** Lines of which at least one piece was passed; railways first. */
  lines: LinePassed[]
}

/** What the joined stretches of a track come to. */
export function reachedBy(stretches: Place[][], targets: PhoneTarget[]): Reached {
  const pairs = new Pairs(stretches)
  const counted = targets.filter(({ status }) => status !== 'excluded')
  return {
    visited: counted.filter((target) => isReached(target, pairs)),
    lines: counted
      .map((target) => passed(target, pairs))
      .filter(({ passed_m }) => passed_m > 0)
      .sort(railwayFirst),
  }
}

const rank = ({ target }: LinePassed) => (target.layer === 'railway' ? 0 : 1)
const railwayFirst = (a: LinePassed, b: LinePassed) => rank(a) - rank(b) || b.passed_m - a.passed_m

function passed(target: PhoneTarget, pairs: Pairs): LinePassed {
  const pieces = piecesOf(target)
  const reached = reachedPieces(target, pieces, pairs)
  return { target, passed_m: lengthM([...reached]), length_m: lengthM(pieces) }
}

const lengthM = (pieces: Piece[]) => pieces.reduce((sum, one) => sum + one.to_m - one.from_m, 0)
