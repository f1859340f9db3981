import { expect, test } from 'vitest'
import { platformOf } from '../ui/platform'
import { i18n } from '../words'
import zh from '../words/zh-CN/phone'
import { type Check, CHECKS, type Finding, positionFinding } from './findings'
import { reportLine } from './report'

;(globalThis as Record<string, unknown>).__APP_VERSION__ = '1.2.3'
i18n.global.mergeLocaleMessage('zh-CN', { phone: zh })
const { t } = i18n.global
const huawei = platformOf('Linux; Android 12; HUAWEI NOH-AN00 Chrome/114.0 HuaweiBrowser/15')
const fine = Object.fromEntries(
  CHECKS.map((check) => [check, { verdict: 'good', said: 'works' }]),
) as Record<Check, Finding>

test('the office reads in one line which phone it is and what is wrong with it', () => {
  const line = reportLine({ ...fine, gps: positionFinding({ accuracy_m: 60 }) }, huawei, t)
  expect(line).toBe(
    '巡护自检 1.2.3｜华为｜huawei chromium 114｜正常 9 注意 1 不行 0｜注意·定位：能定位，误差约 60 米，偏大',
  )
})

test('a phone that is fine says so, and what still runs is left out', () => {
  const line = reportLine({ ...fine, gps: null }, huawei, t)
  expect(line).toContain('正常 9 注意 0 不行 0｜这部手机可以放心用')
})
