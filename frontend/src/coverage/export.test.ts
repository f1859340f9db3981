import { describe, expect, test } from 'vitest'
import { buildBoard } from './board'
import { coverage, township } from './coverage.sample'
import { tableRows } from './export'
import { findMetric, firstMetric, shownMetrics } from './metrics'
import type { View } from './view'
import { EVERY_PATROL } from './which'

const speech = { locale: 'zh-CN', t: (key: string) => key.replace('desk.', '') }

function viewOf(answer: View['coverage']): View {
  return {
    coverage: answer,
    range: { from: '2026-11-01', to: '2026-11-23' },
    which: EVERY_PATROL,
    day: '2026-11-23',
    columns: shownMetrics(answer.totals, findMetric('railway_share') ?? firstMetric),
    board: buildBoard(answer, firstMetric, '2026-11-23'),
    earlier: null,
  }
}

describe('the rows of the exported table', () => {
  const sanquan = township({ distance_m: 1234.5678, last_activity_on: '2026-11-20' })
  const rows = tableRows(viewOf(coverage([sanquan])), [sanquan], speech)
  const cell = (row: number, heading: string) => rows[row]?.[rows[0]?.indexOf(heading) ?? -1]

  test('numbers are numbers with their unit in the heading', () => {
    expect(cell(1, 'metrics.distance(units.km)')).toBe(1.2346)
  })

  test('a day is a whole date and a missing target is told in words', () => {
    expect(cell(1, 'metrics.last_activity')).toBe('2026-11-20')
    expect(cell(1, 'metrics.railway_share')).toBe('no_target')
  })

  test('the period that is compared with stands in columns of its own', () => {
    const answer = coverage([sanquan])
    const townships = new Map([[sanquan.code, township({ patrols: 7 })]])
    const range = { from: '2026-10-01', to: '2026-10-23' }
    const earlier = { range, day: range.to, totals: township({ patrols: 9 }), townships }
    const [heads, first, last] = tableRows({ ...viewOf(answer), earlier }, [sanquan], speech)
    const at = heads?.indexOf('metrics.patrols(units.patrols) coverage.compare.with') ?? -1
    expect([first?.[at], last?.[at]]).toEqual([7, 9])
    expect([first?.length, last?.length]).toEqual([heads?.length, heads?.length])
  })

  test('each row says of which patrols it is when not of all', () => {
    const which = { purpose: 'night' as const, fleet: null }
    const told = tableRows({ ...viewOf(coverage([sanquan])), which }, [sanquan], speech)
    const at = told[0]?.indexOf('coverage.which.column') ?? -1
    expect(told.map((row) => row[at]).slice(1)).toEqual(Array(2).fill('patrol.purposes.night'))
    expect(rows[0]).not.toContain('coverage.which.column')
  })

  test('the last row is the district', () => {
    expect(rows.at(-1)?.[1]).toBe('totals')
    expect(rows.every((row) => row.length === rows[0]?.length)).toBe(true)
  })
})
