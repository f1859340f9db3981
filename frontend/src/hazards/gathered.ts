// Hazards with their steps, put together from records in whatever order these came. Pure.

import type { Content } from '../db/database'
import type { Position } from '../records/feature'
import type { Action, Category, Severity } from './hazard'
import type { PhoneHazard, PhoneHazardStep } from './phoneHazard'
import { inOrder } from './standing'

export interface HazardRecord {
  id: string
  kind: string
  township: string
  occurred_at: string
  content: Content
}

/** A change of a record by JSON pointer, as an amendment has it. */
export type Changes = Record<string, unknown>

export const isOfHazard = (kind: string) => kind === 'hazard' || kind === 'hazard_step'

/** A step whose hazard isn't there is left out; it counts once that has come. */
export function gathered(records: HazardRecord[]): PhoneHazard[] {
  const steps = new Map<string, PhoneHazardStep[]>()
  for (const record of records.filter(({ kind }) => kind === 'hazard_step')) {
    const about = record.content.refs.hazard ?? ''
    steps.set(about, [...(steps.get(about) ?? []), stepOf(record)])
  }
  return records.flatMap((record) => {
    const hazard = record.kind === 'hazard' ? hazardOf(record) : null
    return hazard ? [{ ...hazard, steps: inOrder(steps.get(hazard.id) ?? []) }] : []
  })
}

/** Null for one without a place, which the server would not have taken. */
export function hazardOf({ id, township, occurred_at, content }: HazardRecord): PhoneHazard | null {
  const { category, severity, description } = content.data
  const place = (content.geometry as { coordinates?: unknown } | null)?.coordinates
  if (!Array.isArray(place) || typeof place[0] !== 'number') return null
  return {
    id,
    township,
    category: category as Category,
    severity: severity as Severity,
    description: String(description),
    place: place.slice(0, 2) as Position,
    seen_at: occurred_at,
    steps: [],
  }
}

export function stepOf({ id, occurred_at, content }: HazardRecord): PhoneHazardStep {
  const { action, due_on, responsible_unit, note } = content.data
  return {
    id,
    action: action as Action,
    taken_at: occurred_at,
    due_on: textOr(due_on),
    responsible_unit: textOr(responsible_unit),
    note: textOr(note),
  }
}

const textOr = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

/** A record after amendments, in the order in which they apply. */
export function amended(record: HazardRecord, amendments: Changes[]): HazardRecord {
  const { id, kind, township, occurred_at, content } = record
  const { geometry, refs, data } = content
  const feature = structuredClone({ geometry, properties: { township, occurred_at, refs, data } })
  for (const [pointer, value] of amendments.flatMap(Object.entries)) put(feature, pointer, value)
  const { properties } = feature
  return {
    id,
    kind,
    township: properties.township,
    occurred_at: properties.occurred_at,
    content: { geometry: feature.geometry, refs: properties.refs, data: properties.data },
  }
}

/** Sets what a JSON pointer (RFC 6901) names; a null takes it away, but for a geometry. */
function put(feature: object, pointer: string, value: unknown): void {
  const path = pointer.split('/').slice(1).map(unescaped)
  const name = path.pop() ?? ''
  const holder = path.reduce<unknown>((below, part) => (below as Row | null)?.[part], feature)
  if (holder === null || typeof holder !== 'object') return
  if (value === null && path.length > 0) delete (holder as Row)[name]
  else (holder as Row)[name] = value
}

type Row = Record<string, unknown>

const unescaped = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')
