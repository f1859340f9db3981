import { expect, test } from 'vitest'
import { platformOf } from './platform'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const android = (model: string, rest: string) =>
  `Mozilla/5.0 (Linux; Android 12; ${model}) ${WEBKIT} Version/4.0 Chrome/114.0.5735.196 Mobile Safari/537.36 ${rest}`
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

test.each([
  ['huawei', 'huawei', android('HarmonyOS; ALN-AL00; HMSCore 6.13', 'HuaweiBrowser/15.0.4')],
  ['honor', 'chrome', android('HONOR MAA-AN00', '')],
  ['xiaomi', 'xiaomi', android('zh-cn; 22081212C Build/SKQ1', 'XiaoMi/MiuiBrowser/17.8')],
  ['oppo', 'oppo', android('PCLM10 Build/RKQ1', 'HeyTapBrowser/40.8')],
  ['vivo', 'vivo', android('V2168A', 'VivoBrowser/16.1')],
  ['samsung', 'samsung', android('SM-S9080', 'SamsungBrowser/22.0')],
  ['huawei', 'qq', android('HUAWEI NOH-AN00', 'MQQBrowser/13.7')],
  ['vivo', 'uc', android('vivo X90', 'UCBrowser/15.5')],
  ['oppo', 'wechat', android('PCLM10', 'MMWEBID/1 MicroMessenger/8.0.42')],
  ['other', 'chrome', android('K', '')],
])('%s is told with its browser %s', (brand, browser, agent) => {
  expect(platformOf(agent)).toEqual({ brand, browser, engine: 'chromium', engine_version: 114 })
})

test.each([
  ['safari', `${IPHONE} Version/17.4 Mobile/15E148 Safari/604.1`],
  ['wechat', `${IPHONE} Mobile/15E148 MicroMessenger/8.0.42(0x18002a32) Language/zh_CN`],
  ['other', `${IPHONE} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`],
])('an iPhone with %s has the engine of its system', (browser, agent) => {
  expect(platformOf(agent)).toEqual({
    brand: 'iphone',
    browser,
    engine: 'webkit',
    engine_version: 17.4,
  })
})

test('a phone of the newest system of Huawei is one of theirs', () => {
  const agent = `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${WEBKIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile`
  expect(platformOf(agent).brand).toBe('huawei')
})

test('a model that is told only when asked says whose phone it is', () => {
  expect(platformOf(android('K', ''), 'SM-S9080').brand).toBe('samsung')
  expect(platformOf(android('K', ''), '2201123C').brand).toBe('xiaomi')
})

test('what says nothing of itself is nothing known', () => {
  expect(platformOf('').browser).toBe('other')
  expect(platformOf('')).toMatchObject({ engine: 'other', engine_version: null })
})
