import { describe, expect, test } from 'vitest'
import { township } from './coverage.sample'
import { findMetric, firstMetric } from './metrics'
import { nextSort, rank, sortTownships, type Direction } from './sorting'

const metric = (key: string) => findMetric(key) ?? firstMetric
const village = (never: number, oldest_days: number | null) => ({
  village: { count: 4, visited: 1, share: 0.25, never, oldest_days },
})
const townships = [
  township({ code: 'a', ...village(0, 12) }),
  township({ code: 'b' }),
  township({ code: 'c', ...village(2, null) }),
  township({ code: 'd', ...village(0, 80) }),
]
const order = (direction: Direction) => {
  const oldest = metric('village_oldest')
  const rankOf = (one: (typeof townships)[number]) => rank(oldest, oldest.read(one, '2026-11-23'))
  return sortTownships(townships, direction, rankOf).map((one) => one.code)
}

describe('the order of the table', () => {
  test('never visited is longer than any time', () => {
    expect(order('descending')).toEqual(['c', 'd', 'a', 'b'])
  })

  test('no target stays at the end, whichever way round', () => {
    expect(order('ascending')).toEqual(['a', 'd', 'c', 'b'])
  })

  test('equal numbers keep the order of the codes', () => {
    const codes = sortTownships(townships, 'descending', () => 0).map((one) => one.code)
    expect(codes).toEqual(['a', 'b', 'c', 'd'])
  })

  test('the first press shows the largest, the second turns it round', () => {
    const first = nextSort({ key: 'code', direction: 'ascending' }, 'patrols')
    expect(first.direction).toBe('descending')
    expect(nextSort(first, 'patrols').direction).toBe('ascending')
  })

  test('a township without activity comes before the longest quiet one', () => {
    const quiet = rank(metric('last_activity'), { state: 'number', value: 29 })
    expect(rank(metric('last_activity'), { state: 'idle' })).toBeLessThan(quiet ?? -Infinity)
  })
})
