// The track of a patrol as it lies on this phone, sealed or not.

import { db } from '../db/database'
import type { Fix } from '../gps/fix'
import type { Position, RecordFeature } from '../records/feature'
import { unsealedFixes } from './store'

interface SegmentData {
  times: number[]
  accuracy_m: (number | null)[]
}

/** Every fix of a patrol, in order of time; those whose copies the phone has pruned are missing. */
export async function fixesOf(patrol: string): Promise<Fix[]> {
  const segments = await db.sealed
    .where('patrol')
    .equals(patrol)
    .filter(({ kind }) => kind === 'track_segment')
    .primaryKeys()
  const payloads = await db.payloads.bulkGet(segments)
  const sealed = payloads.flatMap((payload) => (payload ? fixesIn(payload.bytes) : []))
  return [...sealed, ...(await unsealedFixes(patrol))].sort((a, b) => a.at - b.at)
}

function fixesIn(bytes: Uint8Array<ArrayBuffer>): Fix[] {
  const segment = JSON.parse(new TextDecoder().decode(bytes)) as RecordFeature<SegmentData>
  const { times, accuracy_m } = segment.properties.data
  return placesIn(segment.geometry).map(([lon, lat], n) => ({
    lon,
    lat,
    at: times[n]!,
    accuracy_m: accuracy_m[n] ?? null,
  }))
}

function placesIn(geometry: RecordFeature['geometry']): Position[] {
  if (geometry === null) return []
  return geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates
}
