// How each browser puts a page on the home screen.

import type { Platform } from '../ui/platform'

export const WAYS = [
  'iphone',
  'iphoneOther',
  'chrome',
  'huawei',
  'xiaomi',
  'oppo',
  'vivo',
  'samsung',
  'qq',
  'uc',
] as const
export type Way = (typeof WAYS)[number]
export type Scene = 'share' | 'add' | 'confirm' | 'menuTop' | 'menuBottom' | 'home' | 'allow'

interface Guide {
  /** The word under `phone.install.steps`, and what to draw beside it. */
  steps: [string, Scene][]
  notes: string[]
}

const fromBelow = (add: string, ...notes: string[]): Guide => ({
  steps: [
    ['menuBottom', 'menuBottom'],
    [add, 'add'],
    ['allow', 'allow'],
  ],
  notes: ['shortcut', ...notes],
})

export const GUIDES: Record<Way, Guide> = {
  iphone: {
    steps: [
      ['share', 'share'],
      ['addIos', 'add'],
      ['confirmIos', 'confirm'],
    ],
    notes: ['safari'],
  },
  iphoneOther: { steps: [['toSafari', 'share']], notes: ['safari'] },
  chrome: {
    steps: [
      ['menuDots', 'menuTop'],
      ['addChrome', 'add'],
      ['confirm', 'allow'],
    ],
    notes: ['shortcut'],
  },
  huawei: fromBelow('addHuawei'),
  xiaomi: fromBelow('addDesktop'),
  oppo: fromBelow('addDesktop'),
  vivo: fromBelow('addDesktop'),
  samsung: fromBelow('addSamsung'),
  qq: fromBelow('addDesktop', 'thirdParty'),
  uc: fromBelow('addDesktop', 'thirdParty'),
}

/** The way of this phone's browser. */
export function wayOf({ brand, browser }: Platform): Way {
  if (brand === 'iphone') return browser === 'safari' ? 'iphone' : 'iphoneOther'
  if (browser === 'honor') return 'huawei'
  return WAYS.find((way) => way === browser) ?? 'chrome'
}
