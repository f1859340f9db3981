// Which entries stand on top of the list, and what is said of them.

import type { ComposerTranslation } from 'vue-i18n'
import { whyOf } from './entryWords'
import type { Entry } from './ledger'

/** So long a supervisor's decision stands on top; after that it is in its place in the list. */
const NEWS_MS = 7 * 24 * 3_600_000

export function needsLook(entry: Entry, now: number): boolean {
  if (entry.state === 'attention' || entry.slow || entry.photos.attention > 0) return true
  return isNews(decidedAt(entry), now)
}

function decidedAt({ state, accepted, received_at }: Entry): string | null {
  return accepted?.at ?? (state === 'discarded' ? received_at : null)
}

/** A decision that seems to lie in the future was dated by another clock: news as well. */
function isNews(at: string | null, now: number): boolean {
  return at !== null && now - Date.parse(at) < NEWS_MS
}

export interface Note {
  what: string
  /** What the reader does about it. */
  todo: string
}

export function noteOf(entry: Entry, t: ComposerTranslation): Note | null {
  const { state, problem, slow, accepted } = entry
  if (state === 'voided' || state === 'voiding') return { what: t(`records.${state}`), todo: '' }
  if (problem) return { what: whyOf(problem, t), todo: t(`records.todo.${problem.status}`) }
  if (slow) return { what: t('records.slow'), todo: t('records.todo.slow') }
  if (!accepted) return null
  const what = t('records.accepted')
  const why = accepted.reason
  return { what: why ? t('app.because', { what, why }) : what, todo: '' }
}
