// What somebody typed at the places with faults, as the changes that the server is asked to make.

import { fromField, toField } from '../words/times'
import type { Place } from './editors'
import { valueAt } from '../records/pointer'

/** As it stands in the form: texts of its fields, or the chosen values. */
export interface Edit {
  text: string
  second: string
  chosen: string[]
  drop: boolean
}

export type Mistake = 'empty' | 'number' | 'range' | 'whole' | 'position'
export interface Correction {
  changes: Record<string, unknown>
  drop: string[]
}

const show = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** The form as it opens: with what was sent, where that can be shown at all. */
export function editOf({ pointer, editor }: Place, feature: unknown): Edit {
  const value = valueAt(feature, pointer)
  const edit = { text: show(value), second: '', chosen: [], drop: editor.look === 'drop' }
  if (editor.look === 'choices') return { ...edit, text: '', chosen: textsOf(value) }
  if (editor.look === 'texts') return { ...edit, text: textsOf(value).join(', ') }
  if (editor.look === 'moment') return { ...edit, text: momentOf(value) }
  if (editor.look !== 'position') return edit
  const [lon, lat] = [0, 1].map((n) => show(valueAt(value, `/coordinates/${n}`)))
  return { ...edit, text: lon ?? '', second: lat ?? '' }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function momentOf(value: unknown): string {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isFinite(at) ? toField(at) : ''
}

/** What keeps this edit from being sent; null when nothing does. */
export function mistakeIn({ editor }: Place, edit: Edit): Mistake | null {
  const { look } = editor
  if (edit.drop || look === 'drop' || look === 'as-is' || look === 'no-position') return null
  if (look === 'choices') return edit.chosen.length > 0 ? null : 'empty'
  if (look === 'position') return isPosition(edit) ? null : 'position'
  if (edit.text.trim() === '') return 'empty'
  if (look !== 'number') return null
  const value = Number(edit.text)
  if (!Number.isFinite(value)) return 'number'
  if (editor.whole && !Number.isInteger(value)) return 'whole'
  return value < editor.least || value > editor.most ? 'range' : null
}

function isPosition({ text, second }: Edit): boolean {
  if (text.trim() === '' || second.trim() === '') return false
  return Math.abs(Number(text)) <= 180 && Math.abs(Number(second)) <= 90
}

/** The changes of a form without mistakes; what was left as it came is not changed. */
export function correctionOf(
  places: Place[],
  edits: Record<string, Edit>,
  feature: unknown,
): Correction {
  const correction: Correction = { changes: {}, drop: [] }
  for (const place of places) {
    const edit = edits[place.pointer]
    if (!edit || place.editor.look === 'as-is' || place.editor.look === 'fixed') continue
    if (place.pointer === '/geometry' && (edit.drop || place.editor.look === 'no-position')) {
      correction.changes[place.pointer] = null
    } else if (edit.drop) correction.drop.push(place.pointer)
    else change(correction, place, edit, feature)
  }
  return correction
}

function change({ changes }: Correction, place: Place, edit: Edit, feature: unknown): void {
  const value = valueOf(place, edit)
  const before = valueAt(feature, place.pointer)
  if (JSON.stringify(value) !== JSON.stringify(before)) changes[place.pointer] = value
}

function valueOf({ editor }: Place, edit: Edit): unknown {
  const text = edit.text.trim()
  switch (editor.look) {
    case 'number':
      return Number(text)
    case 'choices':
      return edit.chosen
    case 'texts':
      return text.split(/[,，、;；]/).flatMap((part) => part.trim() || [])
    case 'moment':
      return momentFrom(text)
    case 'position':
      return { type: 'Point', coordinates: [Number(text), Number(edit.second)] }
    default:
      return text
  }
}

function momentFrom(text: string): string {
  const at = fromField(text)
  return at === null ? text : new Date(at).toISOString()
}
