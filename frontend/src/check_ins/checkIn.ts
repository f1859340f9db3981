import { instant, type Draft, type Position } from '../records/feature'
import { maskPersonalData } from '../records/personalData'

/** gps, qr: somebody was there; manual is their word alone and visits nothing. */
export type Method = 'gps' | 'qr' | 'manual'

export interface CheckInData {
  method: Method
  note?: string
}

/** A check-in ready to be sealed; `came_at` is epoch milliseconds. */
export interface CheckIn {
  township: string
  target: string
  patrol: string | null
  came_at: number
  place: Position | null
  method: Method
  note: string
}

/** A check-in as a record; whatever personal number is left in its note is masked. */
export function checkInDraft(id: string, checkIn: CheckIn, author: string): Draft<CheckInData> {
  const { township, target, patrol, place, method } = checkIn
  const note = maskPersonalData(checkIn.note.trim())
  return {
    id,
    kind: 'check_in',
    township,
    author,
    occurred_at: instant(checkIn.came_at),
    geometry: place && { type: 'Point', coordinates: place },
    refs: { target, ...(patrol && { patrol }) },
    data: { method, ...(note && { note }) },
    brief: { choice: method },
  }
}
