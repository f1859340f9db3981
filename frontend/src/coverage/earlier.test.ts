import { expect, test } from 'vitest'
import { coverage, township } from './coverage.sample'
import { earlierOf } from './earlier'
import type { Which } from './which'
import { EVERY_PATROL } from './which'

const of = (from: string, to: string, which: Which = EVERY_PATROL) => ({
  ...{ range: { from, to }, which },
  coverage: coverage([township()]),
})
const now = of('2026-11-17', '2026-11-23')
const before = of('2026-11-10', '2026-11-16')

test('the earlier period is judged on its own last day', () => {
  const earlier = earlierOf(now, before, 'previous')
  expect(earlier?.day).toBe('2026-11-16')
  expect(earlier?.townships.has('500119101')).toBe(true)
})

test('numbers of another range are never compared with', () => {
  expect(earlierOf(now, before, 'month')).toBeNull()
  expect(earlierOf(of('2026-11-01', '2026-11-23'), before, 'previous')).toBeNull()
})

test('numbers of other patrols are never compared with', () => {
  const night = { purpose: 'night' as const, fleet: null }
  expect(earlierOf(of('2026-11-17', '2026-11-23', night), before, 'previous')).toBeNull()
})

test('nothing is compared unless both have come and it was asked for', () => {
  expect(earlierOf(now, before, 'none')).toBeNull()
  expect(earlierOf(now, null, 'previous')).toBeNull()
  expect(earlierOf(null, before, 'previous')).toBeNull()
})
