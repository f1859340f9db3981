/** Notes of the server in words. Pure but for the language. */
import type { components } from '../api/schema'
import { i18n } from '../words'
import './language'

export type NotedPatrol = components['schemas']['NotedPatrol']
export type Note = components['schemas']['Note']
export type TownshipShift = components['schemas']['TownshipShift']
type Detail = Record<string, number | string | null>

const { t } = i18n.global
const MINUTE_S = 60
const HOUR_MIN = 60
/** Worth a second look: what explains a low number, other than standing still. */
const HARMLESS = new Set(['stop', 'thinned', 'several-receivers'])

export function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Shanghai',
  })
}

export function lasting(seconds: number): string {
  const whole = Math.abs(Math.round(seconds))
  if (whole < 2 * MINUTE_S) return t('quality.seconds', { n: whole })
  const minutes = Math.round(whole / MINUTE_S)
  if (minutes < HOUR_MIN) return t('quality.minutes', { n: minutes })
  return t('quality.hours', { h: Math.floor(minutes / HOUR_MIN), m: minutes % HOUR_MIN })
}

/** A note as one sentence; `place` gives the name of a township. */
export function noteWords(note: Note, place: (code: string) => string): string {
  const detail = note.detail as Detail
  const seconds =
    note.from && note.to
      ? (Date.parse(note.to) - Date.parse(note.from)) / 1000
      : Number(detail['seconds'] ?? 0)
  return t(`quality.notes.${note.code}`, {
    ...detail,
    time: lasting(seconds),
    from: note.from ? clock(note.from) : '',
    to: note.to ? clock(note.to) : '',
    reason: t(`quality.reasons.${detail['reason'] ?? 'unknown'}`),
    place: detail['township'] ? place(String(detail['township'])) : t('quality.outside'),
  })
}

export const isHarmless = (note: Note): boolean => HARMLESS.has(note.code)

export function whenWords(patrol: NotedPatrol): string {
  const from = clock(patrol.began_at)
  if (!patrol.ended_at) return t('quality.running', { from })
  return t('quality.until', { from, to: clock(patrol.ended_at) })
}

export function shareWords(share: number | null): string {
  return share === null ? t('quality.shareUnknown') : `${Math.round(share * 100)}%`
}

/** What is said of all townships together when none looks shifted. */
export function calmWords(shifts: TownshipShift[]): string {
  const right = shifts.filter((one) => one.state === 'right').length
  const unsure = shifts.filter((one) => one.state === 'unsure').length
  return right ? t('quality.shift.fine', { right, unsure }) : t('quality.shift.none')
}
