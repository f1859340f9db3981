import { expect, test } from 'vitest'
import { receiptCode } from './receipt'

const DIGEST = `sha256:9f3ac07b${'0'.repeat(56)}`

test('a receipt is the number and the beginning of the digest', () => {
  expect(receiptCode(431, DIGEST)).toBe('431-9F3A-C07B')
})

test('before the server has it a record has only its digest', () => {
  expect(receiptCode(null, DIGEST)).toBe('9F3A-C07B')
  expect(receiptCode(1, null)).toBe('')
})
