// The hazards of the phone: made anew from what was pulled and from what was sealed here.

import { db, type Pulled } from '../db/database'
import { isStillOwn } from '../sync/round'
import type { Draft, RecordFeature } from '../records/feature'
import { inForceAmong, revisionsAmong, type KnownRevision } from '../records/revisions'
import { amended, gathered, hazardOf, isOfHazard, stepOf, type HazardRecord } from './gathered'

type PulledHazard = Pulled & Required<Pick<Pulled, 'content'>>

/** After a pull; those that other phones sent, and those of this phone that the pull hadn't. */
export async function gatherHazards(): Promise<void> {
  const tables = [db.hazards, db.pulled, db.sealed, db.payloads, db.kept]
  await db.transaction('rw', tables, async () => {
    if (!(await isStillOwn())) return
    const pulled = await db.pulled.toArray()
    const revisions = revisionsAmong(await db.sealed.toArray(), pulled)
    const records = [...pulled.filter(isWholeHazard), ...(await sealedHere(pulled))]
    await replaceHazards(standingOf(records, revisions))
  })
}

/** Part of a transaction. */
export async function replaceHazards(records: HazardRecord[]): Promise<void> {
  await db.hazards.clear()
  await db.hazards.bulkPut(gathered(records))
}

const isWholeHazard = (one: Pulled): one is PulledHazard =>
  isOfHazard(one.kind) && one.content !== undefined && !one.voided

/** As they read with the revisions in force; those that this phone still has to send count. */
function standingOf(
  records: HazardRecord[],
  revisions: Map<string, KnownRevision[]>,
): HazardRecord[] {
  const known = (one: HazardRecord) => revisions.get(one.id) ?? []
  return records
    .filter((one) => inForceAmong(known(one), 'void').length === 0)
    .map((one) => {
      const amendments = inForceAmong(known(one), 'amendment')
      return amended(
        one,
        amendments.map(({ changes }) => changes),
      )
    })
}

/** What still waits on this phone, and what was taken by the server after the pull. */
export async function sealedHere(known: { id: string }[]): Promise<HazardRecord[]> {
  const there = new Set(known.map(({ id }) => id))
  const own = await db.sealed
    .where('state')
    .anyOf('waiting', 'stored')
    .filter(({ id, kind }) => isOfHazard(kind) && !there.has(id))
    .primaryKeys()
  const payloads = await db.payloads.bulkGet(own)
  return payloads.flatMap((payload) => (payload ? [recordIn(payload.bytes)] : []))
}

function recordIn(bytes: Uint8Array): HazardRecord {
  const { id, geometry, properties } = JSON.parse(new TextDecoder().decode(bytes)) as RecordFeature
  const { kind, township, occurred_at, refs, data } = properties
  return { id, kind, township, occurred_at, content: { geometry, refs, data: { ...data } } }
}

/** Part of the transaction that seals a hazard or a step: at once it is among the phone's. */
export async function noteOwn(draft: Draft): Promise<void> {
  const { geometry, refs, data, ...rest } = draft
  const record = { ...rest, content: { geometry, refs, data: { ...data } } }
  const hazard =
    draft.kind === 'hazard' ? hazardOf(record) : await db.hazards.get(refs.hazard ?? '')
  if (!hazard) return
  const steps = draft.kind === 'hazard' ? [] : [...hazard.steps, stepOf(record)]
  await db.hazards.put({ ...hazard, steps })
}
