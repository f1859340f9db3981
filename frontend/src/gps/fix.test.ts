import { expect, test } from 'vitest'
import { signalOf } from './fix'

test('without permission the signal is not awaited, whatever came before', () => {
  expect(signalOf(null, null)).toBe('waiting')
  expect(signalOf(null, null, 'denied')).toBe('denied')
  expect(signalOf(8, 4000, 'denied')).toBe('denied')
})

test('a paused patrol has no good signal', () => {
  expect(signalOf(8, 4000)).toBe('good')
  expect(signalOf(8, 4000, 'off')).toBe('off')
})
