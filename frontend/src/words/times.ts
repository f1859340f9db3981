// Moments and lengths as people read them; calendar days and clocks are those of Asia/Shanghai.

const ZONE = 'Asia/Shanghai'
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

const pad = (n: number) => String(n).padStart(2, '0')

/** 1:02:03, from milliseconds. */
export function stopwatch(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`
}

/** 02:03, from milliseconds; hours go into the minutes. */
export function shortStopwatch(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  return `${pad(Math.floor(s / 60))}:${pad(s % 60)}`
}

/** The time of day with its seconds. */
export function timeOfDay(at: number, locale: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...parts }).format(at)
}

/** The time of day, with the day before it unless that is today. */
export function moment(at: number, now: number, locale: string): string {
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return dayOf(at) === dayOf(now) ? time : `${day(at, now, locale)} ${time}`
}

/** The day, with its year unless that is this one. */
export function day(at: number, now: number, locale: string): string {
  const parts = { timeZone: ZONE, month: 'short', day: 'numeric' } as const
  const year = yearOf(at) === yearOf(now) ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { ...parts, ...year }).format(at)
}

export function dayAndWeekday(at: number, locale: string): string {
  const parts = { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'long' } as const
  return new Intl.DateTimeFormat(locale, parts).format(at)
}

/** What a datetime-local field shows of a moment, and back. */
export const toField = (at: number) =>
  new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)

export function fromField(value: string): number | null {
  const at = Date.parse(`${value}:00+08:00`)
  return Number.isFinite(at) ? at : null
}

const yearOf = (at: number) => toField(at).slice(0, 'yyyy'.length)
/** The calendar day in Asia/Shanghai, YYYY-MM-DD. */
export const dayOf = (at: number) => toField(at).slice(0, 'yyyy-mm-dd'.length)

/** Midnight in Asia/Shanghai of the day of a moment. */
export function startOfDay(at: number): number {
  return Date.parse(`${dayOf(at)}T00:00:00+08:00`)
}

/** When something of that length began that is written down now, and on the same day. */
export function startBefore(now: number, minutes: number): number {
  return Math.max(startOfDay(now), now - minutes * 60_000)
}
