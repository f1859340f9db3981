import { describe, expect, test } from 'vitest'
import zh from '../words/zh-CN/desk'
import type { Speech } from './format'
import { cellText, clockText, fullText, numberText, stepText } from './format'
import { findMetric, firstMetric } from './metrics'
import { stepsOf } from './steps'

/** Looks words up as vue-i18n would. */
const speech: Speech = {
  locale: 'zh-CN',
  t: (key, named = {}) => {
    const path = key.split('.').slice(1)
    const text = path.reduce<unknown>((words, part) => (words as Record<string, unknown>)[part], zh)
    return String(text).replace(/\{(\w+)\}/g, (_, name: string) => String(named[name]))
  },
}
const metric = (key: string) => findMetric(key) ?? firstMetric
const legend = (key: string, values: number[]) =>
  stepsOf(metric(key), values).map((step) => stepText(metric(key), step, speech))

describe('numbers in words', () => {
  test('99.7 % is not 100 %, and a trace is not 0 %', () => {
    expect(numberText('share', 0.997, speech)).toBe('99%')
    expect(numberText('share', 0.002, speech)).toBe('<1%')
    expect(numberText('share', 1, speech)).toBe('100%')
    expect(numberText('share', 0, speech)).toBe('0%')
  })

  test('kilometres have one decimal and thousands their comma', () => {
    expect(fullText(metric('distance'), { state: 'number', value: 10602.84 }, speech)).toBe(
      '10,602.8 公里',
    )
  })

  test('no target is written, never a number', () => {
    expect(cellText(metric('railway_share'), { state: 'no_target' }, speech)).toBe('无目标')
  })

  test('what was never visited is a length for a line and a count for places', () => {
    const never = (key: string, amount: number) =>
      cellText(metric(key), { state: 'never', never: amount, whole: false }, speech)
    expect(never('railway_oldest', 1420)).toBe('1.4 公里从未')
    expect(never('village_oldest', 2)).toBe('2 处从未')
  })

  test('the legend tells the numbers of its steps', () => {
    expect(legend('village_share', [])[4]).toBe('80–100%')
    expect(legend('village_oldest', [])[0]).toBe('≥ 61 天')
    expect(legend('last_activity', [])[4]).toBe('0–1 天前')
    expect(legend('patrols', [0, 10, 19, 22, 23, 24])).toEqual([
      '0 次',
      '1–6 次',
      '7–12 次',
      '13–18 次',
      '≥ 19 次',
    ])
    expect(legend('clinic_sessions', [0, 1, 3])[1]).toBe('1 次')
  })

  test('the clock is that of Shanghai', () => {
    expect(clockText('2026-11-23T16:45:10+00:00')).toBe('00:45')
  })
})
