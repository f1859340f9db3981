/* eslint max-lines-per-function: 0, max-depth: 0 -- one table, filled and read in one place */
// For tests: the best round by trying every set of stops, and made-up cases.

import { chanceFrom, isWithin, measured, better, type Asked, type Round } from './round'
import { between, endOf, startOf } from './tour'

/** By dynamic programming over sets; n ≤ 16 or it takes long. */
export function exactRound(asked: Asked): Round {
  const { table, stops } = asked
  const n = stops.length
  const reach = new Float64Array((1 << n) * n).fill(Infinity)
  const from = new Int8Array((1 << n) * n).fill(-1)
  for (let j = 0; j < n; j += 1) reach[(1 << j) * n + j] = between(table, startOf(table), j)
  let best = measured(asked, [])
  for (let set = 1; set < 1 << n; set += 1)
    for (let last = 0; last < n; last += 1) {
      const here = reach[set * n + last]!
      if (here === Infinity || here > asked.range_m) continue
      best = candidate(asked, best, from, set, last)
      for (let j = 0; j < n; j += 1) {
        if (set & (1 << j)) continue
        const at = (set | (1 << j)) * n + j
        const length = here + between(table, last, j)
        if (length < reach[at]!) [reach[at], from[at]] = [length, last]
      }
    }
  return best

  function candidate(all: Asked, now: Round, back: Int8Array, set: number, last: number): Round {
    let [worth, along_m, stay_min] = [0, 0, 0]
    for (let j = 0; j < n; j += 1)
      if (set & (1 << j)) {
        worth += stops[j]!.worth
        along_m += stops[j]!.along_m
        stay_min += stops[j]!.stay_min
      }
    const length_m = reach[set * n + last]! + between(table, last, endOf(table)) + along_m
    const time_min = length_m / ((all.speed_kmh * 1000) / 60) + stay_min
    const round = { order: [], worth, length_m, time_min }
    if (!isWithin(all, round) || !better(round, now)) return now
    return { ...round, order: walkBack(back, set, last) }
  }

  function walkBack(back: Int8Array, set: number, last: number): number[] {
    const order: number[] = []
    for (let [left, at] = [set, last]; at >= 0;) {
      order.unshift(at)
      const before = back[left * n + at]!
      left &= ~(1 << at)
      at = before
    }
    return order
  }
}

/** Stops thrown over 12 × 12 km, clustered or not, worth 0.8 to 3, with ranges of all sorts. */
export function madeUp(seed: number, count: number): Asked {
  const chance = chanceFrom(seed * 7919 + count)
  const at = () => chance() * 12_000
  const centres = Array.from({ length: 4 }, () => [at(), at()])
  const isClustered = seed % 2 === 0
  const place = () => {
    const [x = 0, y = 0] = centres[Math.floor(chance() * 4)]!
    return isClustered ? [x + chance() * 2500, y + chance() * 2500] : [at(), at()]
  }
  const start = [at(), at()]
  const places = [...Array.from({ length: count }, place), start, seed % 3 === 0 ? place() : start]
  const metres = new Float64Array((count + 2) ** 2)
  places.forEach(([x = 0, y = 0], a) =>
    places.forEach(([u = 0, v = 0], b) => {
      metres[a * (count + 2) + b] = Math.hypot(x - u, y - v) * 1.35
    }),
  )
  const stops = Array.from({ length: count }, () => ({
    worth: 0.8 + chance() * 2.2,
    stay_min: 5 + Math.floor(chance() * 3) * 5,
    along_m: chance() < 0.2 ? chance() * 3000 : 0,
  }))
  const range_m = 15_000 + chance() * 45_000
  return { table: { count, metres }, stops, range_m, time_min: 60 + chance() * 240, speed_kmh: 22 }
}
