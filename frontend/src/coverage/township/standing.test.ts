import { describe, expect, test } from 'vitest'
import { target } from './standing.sample'
import { daysOver, daysUnseen, groupsOf, layerCounts } from './standing'

const village = (name: string, days: number | null) =>
  target({ name, days_since: days, state: days === null ? 'never' : 'overdue', interval_days: 30 })
const railway = target({
  ...{ layer: 'railway', name: '铁路', state: 'never', days_since: 1 },
  ...{ oldest_days: null, never_m: 950, stretches: [] },
})

describe('the targets of a township', () => {
  test('stand by state, the worst first', () => {
    const seen = target({ name: '已到', state: 'visited', days_since: 2 })
    const shut = target({ name: '封闭', state: 'inaccessible', days_since: 90 })
    const groups = groupsOf([seen, shut, village('久', 40), railway], null)
    expect(groups.map(({ state }) => state)).toEqual([
      ...['never', 'overdue', 'visited', 'inaccessible'],
    ])
  })

  test('of one state the longest unseen stands first', () => {
    const [group] = groupsOf([village('甲', 31), village('乙', 90)], null)
    expect(group?.targets.map(({ name }) => name)).toEqual(['乙', '甲'])
  })

  test('of what was never seen the railway stands first', () => {
    const [group] = groupsOf([village('甲', null), railway], null)
    expect(group?.targets[0]).toBe(railway)
  })

  test('one layer can be had alone', () => {
    expect(groupsOf([village('甲', 31), railway], 'railway')[0]?.targets).toEqual([railway])
    expect(groupsOf([railway], 'school')).toEqual([])
  })

  test('each layer tells how many there are, and how many were not seen in time', () => {
    const seen = target({ state: 'visited', days_since: 2 })
    const shut = target({ state: 'excluded' })
    expect(layerCounts([seen, shut, village('甲', 31), railway])).toEqual([
      { layer: 'railway', count: 1, unseen: 1 },
      { layer: 'village', count: 3, unseen: 1 },
    ])
  })

  test('a line is unseen for as long as its longest unseen piece', () => {
    expect(daysUnseen(railway)).toBeNull()
    expect(daysUnseen({ ...railway, oldest_days: 19 })).toBe(19)
  })

  test('days over the interval are told only of what has one', () => {
    expect([daysOver(village('甲', 31)), daysOver(village('乙', 28))]).toEqual([1, -2])
    expect(daysOver(target({ days_since: 400 }))).toBeNull()
  })
})
