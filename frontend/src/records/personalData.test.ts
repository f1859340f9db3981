import { describe, expect, test } from 'vitest'
import samples from '../../../tests/contract/personal_data.json'
import { hasPersonalData, MASK, maskPersonalData } from './personalData'

describe('the samples shared with the server', () => {
  test.each(samples)('$text: $personal', ({ text, personal }) => {
    expect(hasPersonalData(text)).toBe(personal)
  })

  test.each(samples)('nothing personal is left of "$text"', ({ text }) => {
    expect(hasPersonalData(maskPersonalData(text))).toBe(false)
  })
})

test('a text without personal data is kept letter by letter', () => {
  expect(maskPersonalData('（全角）１２３')).toBe('（全角）１２３')
})

test('only the number is masked', () => {
  expect(maskPersonalData('老张 138 1234 5678 来访')).toBe(`老张 ${MASK} 来访`)
})
