// How a device stands: what is on it, and how long nothing was heard of it.

import type { components } from '../api/schema'
import { daysSince } from './days'

export type Device = components['schemas']['Device']

export const SILENT_DAYS = 3
export const FILTERS = ['all', 'unsent', 'silent'] as const
export type Filter = (typeof FILTERS)[number]

const QUERIES: Record<Filter, string> = {
  all: '',
  unsent: '?missing=true',
  silent: `?missing=true&silent_days=${SILENT_DAYS}`,
}
export const pathOf = (filter: Filter): string => `/devices${QUERIES[filter]}`

/** Records and photos that the device said are still on it; 0 when it never said. */
export const unsentOn = ({ unsent }: Device): number =>
  unsent ? unsent.waiting + unsent.attention + unsent.photos : 0

/** Days without a word while something may be on it alone; null when there is nothing to worry. */
export function silentDays(device: Device, now: number): number | null {
  const days = daysSince(device.last_seen_at, now)
  const isAtRisk = unsentOn(device) > 0 || device.before_restore
  return isAtRisk && days >= SILENT_DAYS ? days : null
}
