// The hazards of the phone: made anew from what was pulled and from what was sealed here.

import { db, type Pulled } from '../db/database'
import { isStillOwn } from '../sync/round'
import { amendmentsAbout } from '../app/revised'
import type { Draft, RecordFeature } from '../records/feature'
import { amended, gathered, hazardOf, isOfHazard, stepOf, type HazardRecord } from './gathered'

type PulledHazard = Pulled & Required<Pick<Pulled, 'whole'>>

/** Whether something of a hazard was pulled by a version of this app that didn't keep its place. */
export async function lacksHazards(): Promise<boolean> {
  const old = db.pulled.filter(({ kind, whole }) => isOfHazard(kind) && whole === undefined)
  return (await old.count()) > 0
}

/** After a pull; those that other phones sent, and those of this phone that the pull hadn't. */
export async function gatherHazards(): Promise<void> {
  const tables = [db.hazards, db.pulled, db.sealed, db.payloads, db.kept]
  await db.transaction('rw', tables, async () => {
    if (!(await isStillOwn())) return
    const pulled = await db.pulled.toArray()
    await replaceHazards([...standingOf(pulled), ...(await sealedHere(pulled))])
  })
}

/** Part of a transaction. */
export async function replaceHazards(records: HazardRecord[]): Promise<void> {
  await db.hazards.clear()
  await db.hazards.bulkPut(gathered(records))
}

function standingOf(pulled: Pulled[]): HazardRecord[] {
  const amendments = amendmentsAbout(pulled)
  const ofHazards = pulled.filter(
    (one): one is PulledHazard => one.whole !== undefined && !one.voided,
  )
  return ofHazards.map((one) =>
    amended(
      one,
      (amendments.get(one.id) ?? []).map(({ changes = {} }) => changes),
    ),
  )
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
  return { id, kind, township, occurred_at, whole: { geometry, refs, data: { ...data } } }
}

/** Part of the transaction that seals a hazard or a step: at once it is among the phone's. */
export async function noteOwn(draft: Draft): Promise<void> {
  const { geometry, refs, data, ...rest } = draft
  const record = { ...rest, whole: { geometry, refs, data: { ...data } } }
  const hazard =
    draft.kind === 'hazard' ? hazardOf(record) : await db.hazards.get(refs.hazard ?? '')
  if (!hazard) return
  const steps = draft.kind === 'hazard' ? [] : [...hazard.steps, stepOf(record)]
  await db.hazards.put({ ...hazard, steps })
}
