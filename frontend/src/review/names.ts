// The names behind codes and ids, and what may be chosen among them.

import { computed, onMounted, reactive } from 'vue'
import { NoAnswer } from '../sync/http'
import { read, Refused } from './store'

export interface Choice {
  value: string
  label: string
}

interface Row {
  id?: string
  code?: string
  name: string
}
interface Page {
  items?: Row[]
  features?: { id: string; properties: Row }[]
}

const PATHS = {
  townships: '/townships',
  clinics: '/targets?layer=clinic',
  targets: '/targets?limit=1000',
  vehicles: '/vehicles',
  campaigns: '/campaigns',
}
type List = keyof typeof PATHS
const lists = reactive<Partial<Record<List, Choice[]>>>({})

/** One of the lists, read once; empty until it is here. */
export function useChoices(list: List, wanted = true) {
  onMounted(async () => {
    if (wanted && !lists[list]) lists[list] = await choicesOf(list)
  })
  return computed(() => lists[list] ?? [])
}

/** Names of townships and of what records refer to; what has none stands for itself. */
export function useNames() {
  const townships = useChoices('townships')
  const others = [useChoices('targets'), useChoices('vehicles'), useChoices('campaigns')]
  const nameIn = (value: string, known: Choice[]) =>
    known.find((choice) => choice.value === value)?.label ?? value
  const names = computed(() => ({
    township: (code: string) => nameIn(code, townships.value),
    reference: (id: string) =>
      nameIn(
        id,
        others.flatMap((known) => known.value),
      ),
  }))
  return { townships, names }
}

async function choicesOf(list: List): Promise<Choice[] | undefined> {
  try {
    const { items = [], features = [] } = await read<Page>(PATHS[list])
    const rows = [...items, ...features.map(({ id, properties }) => ({ ...properties, id }))]
    return rows.map(({ id, code, name }) => ({
      value: (list === 'townships' ? code : id) ?? '',
      label: name,
    }))
  } catch (fault) {
    if (fault instanceof Refused || fault instanceof NoAnswer) return undefined
    throw fault
  }
}
