// A record as contract section 4 has it: a GeoJSON Feature, made on the phone, sealed once.

export type Position = [lon: number, lat: number]
export type RecordGeometry =
  { type: 'Point'; coordinates: Position } | { type: 'LineString'; coordinates: Position[] } | null

export type Kind = 'patrol' | 'track_segment' | 'patrol_end' | 'outreach_event' | 'clinic_session'

/** How the phone's clock stands to the server's: server time = phone time + offset_ms. */
export interface Clock {
  offset_ms: number
  uncertainty_ms: number
}

export interface RecordFeature<Data = object> {
  type: 'Feature'
  id: string
  geometry: RecordGeometry
  properties: {
    kind: Kind
    schema: 1
    township: string
    author: string
    occurred_at: string
    refs: Record<string, string>
    data: Data
    device?: string
    clock?: Clock
  }
}

/** What a list on the phone shows of a record without reading its bytes. */
export interface Brief {
  choice?: string
  place?: string
  count?: number
}

/** What a feature knows of its record; the phone adds device and clock when it seals. */
export interface Draft<Data = object> {
  id: string
  kind: Kind
  township: string
  author: string
  occurred_at: string
  geometry: RecordGeometry
  refs: Record<string, string>
  data: Data
  brief?: Brief
}

/** The phone that seals, and its clock as of the last contact with the server. */
export interface Phone {
  device: string
  clock: Clock | null
}

export function toFeature(draft: Draft, phone: Phone): RecordFeature {
  return {
    type: 'Feature',
    id: draft.id,
    geometry: draft.geometry,
    properties: {
      kind: draft.kind,
      schema: 1,
      township: draft.township,
      author: draft.author,
      occurred_at: draft.occurred_at,
      refs: draft.refs,
      data: draft.data,
      device: phone.device,
      ...(phone.clock && { clock: phone.clock }),
    },
  }
}

/** RFC 3339 with offset, from epoch milliseconds. */
export function instant(at: number): string {
  return new Date(at).toISOString()
}
