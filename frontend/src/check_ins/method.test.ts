import { expect, test } from 'vitest'
import { canCheckIn, targetOfCode, wayTo } from './method'

const NOW = Date.UTC(2026, 10, 2, 8)
const METRE_EAST = 1 / 97_300 // degrees of longitude at 29.15 north
const fix = (metres: number, accuracy_m: number | null = 8, age_ms = 0) => ({
  lon: 107.2 + metres * METRE_EAST,
  lat: 29.15,
  at: NOW - age_ms,
  accuracy_m,
})
const school = { geometry: { type: 'Point' as const, coordinates: [107.2, 29.15] }, radius_m: null }
const method = (...here: Parameters<typeof fix>) => wayTo(school, fix(...here), NOW, false)

test('within 150 metres unless told, with a position good to 50, it is by position', () => {
  expect(method(149)).toMatchObject({ method: 'gps', why: 'near' })
  expect(method(152)).toMatchObject({ method: 'manual', why: 'far' })
  const small = { ...school, radius_m: 40 }
  expect(wayTo(small, fix(60), NOW, false)).toMatchObject({ method: 'manual', radius_m: 40 })
})

test('a poor, unknown or old position is by hand, and says which', () => {
  expect(method(10, 51)).toMatchObject({ method: 'manual', why: 'poor' })
  expect(method(10, null)).toMatchObject({ why: 'poor' })
  expect(method(10, 8, 31_000)).toMatchObject({ method: 'manual', why: 'none', metres: null })
  expect(wayTo(school, null, NOW, false).why).toBe('none')
})

test('a label that was read needs no position', () => {
  expect(wayTo(school, null, NOW, true)).toMatchObject({ method: 'qr', why: 'label' })
})

test('a line is covered by riding along it, never by a check-in', () => {
  expect(canCheckIn({ layer: 'railway', status: 'open' })).toBe(false)
  expect(canCheckIn({ layer: 'school', status: 'excluded' })).toBe(false)
  expect(canCheckIn({ layer: 'school', status: 'open' })).toBe(true)
})

test('a typed code finds its target, whatever the case, and half a code finds none', () => {
  const targets = [
    { id: '019a4230-0000-7000-8000-00000000abcd', code: null },
    { id: 'b', code: 'DK-012' },
  ]
  expect(targetOfCode(' dk-012 ', targets)?.id).toBe('b')
  expect(targetOfCode('0000abcd', targets)?.code).toBeNull()
  expect([targetOfCode('DK', targets), targetOfCode('', targets)]).toEqual([null, null])
})
