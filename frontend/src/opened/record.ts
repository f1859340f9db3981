// One record as it lies on this phone, with all that is known of what followed it.

import { ledger, type Entry } from '../app/ledger'
import type { Me } from '../auth/session'
import { db, type Content, type Pulled } from '../db/database'
import { unsentPhotos } from '../photos/progress'
import type { RecordFeature } from '../records/feature'
import { inForceAmong, revisionsAmong, type KnownRevision } from '../records/revisions'
import type { SealedRecord } from '../records/seal'
import { TARGET } from './fields'
import { patched } from './patched'
import { placeNames } from './places'

export interface Feature {
  geometry: Content['geometry']
  properties: Omit<Content, 'geometry'> & { occurred_at: string }
}

export interface OpenedRecord {
  entry: Entry
  author: string
  township: string
  /** As it reads by now; null when its content is not on this phone. */
  feature: Feature | null
  /** Those of the record, in their order. */
  revisions: KnownRevision[]
  /** Of the record's own bytes, and of what was seen last: an amendment is based on that. */
  digest: string
  seen: string
  /** What the places that it names are called. */
  names: Map<string, string>
}

/** What there is of a record on this phone; null when there is nothing. */
export async function readRecord(id: string, sending: ReadonlySet<string>) {
  const [own, pulled] = await Promise.all([db.sealed.get(id), db.pulled.get(id)])
  const root = own ?? pulled
  if (!root) return null
  const sealed = [...(own ? [own] : []), ...(await followersOf(id))]
  const came = [...(pulled ? [pulled] : []), ...(await pulledRevisions())]
  const patrols = root.kind === 'patrol' ? await db.patrols.where('id').equals(id).toArray() : []
  const shelves = { sealed, pulled: came, patrols, drafts: [], sending }
  const entries = ledger({ ...shelves, unsentPhotos: await unsentPhotos() })
  const entry = entries.find((one) => one.id === id)
  if (!entry) return null
  const revisions = revisionsAmong(sealed, came).get(id) ?? []
  const feature = (await sealedFeature(id)) ?? pulledFeature(pulled)
  const names = await placeNames(targetsIn(feature, revisions))
  return { ...opened(entry, root, feature, revisions), names }
}

function targetsIn(feature: Feature | null, revisions: KnownRevision[]): string[] {
  const ids = [feature?.properties.refs.target, ...revisions.map(({ changes }) => changes[TARGET])]
  return ids.filter((id) => typeof id === 'string')
}

function opened(
  entry: Entry,
  root: SealedRecord | Pulled,
  feature: Feature | null,
  revisions: KnownRevision[],
): Omit<OpenedRecord, 'names'> {
  const amendments = inForceAmong(revisions, 'amendment')
  const { author, township, digest = '' } = root
  return {
    entry,
    author,
    township: entry.township ?? township,
    feature: amendments.reduce((now, { changes }) => now && patched(now, changes), feature),
    revisions,
    digest,
    seen: amendments.flatMap((one) => one.digest ?? []).at(-1) ?? digest,
  }
}

/** Its segments and end, its revisions, and the voids of those. */
async function followersOf(id: string): Promise<SealedRecord[]> {
  const parts = await db.sealed.where('patrol').equals(id).toArray()
  const revisions = await db.sealed.filter(({ about }) => about !== undefined).toArray()
  return [...parts.filter((part) => part.id !== id && !part.about), ...revisions]
}

const pulledRevisions = () =>
  db.pulled.filter(({ kind }) => kind === 'amendment' || kind === 'void').toArray()

async function sealedFeature(id: string): Promise<Feature | null> {
  const payload = await db.payloads.get(id)
  if (!payload) return null
  const { geometry, properties } = JSON.parse(
    new TextDecoder().decode(payload.bytes),
  ) as RecordFeature
  const { occurred_at, refs, data } = properties
  return { geometry, properties: { occurred_at, refs, data: data as Content['data'] } }
}

function pulledFeature(pulled: Pulled | undefined): Feature | null {
  if (!pulled?.content) return null
  const { geometry, refs, data } = pulled.content
  return { geometry, properties: { occurred_at: pulled.occurred_at, refs, data } }
}

const REVISABLE = ['waiting', 'sending', 'stored']

/** A record's author, or a supervisor of its township; of sittings only who held them. */
export function mayRevise(me: Me | null, { entry, author, township }: OpenedRecord): boolean {
  if (!me || !REVISABLE.includes(entry.state)) return false
  if (author === me.username) return true
  const supervises = me.role === 'township_supervisor' && me.townships.includes(township)
  return supervises && entry.kind !== 'clinic_session'
}
