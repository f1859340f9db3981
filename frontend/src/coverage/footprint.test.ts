import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { footprintTiles } from './footprint'

beforeEach(() => vi.stubGlobal('location', { origin: 'https://here' }))
afterEach(() => vi.unstubAllGlobals())
const week = { from: '2026-11-01', to: '2026-11-07' }

test('the tiles of a week are for everybody at the desk', () => {
  const tiles =
    'https://here/api/v1/coverage/footprint/{z}/{x}/{y}.mvt?from=2026-11-01&to=2026-11-07'
  expect(footprintTiles(week, '2026-11-30', 'district_viewer')).toBe(tiles)
})

test('fewer days are for a supervisor only', () => {
  const days = { ...week, from: '2026-11-02' }
  expect(footprintTiles(days, '2026-11-30', 'administrator')).toBeNull()
  expect(footprintTiles(days, '2026-11-30', 'township_supervisor')).not.toBeNull()
})

test('days to come make a range no longer', () => {
  expect(footprintTiles(week, '2026-11-06', 'district_viewer')).toBeNull()
})
