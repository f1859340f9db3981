import { expect, test } from 'vitest'
import { choicesWith } from './choices'

const CHOICES = [
  { value: 'a', label: 'Delong', hint: '大有镇' },
  { value: 'b', label: '水江镇中学' },
]
const found = (text: string) => choicesWith(CHOICES, text).map(({ value }) => value)

test.each([
  ['', ['a', 'b']],
  [' DE', ['a']],
  ['大有', ['a']],
  ['中学', ['b']],
])('searching for "%s" looks at names and hints, and at nothing else', (text, values) => {
  expect(found(text)).toEqual(values)
})

test('a choice without a hint is not found by a word for nothing', () => {
  expect(found('undefined')).toEqual([])
})
