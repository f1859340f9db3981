import { expect, test } from 'vitest'
import { i18n } from '.'
import shellEn from './en'
import checkInsEn from './en/checkIns'
import coverageEn from './en/coverage'
import hazardsEn from './en/hazards'
import openedEn from './en/opened'
import reviewEn from './en/review'
import scanEn from './en/scan'
import shellZh from './zh-CN'
import checkInsZh from './zh-CN/checkIns'
import coverageZh from './zh-CN/coverage'
import hazardsZh from './zh-CN/hazards'
import openedZh from './zh-CN/opened'
import reviewZh from './zh-CN/review'
import scanZh from './zh-CN/scan'

const laterEn = { hazards: hazardsEn, checkIns: checkInsEn, scan: scanEn, opened: openedEn }
const laterZh = { hazards: hazardsZh, checkIns: checkInsZh, scan: scanZh, opened: openedZh }
const en = { ...shellEn, coverage: coverageEn, review: reviewEn, ...laterEn }
const zh = { ...shellZh, coverage: coverageZh, review: reviewZh, ...laterZh }

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
/** Of the form for many, where there is one for one as well. */
const placesOf = (text: string) =>
  (
    text
      .split('|')
      .at(-1)!
      .match(/\{\w+\}/g) ?? []
  ).sort()
const at = (words: object, key: string) =>
  key.split('.').reduce<unknown>((below, name) => (below as Record<string, unknown>)[name], words)

test('both languages have the same words', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
})

test.each(keysOf(zh))('%s leaves the same places open in both languages', (key) => {
  expect(placesOf(String(at(en, key)))).toEqual(placesOf(String(at(zh, key))))
})

test('in English what is counted has a form for one, and Chinese needs none', () => {
  const counted = keysOf(en).filter((key) =>
    /\{(n|count)\} (?!less)[a-z]{2,}s\b/.test(String(at(en, key))),
  )
  expect(counted.filter((key) => !String(at(en, key)).includes(' | '))).toEqual([])
  expect(keysOf(zh).filter((key) => String(at(zh, key)).includes('|'))).toEqual([])
})

test.each([
  [1, '1 interruption so far, 02:00 in all'],
  [2, '2 interruptions so far, 02:00 in all'],
  [0, '0 interruptions so far, 02:00 in all'],
])('%d is told in its own form: %s', (n, words) => {
  const { t } = i18n.global
  expect(t('patrol.ride.gaps', { n, time: '02:00' }, { locale: 'en' })).toBe(words)
})

test('every word that a user reads is in the language files', () => {
  const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--.*?-->/g, '')
  const spoken = Object.entries(sources).filter(([, text]) =>
    /[\u4e00-\u9fff]/.test(withoutComments(text)),
  )
  expect(spoken.map(([path]) => path)).toEqual([])
})
