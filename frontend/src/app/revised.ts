// How a record reads after its amendments, those that are still on their way among them.

import type { Brief } from '../records/feature'
import type { Changes } from '../records/revision'
import type { KnownRevision } from '../records/revisions'
import type { Entry } from './ledger'

/** What the list shows of a record, by the place in the record that it comes from. */
const BRIEFLY: Record<string, keyof Brief> = {
  '/properties/data/purpose': 'choice',
  '/properties/data/activity': 'choice',
  '/properties/data/category': 'choice',
  '/properties/data/venue': 'place',
  '/properties/data/reached_count': 'count',
}

/** `amendments` are in force, in their order. */
export function revised(entry: Entry, amendments: KnownRevision[]): Entry {
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

function revisedBrief(changes: Changes): Brief {
  const known = Object.entries(changes).filter(([pointer]) => pointer in BRIEFLY)
  const consultations = changes['/properties/data/consultations']
  return {
    ...Object.fromEntries(known.map(([pointer, value]) => [BRIEFLY[pointer]!, value ?? undefined])),
    ...(Array.isArray(consultations) && { count: consultations.length }),
  }
}
