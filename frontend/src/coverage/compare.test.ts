import { expect, test } from 'vitest'
import { earlierRange } from './compare'

const november = { from: '2026-11-01', to: '2026-11-24' }

test('nothing is compared unless it was asked for', () => {
  expect(earlierRange(november, 'none')).toBeNull()
})

test('the previous period is as long and ends the day before', () => {
  expect(earlierRange(november, 'previous')).toEqual({ from: '2026-10-08', to: '2026-10-31' })
})

test('the same days of last month', () => {
  expect(earlierRange(november, 'month')).toEqual({ from: '2026-10-01', to: '2026-10-24' })
})

test('a day that last month does not have is its last day', () => {
  const march = { from: '2026-03-30', to: '2026-03-30' }
  expect(earlierRange(march, 'month')).toEqual({ from: '2026-02-28', to: '2026-02-28' })
})

test('a whole month is compared with the whole month before', () => {
  const february = { from: '2026-02-01', to: '2026-02-28' }
  expect(earlierRange(february, 'month')).toEqual({ from: '2026-01-01', to: '2026-01-31' })
})

test('January goes back into the year before', () => {
  const january = { from: '2026-01-01', to: '2026-01-10' }
  expect(earlierRange(january, 'month')).toEqual({ from: '2025-12-01', to: '2025-12-10' })
})
