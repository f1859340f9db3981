import { expect, test } from 'vitest'
import { EVERYTHING, fits } from './filter'
import type { Entry } from './ledger'

const NOON = Date.UTC(2026, 10, 2, 4) // 12:00 in Nanchuan
const EARLY = Date.UTC(2026, 10, 1, 16, 30) // half past midnight, the same day there
const LATE = Date.UTC(2026, 10, 1, 15, 30) // the day before
const entry = (change: Partial<Entry>) =>
  ({ kind: 'patrol', state: 'stored', at: NOON, ...change }) as Entry

test('today begins at midnight in Nanchuan', () => {
  const today = { ...EVERYTHING, period: '1' } as const
  expect(fits(entry({ at: EARLY }), today, NOON)).toBe(true)
  expect(fits(entry({ at: LATE }), today, NOON)).toBe(false)
  expect(fits(entry({ at: LATE }), { ...today, period: '7' }, NOON)).toBe(true)
})

test('a record that is voided here counts among the voided and among the unsent', () => {
  const voiding = entry({ state: 'voiding' })
  expect(fits(voiding, { ...EVERYTHING, state: 'voided' }, NOON)).toBe(true)
  expect(fits(voiding, { ...EVERYTHING, state: 'open' }, NOON)).toBe(true)
  expect(fits(voiding, { ...EVERYTHING, state: 'stored' }, NOON)).toBe(false)
})

test('records of another kind are left out', () => {
  expect(fits(entry({}), { ...EVERYTHING, kind: 'hazard' }, NOON)).toBe(false)
})
