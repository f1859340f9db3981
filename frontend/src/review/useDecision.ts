// One decision sent to the server, and what is to be said when it doesn't take it.

import { ref } from 'vue'
import { i18n } from '../words'
import type { Fault, Parked } from './editors'
import { refusalOf, tell } from './store'

type Outcome = 'done' | 'stale' | 'faults' | 'failed'

export function useDecision(row: Parked) {
  const sending = ref(false)
  const trouble = ref('')
  const faults = ref<Fault[]>([])

  async function decide(what: 'accept' | 'discard', wanted: object): Promise<Outcome> {
    sending.value = true
    trouble.value = ''
    faults.value = []
    try {
      await tell(`/parked/${row.id}/${what}`, wanted)
      return 'done'
    } catch (fault) {
      return explain(fault)
    } finally {
      sending.value = false
    }
  }

  function explain(fault: unknown): Outcome {
    const { t } = i18n.global
    const { status, code, title, errors } = refusalOf(fault)
    if (code === 'already-decided' || status === 404) return 'stale'
    faults.value = errors
    if (errors.length > 0) trouble.value = t('review.refused')
    else {
      const why = status === 0 ? t('review.failedNetwork') : title
      trouble.value = t('review.refusedWhy', { why })
    }
    return errors.length > 0 ? 'faults' : 'failed'
  }

  return { sending, trouble, faults, decide }
}
