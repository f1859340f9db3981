import { expect, test } from 'vitest'
import shellEn from './en'
import coverageEn from './en/coverage'
import openedEn from './en/opened'
import reviewEn from './en/review'
import shellZh from './zh-CN'
import coverageZh from './zh-CN/coverage'
import openedZh from './zh-CN/opened'
import reviewZh from './zh-CN/review'

const en = { ...shellEn, coverage: coverageEn, opened: openedEn, review: reviewEn }
const zh = { ...shellZh, coverage: coverageZh, opened: openedZh, review: reviewZh }

const sources = import.meta.glob(
  ['../**/*.{ts,vue}', '!../words/**', '!../**/*.{test,sample}.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
) as Record<string, string>

const keysOf = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  )
const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const at = (words: object, key: string) =>
  key.split('.').reduce<unknown>((below, name) => (below as Record<string, unknown>)[name], words)

test('both languages have the same words', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
})

test.each(keysOf(zh))('%s leaves the same places open in both languages', (key) => {
  expect(placesOf(String(at(en, key)))).toEqual(placesOf(String(at(zh, key))))
})

test('every word that a user reads is in the language files', () => {
  const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--.*?-->/g, '')
  const spoken = Object.entries(sources).filter(([, text]) =>
    /[\u4e00-\u9fff]/.test(withoutComments(text)),
  )
  expect(spoken.map(([path]) => path)).toEqual([])
})
