/** The desk is online by nature: it asks the server for one range at a time. */
import { ref, shallowRef } from 'vue'
import type { Rails } from '../map/areas'
import { ask, NoAnswer } from '../sync/http'
import type { Coverage } from './coverage'
import type { Range } from './ranges'

/** A problem of the server; `status` 0 when no answer came. */
export interface Refusal {
  status: number
  title: string
  detail: string
}

export interface Loaded {
  range: Range
  coverage: Coverage
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail)
  }
}

async function read<T>(path: string): Promise<T> {
  const { ok, status, body } = await ask<T>(path)
  if (ok) return body
  const { title = '', detail = '' } = body as Partial<Refusal>
  throw new Refused({ status, title, detail })
}

function refusalOf(fault: unknown): Refusal {
  if (fault instanceof Refused) return fault.refusal
  if (fault instanceof NoAnswer) return { status: 0, title: '', detail: '' }
  throw fault
}

const isSame = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to

/** The numbers of one range. The last call wins; a failure keeps no numbers of another range. */
export function useCoverage() {
  const loaded = shallowRef<Loaded | null>(null)
  const refusal = ref<Refusal | null>(null)
  const loading = ref(false)
  let calls = 0

  async function load(range: Range): Promise<void> {
    calls += 1
    const call = calls
    loading.value = true
    try {
      const coverage = await read<Coverage>(`/coverage?from=${range.from}&to=${range.to}`)
      if (call !== calls) return
      loaded.value = { range, coverage }
      refusal.value = null
    } catch (fault) {
      if (call !== calls) return
      refusal.value = refusalOf(fault)
      if (loaded.value && !isSame(loaded.value.range, range)) loaded.value = null
    }
    loading.value = false
  }

  return { loaded, refusal, loading, load }
}

/** The lines to draw on the map; the map does without them when they can't be read. */
export function useRails() {
  const rails = shallowRef<Rails | null>(null)
  const railsRefusal = ref<Refusal | null>(null)

  async function loadRails(): Promise<void> {
    try {
      rails.value = await read<Rails>('/targets?layer=railway&limit=1000')
    } catch (fault) {
      railsRefusal.value = refusalOf(fault)
    }
  }

  return { rails, railsRefusal, loadRails }
}
