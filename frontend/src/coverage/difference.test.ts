import { describe, expect, test } from 'vitest'
import { differenceOf } from './difference'
import type { Reading } from './metrics'
import { findMetric, firstMetric } from './metrics'

/** All but `count`, which only chooses between the forms for one and for many. */
const spoken = (named: Record<string, unknown>) =>
  Object.keys(named).flatMap((name) => (name === 'count' ? [] : [named[name]]))
const speech = {
  locale: 'zh-CN',
  t: (key: string, named: Record<string, unknown> = {}) =>
    [key.replace(/^(desk|coverage)\./, ''), ...spoken(named)].join(' '),
}
const number = (value: number): Reading => ({ state: 'number', value })
const metric = (key: string) => findMetric(key) ?? firstMetric
const never: Reading = { state: 'never', never: 2, whole: false }

describe('the difference to the earlier period', () => {
  test('has its sign, and is told in words', () => {
    expect(differenceOf(firstMetric, number(23), number(11), speech)).toEqual({
      text: '+12',
      full: '+amounts.patrols 12',
      spoken: 'compare.more amounts.patrols 12',
    })
    expect(differenceOf(firstMetric, number(11), number(23), speech)?.text).toBe('−12')
  })

  test('of shares is in points, never in per cent', () => {
    const change = differenceOf(metric('railway_share'), number(0.71), number(0.76), speech)
    expect([change?.text, change?.full]).toEqual(['−5.0', '−compare.points_short 5.0'])
    expect(change?.spoken).toBe('compare.less compare.points 5.0')
  })

  test('that is too small to be shown is none', () => {
    expect(differenceOf(metric('distance'), number(1.01), number(1), speech)?.text).toBe(
      'compare.even',
    )
  })

  test('to a state without a number tells that state', () => {
    const oldest = metric('village_oldest')
    expect(differenceOf(oldest, number(3), never, speech)?.text).toContain('never_places 2')
    expect(differenceOf(oldest, never, never, speech)).toBeNull()
  })

  test('of days is not a number', () => {
    expect(differenceOf(metric('last_activity'), number(3), number(5), speech)).toBeNull()
  })
})
