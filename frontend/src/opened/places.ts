import { db } from '../db/database'
import { recall } from '../db/kept'

interface Named {
  id: string
  name: string
}

const LISTS = ['clinics', 'vehicles', 'campaigns']

/** The names of clinics, vehicles and campaigns, and of these targets, from the phone's copies. */
export async function placeNames(ids: string[]): Promise<Map<string, string>> {
  const lists = await Promise.all(LISTS.map((list) => recall<Named[]>(list)))
  const targets = await db.targets.bulkGet(ids)
  const all = [...lists.flatMap((list) => list ?? []), ...targets.flatMap((one) => one ?? [])]
  return new Map(all.map(({ id, name }) => [id, name]))
}
