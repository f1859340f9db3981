import { describe, expect, test } from 'vitest'
import { daysIn, isDay, isOrdered, rangeOf, shanghaiDay } from './ranges'

describe('calendar days of the district', () => {
  test('a late evening in UTC is already the next day in Shanghai', () => {
    expect(shanghaiDay(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23')
    expect(shanghaiDay(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24')
  })

  test('the last 30 days count today and both ends', () => {
    const range = rangeOf('last_30', '2026-11-23')
    expect(range).toEqual({ from: '2026-10-25', to: '2026-11-23' })
    expect(daysIn(range)).toBe(30)
  })

  test('this month ends today, last month on its own last day', () => {
    expect(rangeOf('this_month', '2026-03-05')).toEqual({ from: '2026-03-01', to: '2026-03-05' })
    expect(rangeOf('last_month', '2026-03-05')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(rangeOf('last_month', '2026-01-09')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  })

  test('a day that no calendar has is no day', () => {
    expect(isDay('2026-02-30')).toBe(false)
    expect(isDay('2026-2-3')).toBe(false)
    expect(isDay('2028-02-29')).toBe(true)
  })

  test('a reversed range is refused', () => {
    expect(isOrdered({ from: '2026-11-02', to: '2026-11-01' })).toBe(false)
    expect(isOrdered({ from: '2026-11-01', to: '2026-11-01' })).toBe(true)
  })
})
