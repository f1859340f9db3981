// A distance as it is read: metres, then kilometres.

import type { ComposerTranslation } from 'vue-i18n'

const KM_FROM_M = 1000

/** `words` holds `metres` and `km`. */
export function farWords(metres: number, words: string, t: ComposerTranslation): string {
  if (metres < KM_FROM_M) return t(`${words}.metres`, { n: Math.round(metres) })
  return t(`${words}.km`, { n: (metres / KM_FROM_M).toFixed(1) })
}
