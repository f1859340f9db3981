// A record as contract section 4 has it: a GeoJSON Feature, made on the phone, sealed once.

export type Position = [lon: number, lat: number]
export type RecordGeometry =
  { type: 'Point'; coordinates: Position } | { type: 'LineString'; coordinates: Position[] } | null

export type Kind =
  | 'patrol'
  | 'track_segment'
  | 'patrol_end'
  | 'check_in'
  | 'hazard'
  | 'hazard_step'
  | 'outreach_event'
  | 'clinic_session'
  | 'amendment'
  | 'void'

/** A photo as its record declares it; `sha256` is hex, of the bytes as the phone sends them. */
export interface Attachment {
  slot: string
  sha256: string
  size: number
  media_type: string
}

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
    attachments?: Attachment[]
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
  photos?: TakenPhoto[]
}

/** A photo that goes with a record; its digest is sealed with it. */
export interface TakenPhoto {
  slot: string
  bytes: Uint8Array<ArrayBuffer>
  media_type: string
}

/** The phone that seals, and its clock as of the last contact with the server. */
export interface Phone {
  device: string
  clock: Clock | null
}

export function toFeature(
  draft: Draft,
  phone: Phone,
  attachments: Attachment[] = [],
): RecordFeature {
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
      ...(attachments.length > 0 && { attachments }),
    },
  }
}

/** RFC 3339 with offset, from epoch milliseconds. */
export function instant(at: number): string {
  return new Date(at).toISOString()
}
