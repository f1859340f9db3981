// Which way of setting it right each fault of a parked record gets.

import type { components } from '../api/schema'
import { fieldAt, type Entry } from './fields'

export type Parked = components['schemas']['Parked']
export type Fault = components['schemas']['Fault']

/**
 * position: a point on the map · no-position: the place has to go · drop: the member has to go ·
 * as-is: it may stand, on the desk's word · fixed: it can't be set right here.
 */
export type Editor =
  Entry | { look: 'position' } | { look: 'no-position' | 'drop' | 'as-is' | 'fixed' }

/** One place of a record with its faults; `pointer` is what a correction would change. */
export interface Place {
  pointer: string
  faults: Fault[]
  editor: Editor
  optional: boolean
}

const FIXED = ['/id', '/type', '/properties/kind', '/properties/attachments', '/properties/device']
const CLOCK = '/properties/clock'
const AT_A_POINT = ['patrol', 'patrol_end', 'check_in', 'hazard', 'hazard_step', 'outreach_event']
const NOWHERE = ['clinic_session', 'amendment', 'void']

type Asked = Omit<Place, 'faults'>
type Known = Pick<Parked, 'kind' | 'feature'>

/** The places with faults, each once, in the order in which the server told them. */
export function placesOf(faults: Fault[], record: Known): Place[] {
  const places = new Map<string, Place>()
  for (const fault of faults) {
    const asked = placeOf(fault, record)
    const known = places.get(asked.pointer)
    if (known) known.faults.push(fault)
    else places.set(asked.pointer, { ...asked, faults: [fault] })
  }
  return [...places.values()]
}

function placeOf({ pointer, code }: Fault, { kind, feature }: Known): Asked {
  if (code === 'sender-may-not') return only(pointer, 'as-is')
  if (isFixed(pointer)) return only(pointer, 'fixed')
  if (pointer === '/geometry' || pointer.startsWith('/geometry/')) return position(kind)
  if (pointer.startsWith(CLOCK)) return only(CLOCK, 'drop')
  if (code === 'unknown-field') return only(pointer, feature ? 'drop' : 'fixed')
  const field = code === 'lengths-differ' ? null : fieldAt(pointer, kind)
  if (!field) return only(pointer, 'fixed')
  return { pointer, editor: field.entry, optional: field.optional }
}

const only = (pointer: string, look: 'drop' | 'as-is' | 'fixed' | 'no-position'): Asked => ({
  pointer,
  editor: { look },
  optional: false,
})

/** As the server judges it: whatever begins like one of these. */
const isFixed = (pointer: string) => FIXED.some((fixed) => pointer.startsWith(fixed))

function position(kind: string | null): Asked {
  const pointer = '/geometry'
  if (NOWHERE.includes(kind ?? '')) return only(pointer, 'no-position')
  if (!AT_A_POINT.includes(kind ?? '')) return only(pointer, 'fixed')
  return { pointer, editor: { look: 'position' }, optional: kind !== 'hazard' }
}

/** Whether the desk can take it at all; if not, it can only be put aside. */
export const isCorrectable = (places: Place[]): boolean =>
  places.every(({ editor }) => editor.look !== 'fixed')

/** Whether nothing but its township is in question. */
export const isAboutTownship = (places: Place[]): boolean =>
  places.length > 0 && places.every(({ pointer }) => pointer === '/properties/township')
