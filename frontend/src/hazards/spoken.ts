// Lengths, ages and days of hazards and targets in words.

import type { ComposerTranslation } from 'vue-i18n'
import { toField } from '../words/times'

export function agoWords(ms: number, t: ComposerTranslation): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 5) return t('hazards.ago.now')
  if (seconds < 120) return t('hazards.ago.seconds', { n: seconds })
  return t('hazards.ago.minutes', { n: Math.round(seconds / 60) })
}

export function accuracyWords(accuracy_m: number | null, t: ComposerTranslation): string {
  if (accuracy_m === null) return t('hazards.noAccuracy')
  return t('hazards.placeAccuracy', { n: Math.round(accuracy_m) })
}

/** The calendar day of Asia/Shanghai, YYYY-MM-DD. */
export const dayOn = (at: number) => toField(at).slice(0, 'yyyy-mm-dd'.length)
