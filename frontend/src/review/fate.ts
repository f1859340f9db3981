// What became of a revision that was sealed at the desk, and how that is said.

import { whyNotSaved } from '../db/whyNotSaved'
import type { Problem, SealedRecord } from '../records/seal'
import { NoAnswer } from '../sync/http'
import { status } from '../sync/status'
import { i18n } from '../words'
import { wordsAt } from './speech'
import { Refused, refusalOf } from './store'

const { t } = i18n.global

/** kept: sealed on this computer, and the server hasn't answered for it. */
export type Fate = 'unsealed' | 'sending' | 'kept' | 'refused' | 'done'

/** Only a receipt for each of them is a success. */
export function fateOf(records: SealedRecord[], isBusy: boolean): Fate {
  if (records.some(({ problem }) => problem !== null)) return 'refused'
  if (records.length > 0 && records.every(({ state }) => state === 'stored')) return 'done'
  return isBusy || records.length === 0 ? 'sending' : 'kept'
}

/** Why nothing was sealed. */
export function whyNotMade(fault: unknown): string {
  if (!(fault instanceof Refused || fault instanceof NoAnswer)) {
    return t(`app.storage.${whyNotSaved(fault)}`)
  }
  const { status, title } = refusalOf(fault)
  return t('review.refusedWhy', { why: status === 0 ? t('review.revise.noAnswer') : title })
}

/** Empty where there is nothing to tell. */
export function troubleOf(records: SealedRecord[], fate: Fate): string {
  if (fate === 'kept') return t('review.revise.kept', { why: t(`review.revise.${whyKept()}`) })
  const problem = fate === 'refused' && records.find(({ problem }) => problem)?.problem
  return problem ? refusedWords(problem) : ''
}

function whyKept(): 'revoked' | 'signedOut' | 'unreachable' {
  if (status.revoked) return 'revoked'
  return status.signedOut ? 'signedOut' : 'unreachable'
}

function refusedWords({ status, code, detail }: Problem): string {
  const why = wordsAt('records.codes')[code] ?? detail
  return t(status === 'parked' ? 'review.revise.parked' : 'review.revise.rejected', { why })
}
