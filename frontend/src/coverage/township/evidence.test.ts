import { describe, expect, test } from 'vitest'
import { findMetric, firstMetric, METRICS } from '../metrics'
import type { RecordBehind } from './evidence'
import { countsText, evidenceOf, latestFirst, opening, recordsOf, sumText } from './evidence'

/** All but `count`, which only chooses between the forms for one and for many. */
const spoken = (named: Record<string, unknown>) =>
  Object.keys(named).flatMap((name) => (name === 'count' ? [] : [named[name]]))
const speech = {
  locale: 'zh-CN',
  t: (key: string, named: Record<string, unknown> = {}) =>
    [key.split('.').at(-1), ...spoken(named)].join(' '),
}
const metric = (key: string) => findMetric(key) ?? firstMetric
const ride = (on: string, counts: Record<string, number>): RecordBehind => ({
  ...{ kind: 'patrol', record: null, readable: false, on, counts },
})
const GROUPS = [
  ...['patrols', 'distance_m', 'recorded_s', 'active_days', 'last_activity_on'],
  ...['railway', 'road', 'village', 'school', 'crossing', 'enterprise'],
  ...['hazards', 'outreach', 'clinic'],
]

describe('what is behind a figure', () => {
  test('every figure has its records', () => {
    expect(new Set(METRICS.map(evidenceOf))).toEqual(new Set(GROUPS))
  })

  test('a figure opens its records, the longest time unvisited its places', () => {
    expect(opening(metric('school_share'))).toEqual({ open: 'school_share' })
    expect(opening(metric('school_oldest'))).toEqual({ open: 'targets', layer: 'school' })
    expect(opening(metric('active_days'))).toEqual({ open: 'active_days' })
  })

  test('what a record adds is told with its units, and what it does not add is left out', () => {
    expect(countsText({ distance_m: 15_753 }, speech)).toBe('distance_m km 15.8')
    expect(countsText({ recorded_s: 600 }, speech)).toBe('recorded_s minutes 10')
    expect(countsText({ sessions: 1, consultations: 0 }, speech)).toBe('sessions 1')
  })

  test('sums are told of what may be added', () => {
    const rides = [
      ride('2026-11-01', { recorded_s: 4000 }),
      ride('2026-11-02', { recorded_s: 3200 }),
    ]
    expect(sumText(metric('recorded'), rides, '', speech)).toBe('sum recorded_s hours 2.0')
  })

  test('days are counted once, and what several covered is never added', () => {
    const rides = [ride('2026-11-01', { steps: 3 }), ride('2026-11-01', { steps: 4 })]
    expect(sumText(metric('active_days'), rides, '', speech)).toBe('days 1')
    expect(sumText(metric('railway_share'), rides, '4.7 / 9.7', speech)).toMatch(
      /^together 4.7\s\/\s9.7$/,
    )
  })

  test('behind the overdue stand only the hazards that are', () => {
    const hazards = [
      ride('2026-11-01', { open: 1, overdue: 0 }),
      ride('2026-11-02', { overdue: 1 }),
    ]
    expect(recordsOf(metric('hazards_overdue'), hazards).map(({ on }) => on)).toEqual([
      '2026-11-02',
    ])
    expect(recordsOf(metric('outreach_events'), hazards)).toHaveLength(2)
  })

  test('the latest day stands first', () => {
    const rides = ['2026-11-01', '2026-11-03', '2026-11-02'].map((on) => ride(on, {}))
    expect(latestFirst(rides).map(({ on }) => on.slice(8))).toEqual(['03', '02', '01'])
  })
})
