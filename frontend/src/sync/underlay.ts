// What may lie under the map: told by the server with the lists, fetched only when somebody asks.

import { keep, recall } from '../db/kept'
import { askIfChanged } from './changed'

export interface OfferedPack {
  size: number
  version: string
}

/** Null for what the district hasn't set up. */
export interface Underlay {
  pack: OfferedPack | null
  tianditu: { key: string; review_number: string } | null
}

const UNDERLAY = 'underlay'

export const recallUnderlay = async (): Promise<Underlay> =>
  (await recall<Underlay>(UNDERLAY)) ?? { pack: null, tianditu: null }

export async function pullUnderlay(): Promise<void> {
  const told = await askIfChanged<Underlay>('/map')
  if (told.is === 'new' && told.body && 'pack' in told.body) await keep(UNDERLAY, told.body)
}
