import { expect, test } from 'vitest'
import { whyNotSaved } from './whyNotSaved'

test('a full phone is told apart from other failures', () => {
  expect(whyNotSaved(new DOMException('no room', 'QuotaExceededError'))).toBe('full')
  expect(whyNotSaved(new DOMException('QuotaExceededError', 'AbortError'))).toBe('full')
  expect(whyNotSaved(new DOMException('gone', 'AbortError'))).toBe('failed')
})
