// A record's content as lines to read: where and who first, then what, then what it refers to.

import { rankOf } from './fields'
import { valueAt } from '../records/pointer'

export interface Line {
  pointer: string
  value: unknown
}

const FIRST = ['township', 'author', 'occurred_at']
const AFTER = ['attachments', 'clock']
const HIDDEN = ['kind', 'schema', 'device', 'data', 'refs', ...FIRST, ...AFTER]
const ENTRIES = ['consultations', 'interruptions']

/** Every member of a record that says something; it may be any JSON object, of an unknown kind. */
export function linesOf(feature: object): Line[] {
  const at = (pointer: string) => ({ pointer, value: valueAt(feature, pointer) })
  const properties = '/properties'
  const others = namesAt(feature, properties).filter((name) => !HIDDEN.includes(name))
  const members = Object.keys(feature).filter(
    (name) => !['type', 'id', 'geometry', 'properties'].includes(name),
  )
  return [
    ...FIRST.map((name) => at(`${properties}/${name}`)),
    ...below(feature, `${properties}/data`),
    ...below(feature, `${properties}/refs`),
    at('/geometry'),
    ...[...others, ...AFTER].map((name) => at(`${properties}/${escaped(name)}`)),
    ...members.map((name) => at(`/${escaped(name)}`)),
  ].filter(({ value }) => value !== undefined && value !== null)
}

/** The members below a place, those of a list of entries one by one. */
function below(feature: object, place: string): Line[] {
  const value = valueAt(feature, place)
  if (!isObject(value)) return value === undefined ? [] : [{ pointer: place, value }]
  return inOrder(value).flatMap(([name, member]) => {
    const pointer = `${place}/${escaped(name)}`
    if (!ENTRIES.includes(name) || !Array.isArray(member)) return [{ pointer, value: member }]
    return member.map((each: unknown, n) => ({ pointer: `${pointer}/${n}`, value: each }))
  })
}

/** As a form would ask for them, whatever the order in which they came. */
const inOrder = (members: object) =>
  Object.entries(members)
    .map((entry) => ({ entry, rank: rankOf(entry[0]) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ entry }) => entry)

function namesAt(feature: object, place: string): string[] {
  const value = valueAt(feature, place)
  return isObject(value) ? Object.keys(value) : []
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Whether a fault's pointer names this line, or a part of it. */
export const isFaulty = (line: string, faults: { pointer: string }[]): boolean =>
  faults.some(({ pointer }) => pointer === line || pointer.startsWith(`${line}/`))
