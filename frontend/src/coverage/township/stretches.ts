/** A line in stretches: in the order of urgency for reading, in the line's order for drawing. */
import type { Speech } from '../format'
import { numberText } from '../format'
import type { Standing, Stretch } from './standing'

export type Look = 'never' | 'unseen' | 'covered' | 'apart'

/** A stretch with its place in the list, counted from 1. */
export interface Ranked {
  rank: number
  stretch: Stretch
  look: Look
}

/** In per cent of the strip's width. */
export interface Block extends Ranked {
  left: number
  width: number
  /** Whether there is room for its rank above it. */
  labelled: boolean
}

export interface Strip {
  from_m: number
  to_m: number
  blocks: Block[]
}

const LABEL_ROOM = 5

/** K12+300, of metres along the line. */
export function post(chainage_m: number): string {
  const metres = Math.round(chainage_m)
  return `K${Math.floor(metres / 1000)}+${String(metres % 1000).padStart(3, '0')}`
}

export const posts = ({ from_m, to_m }: Stretch): string => `${post(from_m)}–${post(to_m)}`
export const metresOf = ({ from_m, to_m }: Stretch): number => to_m - from_m

/** Metres below a kilometre, kilometres above. */
export function lengthText(metres: number, speech: Speech): string {
  if (metres < 999.5) return speech.t('coverage.line.m', { n: Math.round(metres) })
  return speech.t('coverage.line.km', { n: numberText('km', metres / 1000, speech) })
}

export function lookOf({ state, covered, days_since }: Stretch): Look {
  if (state === 'excluded' || state === 'inaccessible') return 'apart'
  if (covered) return 'covered'
  return days_since === null ? 'never' : 'unseen'
}

/** Unseen for longest first, never before all; of the same age the longer first. */
export function ranked({ stretches = [] }: Standing): Ranked[] {
  const age = ({ days_since }: Stretch) => days_since ?? Infinity
  const order = (a: Stretch, b: Stretch) =>
    age(a) === age(b) ? metresOf(b) - metresOf(a) || a.from_m - b.from_m : age(b) - age(a)
  return [...stretches]
    .sort(order)
    .map((stretch, n) => ({ rank: n + 1, stretch, look: lookOf(stretch) }))
}

/** Ranks stand above what is not covered, the more urgent first where there is room for one only. */
export function stripOf(target: Standing): Strip {
  const list = ranked(target)
  const from_m = Math.min(...list.map(({ stretch }) => stretch.from_m))
  const to_m = Math.max(...list.map(({ stretch }) => stretch.to_m))
  const share = (metres: number) => (100 * metres) / (to_m - from_m)
  const taken: number[] = []
  const blocks = list.map((one) => {
    const left = share(one.stretch.from_m - from_m)
    const width = share(metresOf(one.stretch))
    const middle = left + width / 2
    const isUncovered = one.look === 'never' || one.look === 'unseen'
    const labelled = isUncovered && taken.every((other) => Math.abs(other - middle) >= LABEL_ROOM)
    if (labelled) taken.push(middle)
    return { ...one, left, width, labelled }
  })
  return { from_m, to_m, blocks }
}
