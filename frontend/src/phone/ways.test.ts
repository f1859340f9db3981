import { expect, test } from 'vitest'
import { platformOf } from '../ui/platform'
import en from '../words/en/phone'
import zh from '../words/zh-CN/phone'
import { GUIDES, WAYS, wayOf } from './ways'

const way = (agent: string) => wayOf(platformOf(agent))
const IPHONE = '(iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605'

test.each([
  ['iphone', `${IPHONE} Version/17.4 Safari/604`],
  ['iphoneOther', `${IPHONE} CriOS/120 Safari/604`],
  ['iphoneOther', `${IPHONE} MicroMessenger/8`],
  ['huawei', 'HONOR MAA-AN00 Chrome/114 HonorBrowser/1'],
  ['qq', 'HUAWEI NOH Chrome/98 MQQBrowser/13'],
  ['chrome', 'HUAWEI NOH Chrome/120'],
  ['chrome', ''],
])('%s is the way of %s', (expected, agent) => {
  expect(way(agent)).toBe(expected)
})

test.each([zh, en])('every step, note and drawing has its words, and none is unused', (words) => {
  const guides = WAYS.map((one) => GUIDES[one])
  const steps = guides.flatMap((guide) => guide.steps.map(([step]) => step))
  const notes = guides.flatMap((guide) => guide.notes)
  expect(new Set(steps)).toEqual(new Set(Object.keys(words.install.steps)))
  expect(new Set(notes)).toEqual(new Set(Object.keys(words.install.notes)))
})
