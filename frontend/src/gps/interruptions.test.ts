import { expect, test } from 'vitest'
import { isNews, until, type Interruption, type Reason } from './interruptions'

const gap = (from: number, to: number, reason: Reason = 'no_signal'): Interruption => ({
  from: from * 1000,
  to: to * 1000,
  reason,
})

test('a signal lost for a moment is no news, one lost for over a minute is', () => {
  expect([gap(0, 60), gap(0, 61)].map(isNews)).toEqual([false, true])
})

test('a page that was away is news at once, the rider’s own pause never', () => {
  expect([gap(0, 11, 'hidden'), gap(0, 11, 'killed')].map(isNews)).toEqual([true, true])
  expect(isNews(gap(0, 3600, 'paused'))).toBe(false)
})

test('an end that is set back takes the later interruptions with it', () => {
  const told = until([gap(0, 20), gap(50, 90), gap(100, 130)], 70_000)
  expect(told).toEqual([gap(0, 20), gap(50, 70)])
})
