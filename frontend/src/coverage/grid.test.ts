import { describe, expect, test } from 'vitest'
import { township } from './coverage.sample'
import { approximateColumns, cellsOf } from './grid'
import { findMetric, firstMetric } from './metrics'

const DAY = '2026-11-23'
const speech = { locale: 'zh-CN', t: (key: string) => key }
const railway = findMetric('railway_share') ?? firstMetric
const line = (approximate: boolean) => ({
  railway: { length_m: 100, covered_m: 50, share: 0.5, oldest_days: 3, approximate },
})

describe('what is approximate in the table', () => {
  test('a column of nothing but approximate numbers says so in its head', () => {
    const townships = [township(line(true)), township()]
    const marked = approximateColumns([firstMetric, railway], townships, DAY)
    expect([...marked]).toEqual([railway])
  })

  test('after a survey of one line only the other numbers are marked', () => {
    const townships = [township(line(true)), township(line(false))]
    const marked = approximateColumns([railway], townships, DAY)
    const cells = townships.flatMap((one) =>
      cellsOf({ measures: one, day: DAY }, null, [railway], marked, speech),
    )
    expect(cells.map(({ approximate }) => approximate)).toEqual([true, false])
  })

  test('beside the earlier period a cell has its difference', () => {
    const [now, before] = [9, 7].map((patrols) => ({ measures: township({ patrols }), day: DAY }))
    const [cell] = cellsOf(now!, before!, [firstMetric], new Set(), speech)
    expect(cell?.difference?.text).toBe('+2')
  })

  test('a missing target is never called approximate', () => {
    expect(approximateColumns([railway], [township()], DAY).size).toBe(0)
  })
})
