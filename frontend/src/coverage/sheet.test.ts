import { describe, expect, test } from 'vitest'
import { township } from './coverage.sample'
import { METRICS } from './metrics'
import { hasTargets, neverVisited, sectionsOf } from './sheet'

const speech = {
  locale: 'zh-CN',
  t: (key: string, named: Record<string, unknown> = {}) =>
    [key.replace('desk.', ''), ...Object.values(named)].join(' '),
}
const railway = { length_m: 4200, covered_m: 2100, share: 0.5, oldest_days: null, never_m: 900 }
const judged = { measures: township({ railway }), day: '2026-11-23' }
const village = { count: 5, visited: 2, share: 0.4, oldest_days: null, never: 2 }

describe('the numbers of one township', () => {
  test('what was never visited is told layer by layer', () => {
    expect(neverVisited(township({ railway, village }), speech)).toEqual([
      { layer: 'railway', text: 'unvisited_length groups.railway 0.9' },
      { layer: 'village', text: 'unvisited_places groups.village 2' },
    ])
    expect(neverVisited(township(), speech)).toEqual([])
  })

  test('a layer without targets takes one line, a layer with targets two', () => {
    const sections = sectionsOf(judged, null, [...METRICS], speech)
    const lines = (group: string) => sections.find((one) => one.group === group)?.lines
    expect(lines('school')?.map((line) => line.state)).toEqual(['no_target'])
    expect(lines('railway')?.map((line) => line.state)).toEqual(['number', 'never'])
  })

  test('a share says how much out of how much', () => {
    const [line] =
      sectionsOf(judged, null, [...METRICS], speech).find((one) => one.group === 'railway')
        ?.lines ?? []
    expect(line?.extent).toBe('of_length 2.1 4.2')
    expect(line?.filled).toBe(0.5)
  })

  test('a township without targets is not said to be fully visited', () => {
    expect(hasTargets(township())).toBe(false)
    expect(hasTargets(township({ village }))).toBe(true)
  })
})
