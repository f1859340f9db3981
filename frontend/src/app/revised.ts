// How a record reads after the amendments that the server has applied to it.

import type { Pulled } from '../db/database'
import type { Brief } from '../records/feature'
import type { Entry } from './ledger'

/** What the list shows of a record, by the place in the record that it comes from. */
const BRIEFLY: Record<string, keyof Brief> = {
  '/properties/data/purpose': 'choice',
  '/properties/data/activity': 'choice',
  '/properties/data/venue': 'place',
  '/properties/data/reached_count': 'count',
}

/** In the order of the server's numbers, by the id of what they amend. */
export function amendmentsAbout(pulled: Pulled[]): Map<string, Pulled[]> {
  const inForce = pulled.filter(({ about, voided }) => about && !voided)
  const byRecord = new Map<string, Pulled[]>()
  for (const one of inForce.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))) {
    byRecord.set(one.about!, [...(byRecord.get(one.about!) ?? []), one])
  }
  return byRecord
}

export function revised(entry: Entry, amendments: Pulled[]): Entry {
  const changes = Object.assign({}, ...amendments.map((one) => one.changes)) as Changes
  const at = Date.parse(String(changes['/properties/occurred_at']))
  const township = changes['/properties/township']
  return {
    ...entry,
    at: Number.isFinite(at) ? at : entry.at,
    township: typeof township === 'string' ? township : entry.township,
    brief: { ...entry.brief, ...revisedBrief(changes) },
    amendment_count: amendments.length,
  }
}

type Changes = Record<string, unknown>

function revisedBrief(changes: Changes): Brief {
  const known = Object.entries(changes).filter(([pointer]) => pointer in BRIEFLY)
  return Object.fromEntries(
    known.map(([pointer, value]) => [BRIEFLY[pointer]!, value ?? undefined]),
  )
}
