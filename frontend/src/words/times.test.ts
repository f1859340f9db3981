import { expect, test } from 'vitest'
import { fromField, moment, shortStopwatch, startOfDay, stopwatch, toField } from './times'

const LATE = Date.UTC(2026, 10, 2, 15, 30) // 23:30 in Nanchuan
const EARLY = Date.UTC(2026, 10, 2, 16, 30) // half past midnight

test('clocks are those of Nanchuan, whatever the phone thinks', () => {
  expect(moment(LATE, LATE, 'zh-CN')).toBe('23:30')
})

test('a moment of another day names its day', () => {
  expect(moment(LATE, EARLY, 'zh-CN')).toBe('11月2日 23:30')
})

test('a day begins at midnight in Nanchuan', () => {
  expect(startOfDay(EARLY)).toBe(Date.UTC(2026, 10, 2, 16))
})

test('a field shows and reads the same moment', () => {
  expect(toField(LATE)).toBe('2026-11-02T23:30')
  expect(fromField(toField(LATE))).toBe(LATE)
  expect(fromField('')).toBeNull()
})

test('stopwatches count hours, or minutes without end', () => {
  expect(stopwatch(3_723_999)).toBe('1:02:03')
  expect(shortStopwatch(3_723_000)).toBe('62:03')
})
