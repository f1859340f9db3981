/** Numbers as a reader sees them; words come from the language files. */
import type { Metric, Reading, Unit } from './metrics'
import { isLine, isWhole } from './metrics'
import type { Step } from './steps'

export interface Speech {
  locale: string
  t: (key: string, named?: Record<string, unknown>) => string
}

const FRACTION: Partial<Record<Unit, number>> = { km: 1, hours: 1 }

/** Never 100 % while something is left, never 0 % when something was done. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1%'
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100}%`
}

/** The bare number (a share keeps its %); the unit stands in the column's head. */
export function numberText(unit: Unit, value: number, speech: Speech): string {
  if (unit === 'share') return percent(value)
  const digits = FRACTION[unit] ?? 0
  return new Intl.NumberFormat(speech.locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

export function unitText(unit: Unit, text: string, speech: Speech): string {
  return unit === 'share' || unit === 'on' ? text : speech.t(`desk.amounts.${unit}`, { n: text })
}

function dayText(day: string): string {
  return `${day.slice(5, 7)}-${day.slice(8, 10)}`
}

/** How much was never visited: a length for a line, a count for places. */
export function neverText(metric: Metric, never: number, speech: Speech): string {
  if (!isLine(metric.group)) return speech.t('desk.never_places', { n: never })
  return speech.t('desk.never_length', { n: numberText('km', never / 1000, speech) })
}

function stateText(metric: Metric, reading: Reading, speech: Speech): string | null {
  if (reading.state === 'no_target') return speech.t('desk.no_target')
  if (reading.state === 'idle') return speech.t('desk.idle')
  if (reading.state === 'number') return null
  return reading.whole ? speech.t('desk.never') : neverText(metric, reading.never, speech)
}

/** For a table cell: the number without its unit, or the state in words. */
export function cellText(metric: Metric, reading: Reading, speech: Speech): string {
  if (reading.state === 'number') {
    return reading.on ? dayText(reading.on) : numberText(metric.unit, reading.value, speech)
  }
  return stateText(metric, reading, speech) ?? ''
}

/** For a sentence, a panel or the map: the number with its unit, or the state in words. */
export function fullText(metric: Metric, reading: Reading, speech: Speech): string {
  const text = cellText(metric, reading, speech)
  return reading.state === 'number' ? unitText(metric.unit, text, speech) : text
}

/** What a step of the legend stands for. */
export function stepText(metric: Metric, step: Step, speech: Speech): string {
  const number = (value: number) => numberText('patrols', value, speech)
  if (metric.unit === 'share') {
    return `${Math.round(step.from * 100)}–${Math.round((step.below ?? 1) * 100)}%`
  }
  const text = bounds(step, isWhole(metric), number)
  if (metric.unit === 'on') return speech.t('desk.days_ago', { n: text })
  return unitText(metric.unit, text, speech)
}

function bounds(step: Step, whole: boolean, number: (value: number) => string): string {
  const { from } = step
  if (step.below === null) return `≥ ${number(from)}`
  if (step.below <= Number.MIN_VALUE) return '0'
  if (!whole) return from < 1 ? `< ${number(step.below)}` : `${number(from)}–${number(step.below)}`
  const last = step.below - 1
  return from === last ? number(from) : `${number(from)}–${number(last)}`
}

/** hh:mm of an instant in Shanghai. */
export function clockText(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)
}
