/** Targets as the desk keeps them up: what the server lists, imports and changes. */
import { shallowRef } from 'vue'
import type { components } from '../api/schema'
import { read, refusalOf, send, tell, type Refusal } from '../review/store'

type Schemas = components['schemas']
export type Target = Schemas['TargetFeature']
export type Change = Schemas['Change']
export type Imported = Schemas['Import']
export type NearList = Schemas['NearList']
export type Doubt = Schemas['Doubt']
export type Layer = NonNullable<Schemas['Near']['layers']>[number]
export type Datum = 'wgs84' | 'gcj02' | 'bd09'

export const DATUMS: Datum[] = ['wgs84', 'gcj02', 'bd09']
export const LINE_LAYERS: Layer[] = ['railway', 'road']
export const LAYERS: Layer[] = [
  ...LINE_LAYERS,
  'village',
  'school',
  'crossing',
  'clinic',
  'enterprise',
  'other',
]
export const ACCEPTED = '.geojson,.json,.gpx,.kml,.kmz,.csv,.txt,.zip,.gz'
const PATIENCE_MS = 5 * 60_000 // 32 MB over a bad line
const PAGE = 1000

/** What was asked of the server: an answer, or why there is none. */
export type Outcome<T> = { answer: T } | { refusal: Refusal }

export async function outcome<T>(asked: Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await asked }
  } catch (fault) {
    return { refusal: refusalOf(fault) }
  }
}

/** By layer, then by name. */
function inOrder({ properties: one }: Target, { properties: other }: Target): number {
  const [first, second] = [one, other].map(({ layer }) => LAYERS.indexOf(layer as Layer))
  return (first ?? 0) - (second ?? 0) || one.name.localeCompare(other.name, 'zh-CN')
}

interface TargetPage {
  features: Target[]
  next: string | null
}

/** Every target of the district: some hundreds. */
export async function everyTarget(): Promise<Target[]> {
  const found: Target[] = []
  let cursor: string | null = null
  do {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`
    const page: TargetPage = await read<TargetPage>(`/targets?limit=${PAGE}${more}`)
    found.push(...page.features)
    cursor = page.next
  } while (cursor !== null)
  return found.sort(inOrder)
}

/** The list of all targets, read anew each time that it is asked for. */
export function useTargets() {
  const targets = shallowRef<Target[] | null>(null)
  const refusal = shallowRef<Refusal | null>(null)
  async function load(): Promise<void> {
    const found = await outcome(everyTarget())
    if ('answer' in found) targets.value = found.answer
    refusal.value = 'refusal' in found ? found.refusal : null
  }
  return { targets, refusal, load }
}

/** How a file is to be read. */
export interface Reading {
  layer: Layer | ''
  datum: Datum
  /** Answers to what was asked: that it is right as it is. */
  force: string[]
}

/** Sends a file; without `save` it only tells what would change. */
export function importFile(file: Blob, how: Reading, save: boolean): Promise<Outcome<Imported>> {
  const asked = new URLSearchParams({ datum: how.datum, dry_run: String(!save) })
  if (how.layer) asked.set('layer', how.layer)
  for (const answer of how.force) asked.append('force', answer)
  const path = `/targets/import?${asked}`
  return outcome(send<Imported>(path, file, 'application/octet-stream', PATIENCE_MS))
}

export type Near = Partial<Schemas['Near']> & { line: string }

export const listNear = (asked: Near): Promise<Outcome<NearList>> =>
  outcome(tell<NearList>('/targets/near', asked))

export const saveTarget = (id: string, values: Schemas['TargetValues']): Promise<Outcome<Target>> =>
  outcome(tell<Target>(`/targets/${id}`, values, 'PATCH'))

/** Those whose name or code has all the words, of a layer and a township where they are told. */
export function chosen(
  targets: Target[],
  words: string,
  layer: string,
  township: string,
): Target[] {
  const wanted = words.trim().toLowerCase().split(/\s+/)
  return targets.filter(({ properties }) => {
    const text = `${properties.name} ${properties.code ?? ''}`.toLowerCase()
    const isWanted = wanted.every((word) => text.includes(word))
    const isThere = !township || properties.township === township
    return isWanted && isThere && (!layer || properties.layer === layer)
  })
}

export const countOf = (items: Change[], change: Change['change']): number =>
  items.filter((item) => item.change === change).length
