/** How far a number is from that of the earlier period: with its sign, and in words. */
import type { Speech } from './format'
import { cellText, unitText } from './format'
import type { Metric, Reading } from './metrics'
import { isWhole } from './metrics'

export interface Difference {
  text: string
  /** With its unit, for a tile. */
  full: string
  spoken: string
}

/** Null where there is nothing to compare: no target in either, no activity in either, days. */
export function differenceOf(
  metric: Metric,
  now: Reading,
  before: Reading,
  speech: Speech,
): Difference | null {
  if (metric.unit === 'on') return null
  if (now.state === 'number' && before.state === 'number') {
    return changeOf(metric, now.value - before.value, speech)
  }
  const [text, was] = [now, before].map((reading) => cellText(metric, reading, speech))
  if (text === was || !was) return null
  const told = speech.t('coverage.compare.was', { text: was })
  return { text: told, full: told, spoken: told }
}

function changeOf(metric: Metric, change: number, speech: Speech): Difference {
  const isShare = metric.unit === 'share'
  const digits = isShare || !isWhole(metric) ? 1 : 0
  const amount = Math.round(Math.abs(isShare ? change * 100 : change) * 10 ** digits) / 10 ** digits
  if (amount === 0) {
    const even = speech.t('coverage.compare.even')
    return { text: even, full: even, spoken: speech.t('coverage.compare.same') }
  }
  const bare = new Intl.NumberFormat(speech.locale, { minimumFractionDigits: digits }).format(
    amount,
  )
  const withUnit = (points: string) =>
    isShare
      ? speech.t(`coverage.compare.${points}`, { n: bare, count: amount })
      : unitText(metric.unit, bare, speech)
  const sign = change > 0 ? '+' : '−'
  return {
    text: sign + bare,
    full: sign + withUnit('points_short'),
    spoken: speech.t(change > 0 ? 'coverage.compare.more' : 'coverage.compare.less', {
      n: withUnit('points'),
    }),
  }
}
