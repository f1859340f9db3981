import { describe, expect, test } from 'vitest'
import { readFilters, writeFilters } from './filters'

const TODAY = '2026-11-23'
const again = (query: Record<string, string>) => writeFilters(readFilters(query, TODAY))

describe('the address bar', () => {
  test('an empty address is the last 30 days by township', () => {
    expect(readFilters({}, TODAY)).toEqual({
      preset: 'last_30',
      range: { from: '2026-10-25', to: TODAY },
      metric: 'patrols',
      sort: { key: 'code', direction: 'ascending' },
      township: null,
      footprint: false,
      open: null,
      layer: null,
      compare: 'none',
      which: { purpose: null, fleet: null },
    })
    expect(again({})).toEqual({})
  })

  test('what was chosen comes back after a reload', () => {
    const query = {
      from: '2026-10-01',
      to: '2026-10-15',
      metric: 'railway_share',
      sort: '-distance',
      township: '500119107',
      open: 'targets',
      layer: 'school',
      footprint: '1',
      compare: 'month',
      purpose: 'night',
      fleet: 'any',
    }
    expect(again(query)).toEqual(query)
  })

  test('a link to last month stays relative to the day it is opened', () => {
    expect(readFilters({ range: 'last_month' }, TODAY).range.from).toBe('2026-10-01')
    expect(again({ range: 'last_month' })).toEqual({ range: 'last_month' })
  })

  test('a reversed or unreadable range falls back to the last 30 days', () => {
    expect(readFilters({ from: '2026-11-09', to: '2026-11-01' }, TODAY).preset).toBe('last_30')
    expect(readFilters({ from: 'yesterday', to: TODAY }, TODAY).preset).toBe('last_30')
  })

  test('what a township opened to is forgotten with the township', () => {
    expect(again({ open: 'railway_share', layer: 'school', compare: 'decade' })).toEqual({})
  })

  test('an unknown metric or order is not followed', () => {
    const filters = readFilters({ metric: 'constructor', sort: '-officer' }, TODAY)
    expect([filters.metric, filters.sort.key]).toEqual(['patrols', 'code'])
  })
})
