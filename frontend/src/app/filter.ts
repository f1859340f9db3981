// Which records the list shows.

import { startOfDay } from '../words/times'
import type { Entry, EntryState } from './ledger'

const DAY_MS = 24 * 3_600_000

export const stateGroups = {
  draft: ['draft', 'running'],
  open: ['waiting', 'sending', 'voiding'],
  attention: ['attention'],
  stored: ['stored'],
  voided: ['voided', 'discarded', 'voiding'],
} satisfies Record<string, EntryState[]>
export type StateGroup = keyof typeof stateGroups
export const periods = ['1', '7', '30'] as const
export type Period = (typeof periods)[number]

/** Null where everything is shown. */
export interface Filter {
  kind: string | null
  state: StateGroup | null
  period: Period | null
}

export const EVERYTHING: Filter = { kind: null, state: null, period: null }

/** Days are calendar days in Asia/Shanghai, today among them. */
export function fits(entry: Entry, { kind, state, period }: Filter, now: number): boolean {
  if (kind !== null && entry.kind !== kind) return false
  if (state !== null && !(stateGroups[state] as EntryState[]).includes(entry.state)) return false
  return period === null || entry.at >= startOfDay(now) - (Number(period) - 1) * DAY_MS
}
