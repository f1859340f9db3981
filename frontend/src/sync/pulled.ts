// A record that came from the server, as the phone keeps it: what a list shows.

import type { Pulled } from '../db/database'
import type { Brief, RecordGeometry } from '../records/feature'

type Row = Record<string, unknown>

export interface PulledFeature {
  id: string
  geometry?: RecordGeometry
  properties: {
    kind: string
    township: string
    occurred_at: string
    author: string
    refs?: Record<string, string>
    data: Row
  }
  receipt?: { seq?: number; state?: string; digest?: string; received_at?: string }
  missing_attachments?: string[]
}

export function toPulled(feature: PulledFeature): Pulled {
  const { id, properties, receipt, missing_attachments = [] } = feature
  const { kind, township, occurred_at, author, data } = properties
  const row = { id, kind, township, occurred_at, author, brief: briefOf(data) }
  return {
    ...row,
    content: contentOf(feature),
    ...(receipt?.seq && { seq: receipt.seq }),
    ...(receipt?.received_at && { received_at: receipt.received_at }),
    ...(receipt?.digest && { digest: receipt.digest }),
    ...(missing_attachments.length > 0 && { missing: missing_attachments }),
    ...(receipt?.state === 'voided' && { voided: true }),
    ...(kind === 'amendment' && receipt?.state === 'applied' && amendmentOf(properties, receipt)),
  }
}

export const contentOf = ({ geometry = null, properties: { refs = {}, data } }: PulledFeature) => ({
  geometry,
  refs,
  data,
})

function amendmentOf({ refs, data }: PulledFeature['properties'], { seq }: { seq?: number }) {
  const changes = (data.changes ?? {}) as Row
  return { about: refs?.record ?? '', changes, seq: seq ?? 0 }
}

/** The few facts of a record that the list shows, whichever kind has them. */
export function briefOf({ purpose, activity, venue, reached_count, consultations }: Row): Brief {
  const choice = purpose ?? activity
  const count = Array.isArray(consultations) ? consultations.length : reached_count
  return {
    ...(typeof choice === 'string' && { choice }),
    ...(typeof venue === 'string' && { place: venue }),
    ...(typeof count === 'number' && { count }),
  }
}
