/** The targets of a township as the duty manager reads them: what was not seen for longest first. */
import type { components } from '../../api/schema'

export type Standing = components['schemas']['TargetStanding']
export type Stretch = components['schemas']['Stretch']
export type TownshipTargets = components['schemas']['TownshipTargets']
export type State = Standing['state']

const STATES: readonly State[] = [
  ...['never', 'overdue', 'due', 'visited'],
  ...['inaccessible', 'excluded'],
] as State[]
const LAYERS = 'railway road crossing school village enterprise clinic other'.split(' ')
const UNSEEN: readonly State[] = ['never', 'overdue']

export interface Group {
  state: State
  targets: Standing[]
}

/** How many targets of a layer there are, and how many of them were never seen or are overdue. */
export interface LayerCount {
  layer: string
  count: number
  unseen: number
}

/** Days since it was visited, a line where it was not for longest; null for never. */
export const daysUnseen = (target: Standing): number | null =>
  target.stretches ? (target.oldest_days ?? null) : target.days_since

/** Days over the interval (negative while some are left); null without one, or never visited. */
export function daysOver(target: Standing): number | null {
  const days = daysUnseen(target)
  return days === null || target.interval_days === null ? null : days - target.interval_days
}

/** By state, the worst first; `layer` null for all. */
export function groupsOf(targets: readonly Standing[], layer: string | null): Group[] {
  const shown = targets.filter((target) => layer === null || target.layer === layer)
  return STATES.map((state) => ({
    state,
    targets: shown.filter((target) => target.state === state).sort(byUrgency),
  })).filter((group) => group.targets.length > 0)
}

function byUrgency(a: Standing, b: Standing): number {
  return (
    (daysUnseen(b) ?? Infinity) - (daysUnseen(a) ?? Infinity) ||
    LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
    (b.never_m ?? 0) - (a.never_m ?? 0) ||
    a.name.localeCompare(b.name, 'zh-CN')
  )
}

export function layerCounts(targets: readonly Standing[]): LayerCount[] {
  return LAYERS.map((layer) => {
    const own = targets.filter((target) => target.layer === layer)
    const unseen = own.filter((target) => UNSEEN.includes(target.state)).length
    return { layer, count: own.length, unseen }
  }).filter(({ count }) => count > 0)
}
