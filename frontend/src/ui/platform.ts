// What the browser says of itself: which phone, which browser, how old its engine is.

export const BRANDS = [
  'huawei',
  'honor',
  'xiaomi',
  'oppo',
  'vivo',
  'samsung',
  'iphone',
  'other',
] as const
export type Brand = (typeof BRANDS)[number]
export type Browser = 'wechat' | 'safari' | 'chrome' | 'qq' | 'uc' | Brand
export type Engine = 'chromium' | 'webkit' | 'other'

export interface Platform {
  brand: Brand
  browser: Browser
  engine: Engine
  /** 114, or 17.4 for Safari; null when it isn't told. */
  engine_version: number | null
}

/** Phones of China often tell only a model: PCLM10 is OPPO's, V2168A vivo's, 22081212C Xiaomi's. */
const BRAND_MARKS: [Brand, RegExp][] = [
  ['iphone', /iPhone|iPad|iPod/],
  ['honor', /HONOR|HonorBrowser|MagicOS/i],
  ['huawei', /HUAWEI|HarmonyOS|OpenHarmony|ArkWeb/i],
  ['xiaomi', /Xiaomi|Redmi|MiuiBrowser|HyperOS|; (?:MI|POCO) |; M?2\d{3}\w{3,7}[ ;)]/i],
  ['oppo', /OPPO|HeyTapBrowser|OnePlus|realme|; (?:P[A-Z]{3}\d0|CPH\d{4}|RMX\d{4})\b/i],
  ['vivo', /vivo|iQOO|; V\d{4}[A-Z]/i],
  ['samsung', /Samsung|SM-[A-Z]\d/i],
]
const BROWSER_MARKS: [Browser, RegExp][] = [
  ['wechat', /MicroMessenger/i],
  ['qq', /MQQBrowser|\bQQ\//i],
  ['uc', /UCBrowser|UCWEB/i],
  ['huawei', /HuaweiBrowser/i],
  ['honor', /HonorBrowser/i],
  ['xiaomi', /MiuiBrowser/i],
  ['oppo', /HeyTapBrowser/i],
  ['vivo', /VivoBrowser/i],
  ['samsung', /SamsungBrowser/i],
  ['other', /CriOS|FxiOS|EdgiOS|Firefox|EdgA?\//],
  ['chrome', /Chrome\//],
  ['safari', /Version\/.+Safari\//],
]

/** `model` where the browser hides it in its user agent and tells it when asked. */
export function platformOf(agent: string, model = ''): Platform {
  const told = model ? `${agent}; ${model} ` : agent
  return {
    brand: firstMark(BRAND_MARKS, told) ?? 'other',
    browser: firstMark(BROWSER_MARKS, agent) ?? 'other',
    ...engineOf(agent),
  }
}

function firstMark<T>(marks: [T, RegExp][], text: string): T | undefined {
  return marks.find(([, mark]) => mark.test(text))?.[0]
}

function engineOf(agent: string): Pick<Platform, 'engine' | 'engine_version'> {
  const chromium = /Chrome\/(\d+)/.exec(agent)
  if (chromium) return { engine: 'chromium', engine_version: Number(chromium[1]) }
  const webkit = /OS (\d+)[_.](\d+).*AppleWebKit|Version\/(\d+)\.(\d+)/.exec(agent)
  if (!webkit) return { engine: 'other', engine_version: null }
  const [major, minor] = [webkit[1] ?? webkit[3], webkit[2] ?? webkit[4]]
  return { engine: 'webkit', engine_version: Number(`${major}.${minor}`) }
}

export const here = (): Platform => platformOf(navigator.userAgent)

export const isWeChat = (): boolean => here().browser === 'wechat'

/** Whether the app was opened from the home screen. */
export function isOnHomeScreen(): boolean {
  const asked = 'standalone' in navigator && navigator.standalone === true
  return asked || window.matchMedia('(display-mode: standalone)').matches
}
