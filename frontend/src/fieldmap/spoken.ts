// How a target's state is put into words, the same on the map, in the lists and on Home.

import { useI18n } from 'vue-i18n'
import type { Standing } from '../targets/phoneStanding'
import './language'

/** K17+350, from metres. */
export const post = (at_m: number): string => {
  const metres = Math.round(at_m)
  return `K${Math.floor(metres / 1000)}+${String(metres % 1000).padStart(3, '0')}`
}

export function useSpoken() {
  const { t } = useI18n()
  const distance = (m: number) =>
    m < 950
      ? t('fieldmap.sheet.metres', { n: Math.max(10, Math.round(m / 10) * 10) })
      : t('fieldmap.sheet.km', { n: (m / 1000).toFixed(1) })
  const ago = (days: number | null) => {
    if (days === null) return t('fieldmap.sheet.never')
    if (days === 0) return t('fieldmap.sheet.today')
    return days === 1 ? t('fieldmap.sheet.yesterday') : t('fieldmap.sheet.ago', { n: days })
  }
  /** "已逾期 12 天", or the state's word where there is no such number. */
  function state({ state, days_since, target }: Standing): string {
    const late = (days_since ?? 0) - (target.interval_days ?? 0)
    if (state === 'overdue' && days_since !== null && late > 0)
      return t('fieldmap.sheet.overdueBy', { n: late })
    return t(`fieldmap.states.${state}`)
  }
  return { distance, ago, state }
}
