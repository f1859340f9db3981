import { expect, test } from 'vitest'
import type { Fix } from '../gps/fix'
import { MASK } from '../records/personalData'
import { patrolEndDraft, segmentDraft, segmentIsFull, type Patrol } from './patrol'

const START = Date.UTC(2026, 10, 2, 1)
const fixes = (count: number, every_s = 1): Fix[] =>
  Array.from({ length: count }, (_, n) => ({
    lon: 107.2,
    lat: 29.15,
    at: START + n * every_s * 1000,
    accuracy_m: 8,
  }))
const next = (list: Fix[], after_s: number): Fix => ({
  ...list[0]!,
  at: list.at(-1)!.at + after_s * 1000,
})
const patrol = {
  id: 'p',
  started_at: START,
  ended_at: START,
  interruptions: [],
} as unknown as Patrol

test('a segment is full with 300 fixes', () => {
  const [almost, full] = [fixes(299), fixes(300)]
  expect(segmentIsFull(almost, next(almost, 1))).toBe(false)
  expect(segmentIsFull(full, next(full, 1))).toBe(true)
})

test('five minutes make a segment of 60 fixes, not of fewer', () => {
  const [few, enough] = [fixes(59, 6), fixes(60, 6)]
  expect(segmentIsFull(few, next(few, 6))).toBe(false)
  expect(segmentIsFull(enough, next(enough, 6))).toBe(true)
})

test('a gap of more than a minute closes a segment', () => {
  const list = fixes(3)
  expect(segmentIsFull(list, next(list, 60))).toBe(false)
  expect(segmentIsFull(list, next(list, 61))).toBe(true)
})

test('a lone fix is a point, with columns of one', () => {
  const { geometry, data } = segmentDraft('s', patrol, 0, fixes(1))
  expect(geometry).toEqual({ type: 'Point', coordinates: [107.2, 29.15] })
  expect(data).toMatchObject({ times: [START], accuracy_m: [8] })
})

test('a personal number in the note of an end is masked', () => {
  const closing = { end_odometer_km: 18230, note: ' 找 13812345678 ' }
  const { data } = patrolEndDraft('e', patrol, closing)
  expect(data).toMatchObject({ end_odometer_km: 18230, note: `找 ${MASK}` })
})

test('of a thousand interruptions and more the longest are told', () => {
  const interruptions = Array.from({ length: 1200 }, (_, n) => ({
    from: START + n * 60_000,
    to: START + n * 60_000 + 11_000 + n,
    reason: 'no_signal' as const,
  }))
  const closing = { end_odometer_km: null, note: '' }
  const { data } = patrolEndDraft('e', { ...patrol, interruptions }, closing)
  const told = (data as { interruptions: { from: string }[] }).interruptions
  expect(told).toHaveLength(1000)
  expect(told[0]!.from).toBe(new Date(START + 200 * 60_000).toISOString())
})
