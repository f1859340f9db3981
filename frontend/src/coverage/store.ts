/** The desk is online by nature: it asks the server for one range at a time. */
import { ref, shallowRef, watch } from 'vue'
import type { Rails } from '../map/areas'
import { ask, NoAnswer } from '../sync/http'
import type { Coverage } from './coverage'
import type { Range } from './ranges'
import type { Which } from './which'
import { EVERY_PATROL, isSameWhich, writeWhich } from './which'

/** A problem of the server; `status` 0 when no answer came. */
export interface Refusal {
  status: number
  title: string
  detail: string
}

export interface Loaded {
  range: Range
  which: Which
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

export const isSame = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to

/** A range and some patrols as the server is asked for them. */
export const asQuery = ({ from, to }: Range, which: Which): string =>
  new URLSearchParams({ from, to, ...writeWhich(which) }).toString()

/** The numbers of one range. The last call wins; a failure keeps no numbers of another question.
 *
 * `boundaries` says whether they come with them.
 */
export function useCoverage(boundaries: 'full' | 'none' = 'full') {
  const loaded = shallowRef<Loaded | null>(null)
  const refusal = ref<Refusal | null>(null)
  const loading = ref(false)
  let calls = 0

  async function load(range: Range, which: Which = EVERY_PATROL): Promise<void> {
    calls += 1
    const call = calls
    loading.value = true
    try {
      const query = `${asQuery(range, which)}&geometry=${boundaries}`
      const coverage = await read<Coverage>(`/coverage?${query}`)
      if (call !== calls) return
      loaded.value = { range, which, coverage }
      refusal.value = null
    } catch (fault) {
      if (call !== calls) return
      refusal.value = refusalOf(fault)
      const kept = loaded.value
      if (kept && !(isSame(kept.range, range) && isSameWhich(kept.which, which))) {
        loaded.value = null
      }
    }
    loading.value = false
  }

  function drop(): void {
    calls += 1
    loaded.value = null
    refusal.value = null
    loading.value = false
  }

  return { loaded, refusal, loading, load, drop }
}

/** What the server has at an address; read again when `asOf` changes, kept while it does. */
export function useAnswer<T>(path: () => string, asOf: () => string) {
  const found = shallowRef<T | null>(null)
  const refusal = ref<Refusal | null>(null)
  let calls = 0

  async function load(): Promise<void> {
    const call = ++calls
    try {
      const body = await read<T>(path())
      if (call !== calls) return
      found.value = body
      refusal.value = null
    } catch (fault) {
      if (call === calls) refusal.value = refusalOf(fault)
    }
  }
  watch(
    [path, asOf],
    ([address], [before]) => {
      if (address !== before) found.value = refusal.value = null
      void load()
    },
    { immediate: true },
  )
  return { found, refusal, load }
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
