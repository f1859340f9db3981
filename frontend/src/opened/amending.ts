// What somebody changed in a record's form, as the changes of an amendment.

import type { Consultation } from '../clinics/clinic'
import { instant } from '../records/feature'
import { maskPersonalData } from '../records/personalData'
import { valueAt } from '../records/pointer'
import type { Changes } from '../records/revision'
import { editableFields, ENDED, STARTED, TARGET, type RecordField } from './fields'

/** By pointer, as the form has it: moments in epoch milliseconds, lists of texts as one text. */
export type Values = Record<string, unknown>

export function valuesOf(kind: string, feature: object): Values {
  const fields = editableFields(kind)
  const values = fields.map((field) => [field.pointer, shown(field, feature)] as const)
  const target = fields.some(({ look }) => look === 'venue') ? [targetOf(feature)] : []
  return Object.fromEntries([...values, ...target])
}

const targetOf = (feature: object) => [TARGET, valueAt(feature, TARGET) ?? null] as const

function shown({ pointer, look }: RecordField, feature: object): unknown {
  const value = valueAt(feature, pointer)
  switch (look) {
    case 'moment':
      return Date.parse(String(value))
    case 'count':
      return value ?? 0
    case 'choices':
      return Array.isArray(value) ? [...(value as unknown[])] : []
    case 'texts':
      return Array.isArray(value) ? value.join('、') : ''
    case 'consultations':
      return opened(value)
    default:
      return value ?? (look === 'choice' || look === 'clinic' || look === 'day' ? null : '')
  }
}

function opened(value: unknown): Consultation[] {
  const rows = Array.isArray(value) ? (value as Consultation[]) : []
  return rows.map((row) => ({ ...row, age_band: row.age_band ?? null }))
}

/** What is kept of a form until it is sealed: what differs, so that the rest may change meanwhile. */
export interface AmendForm {
  record: string
  changed: Values
  reason: string
}

/** The values that are no longer as before. */
export function changedIn(before: Values, values: Values): Values {
  const pointers = Object.keys(before).filter(
    (pointer) => JSON.stringify(before[pointer]) !== JSON.stringify(values[pointer]),
  )
  return Object.fromEntries(pointers.map((pointer) => [pointer, values[pointer]]))
}

/** What differs, by pointer; null takes away what may be left out. Personal numbers are masked. */
export function changesOf(kind: string, feature: object, values: Values): Changes {
  const changed = Object.entries(changedIn(valuesOf(kind, feature), values))
  const looks = new Map(editableFields(kind).map((field) => [field.pointer, field]))
  const changes = changed.map(([pointer, value]) => [pointer, told(looks.get(pointer), value)])
  return Object.fromEntries(changes) as Changes
}

function told(field: RecordField | undefined, value: unknown): unknown {
  if (field?.look === 'moment') return instant(value as number)
  if (field?.look === 'texts') return partsOf(String(value))
  if (field?.look === 'consultations') return (value as Consultation[]).map(closed)
  if (typeof value !== 'string') return value ?? null
  return maskPersonalData(value.trim()) || null
}

const closed = ({ age_band, ...row }: Consultation) => ({ ...row, ...(age_band && { age_band }) })

function partsOf(text: string): string[] | null {
  const parts = text.split(/[,，、;；\n]/).flatMap((part) => maskPersonalData(part.trim()) || [])
  return parts.length > 0 ? parts.slice(0, 20) : null
}

/** The names of the fields that can't stay as they are. */
export function mistakesIn(kind: string, values: Values): string[] {
  const wrong = editableFields(kind).filter((field) => isMissing(field, values[field.pointer]))
  const names = wrong.map(({ name }) => name)
  const isBackwards = Number(values[ENDED]) < Number(values[STARTED])
  return isBackwards ? [...names, 'ended_at'] : names
}

function isMissing({ look, optional }: RecordField, value: unknown): boolean {
  if (look === 'consultations') {
    const rows = value as Consultation[]
    return rows.length === 0 || !rows.every(({ topic, outcome }) => topic && outcome)
  }
  if (look === 'count' || look === 'moment' || optional) return false
  return Array.isArray(value) ? value.length === 0 : String(value ?? '').trim() === ''
}
