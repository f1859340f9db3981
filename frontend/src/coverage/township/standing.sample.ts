/** Made-up targets for tests. */
import { post } from './stretches'
import type { Standing, Stretch } from './standing'

export const target = (part: Partial<Standing> = {}): Standing => ({
  id: '018f0000-0000-7000-8000-000000000000',
  layer: 'village',
  name: '示例村',
  code: null,
  interval_days: null,
  status: 'open',
  status_reason: null,
  status_until_on: null,
  approximate: false,
  visits: 0,
  last_visited_on: null,
  days_since: null,
  state: 'never',
  ...part,
})

/** Covered when it was visited in the last 30 days. */
export const stretch = (from_m: number, to_m: number, days_since: number | null): Stretch => ({
  ...{ from_m, to_m, from_post: post(from_m), to_post: post(to_m) },
  ...{ days_since, last_visited_on: days_since === null ? null : '2026-11-01' },
  covered: days_since !== null && days_since < 30,
  state: days_since === null ? 'never' : 'visited',
})
