import { describe, expect, test } from 'vitest'
import { buildBoard, cellOf, isEmpty, judgedOn, withoutPatrol } from './board'
import { coverage, township } from './coverage.sample'
import { findMetric, firstMetric } from './metrics'

const railway = (covered_m: number, never_m: number) => ({
  railway: { length_m: 1000, covered_m, share: covered_m / 1000, oldest_days: null, never_m },
})
const share = findMetric('railway_share') ?? firstMetric

describe('a metric over the district', () => {
  test('map and legend agree on who wears which paint', () => {
    const answer = coverage([
      township({ code: 'a', ...railway(900, 50) }),
      township({ code: 'b', ...railway(0, 1000) }),
      township({ code: 'c' }),
    ])
    const board = buildBoard(answer, share, '2026-11-23')
    const paints = ['a', 'b', 'c'].map((code) => cellOf(board, code).paint)
    expect(paints).toEqual(['shade-4', 'never', 'no_target'])
    expect(board.counts).toEqual({ 'shade-4': 1, never: 1, no_target: 1 })
  })

  test('ages count from the end of the range, but never from tomorrow', () => {
    const asOf = '2026-11-23T16:30:00+00:00'
    expect(judgedOn({ from: '2026-10-01', to: '2026-10-31' }, asOf)).toBe('2026-10-31')
    expect(judgedOn({ from: '2026-11-01', to: '2026-11-30' }, asOf)).toBe('2026-11-24')
  })

  test('a range without any work is empty, though targets exist', () => {
    expect(isEmpty(coverage([], township(railway(0, 1000))))).toBe(true)
    expect(isEmpty(coverage([], township({ patrols: 1 })))).toBe(false)
  })

  test('townships without a patrol are counted, whatever else was held there', () => {
    expect(withoutPatrol([township(), township({ patrols: 2 })])).toBe(1)
  })
})
