// A track as it counts: rule 3's joined stretches, and what lies between them.

import { EMPTY_TALLY, follow } from './distance'
import type { Fix } from './fix'

/** The joined stretches of a track, each of at least two fixes; fixes in order of time. */
export const stretchesOf = (fixes: Fix[]): Fix[][] =>
  runsOf(fixes).filter(({ length }) => length > 1)

/** The same with the fixes that stand alone. */
export function runsOf(fixes: Fix[]): Fix[][] {
  const runs: Fix[][] = []
  let tally = EMPTY_TALLY
  for (const fix of fixes) {
    const followed = follow(tally, fix)
    if (followed.tally.kept === fix) {
      if (followed.joined) runs.at(-1)?.push(fix)
      else runs.push([fix])
    }
    tally = followed.tally
  }
  return runs
}

/** Milliseconds that count as recorded: those of the joined pairs. */
export const recordedMs = (stretches: Fix[][]): number =>
  stretches.reduce((sum, fixes) => sum + fixes.at(-1)!.at - fixes[0]!.at, 0)

/** The straight lines over the gaps, to be dashed and counted for nothing. */
export const gapsBetween = (stretches: Fix[][]): [Fix, Fix][] =>
  stretches.slice(1).map((next, n) => [stretches[n]!.at(-1)!, next[0]!])
