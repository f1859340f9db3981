/** The desk's to-do pages ask the server each time; nothing of them is kept in the browser. */
import { onMounted, ref, shallowRef } from 'vue'
import { ask, askJson, NoAnswer, type Answer } from '../sync/http'
import type { Fault } from './editors'

/** A problem of the server; `status` 0 when no answer came. */
export interface Refusal {
  status: number
  code: string
  title: string
  /** What exactly, where the server says more than the title. */
  detail?: string
  errors: Fault[]
}

export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.title)
  }
}

interface Problem {
  type?: string
  title?: string
  detail?: string
  errors?: Fault[]
}

/** Reads from the server; throws Refused or NoAnswer. */
export const read = async <T>(path: string): Promise<T> => bodyOf(await ask<T>(path))

/** Asks the server to do something; throws Refused or NoAnswer. */
export async function tell<T>(path: string, body: object, method?: 'PATCH'): Promise<T> {
  return bodyOf(await askJson<T>(path, body, method))
}

/** Sends bytes as they are; throws Refused or NoAnswer. */
export async function send<T>(
  path: string,
  body: Blob,
  type: string,
  patience_ms: number,
): Promise<T> {
  const headers = { 'Content-Type': type }
  return bodyOf(await ask<T>(path, { method: 'POST', headers, body }, patience_ms))
}

function bodyOf<T>({ ok, status, body }: Answer<T>): T {
  if (ok) return body
  const { type = '', title = '', detail = '', errors = [] } = body as Problem
  throw new Refused({ status, code: type.replace('/problems/', ''), title, detail, errors })
}

export function refusalOf(fault: unknown): Refusal {
  if (fault instanceof Refused) return fault.refusal
  if (fault instanceof NoAnswer) return { status: 0, code: '', title: '', errors: [] }
  throw fault
}

interface Page<T> {
  items: T[]
  next: string | null
}

const PAGE = 50
const paged = (path: string) => `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}`

/** A list in pages; `path` is asked anew each time. The last call wins. */
export function useList<T>(path: () => string) {
  const rows = shallowRef<T[]>([])
  const next = ref<string | null>(null)
  const refusal = ref<Refusal | null>(null)
  const loading = ref(true)
  const loaded = ref(false)
  let calls = 0

  async function turn(address: string, before: T[]): Promise<void> {
    const call = ++calls
    loading.value = true
    try {
      const page = await read<Page<T>>(address)
      if (call !== calls) return
      rows.value = [...before, ...page.items]
      next.value = page.next
      refusal.value = null
      loaded.value = true
    } catch (fault) {
      if (call !== calls) return
      refusal.value = refusalOf(fault)
    }
    loading.value = false
  }

  const load = () => turn(paged(path()), [])
  const more = () => turn(`${paged(path())}&cursor=${next.value}`, rows.value)
  onMounted(load)
  return { rows, next, refusal, loading, loaded, load, more }
}

/** One thing that the server has. */
export function useOne<T>(path: () => string) {
  const found = shallowRef<T | null>(null)
  const refusal = ref<Refusal | null>(null)
  const loading = ref(true)
  let calls = 0

  async function load(): Promise<void> {
    const call = ++calls
    loading.value = true
    try {
      const body = await read<T>(path())
      if (call !== calls) return
      found.value = body
      refusal.value = null
    } catch (fault) {
      if (call !== calls) return
      refusal.value = refusalOf(fault)
    }
    loading.value = false
  }
  onMounted(load)
  return { found, refusal, loading, load }
}
