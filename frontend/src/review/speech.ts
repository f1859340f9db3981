// Places and values of records in words; what nobody has a word for is shown as it was sent.

import { i18n } from '../words'
import './language'
import { moment } from '../words/times'
import type { Fault } from './editors'
import { fieldAt } from './fields'
import { isIndex, nameOf, stepsOf } from '../records/pointer'

const { t, tm } = i18n.global
const ENVELOPE = ['properties', 'data', 'refs']
const LONG = 12
const COLUMNS = ['times', 'accuracy_m']

/** The words of a language file by key, such as those of an enumeration. */
export const wordsAt = (path: string) => tm(path) as Record<string, string>

export function kindWords(kind: string | null): string {
  if (kind === null) return t('review.noKind')
  const kinds = wordsAt('review.kinds')
  return Object.hasOwn(kinds, kind) ? kinds[kind]! : t('review.unknownKind', { kind })
}

/** The place that a pointer names: 咨询 · 第 2 项 · 咨询类别. */
export function placeWords(pointer: string): string {
  const steps = stepsOf(pointer)
  const told = steps.filter((step, n) => !(ENVELOPE.includes(step) && n < steps.length - 1))
  if (told[0] === 'geometry') return wordsAt('review.fields').geometry!
  const parts = told.map((step) => (step.startsWith('/') ? placeWords(step) : stepWords(step)))
  return parts.join(t('review.below')) || t('review.wholeRecord')
}

function stepWords(step: string): string {
  if (isIndex(step)) return t('review.nth', { n: Number(step) + 1 })
  const fields = wordsAt('review.fields')
  return Object.hasOwn(fields, step) ? fields[step]! : t('review.unknownField', { name: step })
}

/** What is wrong there; "your townships" are the sender's, not those of who reads it here. */
export function faultWords({ code, message }: Fault): string {
  return code === 'out-of-scope' ? t('review.outOfScope') : message
}

/** "9:30", or with its day; what is no instant stays as it is. */
export function whenWords(value: unknown): string {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isFinite(at) ? moment(at, Date.now(), i18n.global.locale.value) : plain(value)
}

export interface Names {
  township: (code: string) => string
  reference?: (id: string) => string
}

const VEHICLE = 'vehicle:'

/** Who recorded something: a person's username, or the tracker of a vehicle by the vehicle's name. */
export function authorWords(author: string, names: Names): string {
  if (!author.startsWith(VEHICLE)) return author
  const id = author.slice(VEHICLE.length)
  return t('review.track.vehicle', { name: names.reference?.(id) ?? id })
}

/** A value as a reader sees it. */
export function valueWords(pointer: string, value: unknown, names: Names): string {
  if (value === undefined) return t('review.values.none')
  if (value === null || value === '') return t('review.values.nothing')
  if (pointer === '/geometry') return positionWords(value)
  if (pointer === '/properties/attachments') return countOf(value, 'review.values.photos')
  if (pointer === '/properties/clock') return clockWords(value)
  if (Array.isArray(value)) return listWords(pointer, value, names)
  if (typeof value === 'object') return membersWords(pointer, value, names)
  return scalarWords(pointer, value, names)
}

function scalarWords(pointer: string, value: unknown, names: Names): string {
  if (nameOf(pointer) === 'minutes') return t('app.minutes', { n: plain(value) })
  const entry = fieldAt(pointer, null)?.entry
  if (typeof value !== 'string' || !entry) return plain(value)
  if (entry.look === 'moment') return whenWords(value)
  if (entry.look === 'user') return authorWords(value, names)
  if (entry.look === 'township') return names.township(value)
  if (entry.look === 'clinic' || entry.look === 'reference') {
    return names.reference?.(value) ?? value
  }
  if (entry.look !== 'choice' && entry.look !== 'choices') return value
  const words = wordsAt(entry.words)
  return Object.hasOwn(words, value) ? words[value]! : value
}

function listWords(pointer: string, values: unknown[], names: Names): string {
  if (values.length > LONG || COLUMNS.includes(nameOf(pointer)))
    return countOf(values, 'review.values.count')
  if (values.length === 0) return t('review.values.nothing')
  const told = values.map((value, n) => valueWords(`${pointer}/${n}`, value, names))
  return told.join(t('app.listMark'))
}

function membersWords(pointer: string, members: object, names: Names): string {
  const told = Object.entries(members).map(([name, value]) =>
    valueWords(`${pointer}/${name}`, value, names),
  )
  return told.join(t('review.below')) || t('review.values.nothing')
}

function positionWords(geometry: unknown): string {
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (!Array.isArray(coordinates)) return plain(geometry)
  if (type !== 'Point') return countOf(coordinates, 'review.values.line')
  const [lon, lat] = coordinates.map((each) => (typeof each === 'number' ? each.toFixed(5) : '?'))
  return t('review.values.point', { lon: lon ?? '?', lat: lat ?? '?' })
}

function clockWords(clock: unknown): string {
  const { offset_ms } = clock as { offset_ms?: unknown }
  if (typeof offset_ms !== 'number') return plain(clock)
  return t('review.values.clock', { s: (offset_ms / 1000).toFixed(1) })
}

const countOf = (values: unknown, key: string) =>
  Array.isArray(values) ? t(key, { n: values.length }) : plain(values)

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
