import { describe, expect, test } from 'vitest'
import en from '../words/en/desk'
import zh from '../words/zh-CN/desk'
import type { Measures } from './coverage'
import { township } from './coverage.sample'
import { findMetric, firstMetric, isApproximate, METRICS, shownMetrics } from './metrics'

const DAY = '2026-11-23'
const read = (key: string, measures: Measures) => findMetric(key)?.read(measures, DAY)
const villages = (count: number, visited: number, never: number, oldest_days: number | null) =>
  township({ village: { count, visited, share: visited / count, never, oldest_days } })

describe('the numbers of the desk', () => {
  test('every metric has its words in both languages', () => {
    const named = (words: { metrics: object; units: object }) =>
      METRICS.every(({ key, unit }) => key in words.metrics && unit in words.units)
    expect([named(zh), named(en)]).toEqual([true, true])
  })

  test('metres and seconds are read as kilometres and hours', () => {
    const busy = township({ distance_m: 12_300, recorded_s: 5_400 })
    expect(read('distance', busy)).toEqual({ state: 'number', value: 12.3 })
    expect(read('recorded', busy)).toEqual({ state: 'number', value: 1.5 })
  })

  test('a layer without a target is no target, and never 0 %', () => {
    expect(read('railway_share', township())).toEqual({ state: 'no_target' })
    expect(read('railway_oldest', township())).toEqual({ state: 'no_target' })
  })

  test('0 % this month is not the same as never visited', () => {
    expect(read('village_share', villages(4, 0, 0, 44))).toEqual({ state: 'number', value: 0 })
    expect(read('village_share', villages(4, 0, 4, null))).toMatchObject({ state: 'never' })
  })

  test('one village never visited leaves no longest time, but a share', () => {
    const partly = villages(4, 3, 1, null)
    expect(read('village_oldest', partly)).toEqual({ state: 'never', never: 1, whole: false })
    expect(read('village_share', partly)).toEqual({ state: 'number', value: 0.75 })
  })

  test('an overdue hazard is open too, and each is counted for itself', () => {
    const dangerous = township({ hazards: { opened: 4, open: 3, overdue: 2, closed: 1 } })
    const keys = ['hazards_opened', 'hazards_open', 'hazards_overdue', 'hazards_closed']
    expect(keys.map((key) => read(key, dangerous))).toEqual(
      [4, 3, 2, 1].map((value) => ({ state: 'number', value })),
    )
  })

  test('last activity is counted back from the judged day', () => {
    const active = township({ last_activity_on: '2026-11-20' })
    expect(read('last_activity', active)).toEqual({ state: 'number', value: 3, on: '2026-11-20' })
    expect(read('last_activity', township())).toEqual({ state: 'idle' })
  })

  test('a layer that no township has is left out unless it is chosen', () => {
    const road = findMetric('road_share') ?? firstMetric
    expect(shownMetrics(township(), firstMetric)).not.toContain(road)
    expect(shownMetrics(township(), road)).toContain(road)
  })

  test('an approximate boundary touches kilometres but not people reached', () => {
    const drawn = township({ approximate: true })
    expect(isApproximate(firstMetric, drawn)).toBe(true)
    expect(isApproximate(findMetric('outreach_reached') ?? firstMetric, drawn)).toBe(false)
  })
})
