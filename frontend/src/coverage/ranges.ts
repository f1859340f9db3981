/** Calendar days are Asia/Shanghai, written YYYY-MM-DD; both ends of a range count. */

export interface Range {
  from: string
  to: string
}

export const PRESETS = ['this_month', 'last_month', 'last_7', 'last_30'] as const
export type Preset = (typeof PRESETS)[number]
export const DEFAULT_PRESET: Preset = 'last_30'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 10)
}

export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / DAY_MS)
}

export function daysIn(range: Range): number {
  return daysBetween(range.from, range.to) + 1
}

export function isOrdered(range: Range): boolean {
  return isDay(range.from) && isDay(range.to) && range.from <= range.to
}

export function rangeOf(preset: Preset, today: string): Range {
  const firstOfMonth = `${today.slice(0, 8)}01`
  if (preset === 'this_month') return { from: firstOfMonth, to: today }
  if (preset === 'last_7') return { from: addDays(today, -6), to: today }
  if (preset === 'last_30') return { from: addDays(today, -29), to: today }
  const lastOfPrevious = addDays(firstOfMonth, -1)
  return { from: `${lastOfPrevious.slice(0, 8)}01`, to: lastOfPrevious }
}
