// A supervisor's phone: of all that a supervisor may see it fetches the hazards of the townships.

import { db } from '../db/database'
import { replaceHazards, sealedHere } from '../hazards/gather'
import type { HazardRecord } from '../hazards/gathered'
import { ask, NoAnswer } from './http'
import { contentOf, type PulledFeature } from './pulled'
import { goOn, isStillOwn } from './round'

interface Page {
  features: PulledFeature[]
  next: string | null
}

/** As they stand, amendments applied; a list that didn't come whole changes nothing. */
export async function pullTownshipHazards(): Promise<void> {
  const found = [...(await allOf('hazard')), ...(await allOf('hazard_step'))]
  const standing = found.filter(({ receipt }) => receipt?.state !== 'voided')
  const tables = [db.hazards, db.sealed, db.payloads, db.kept]
  await db.transaction('rw', tables, async () => {
    if (!(await isStillOwn())) return
    await replaceHazards([...standing.map(recordOf), ...(await sealedHere(found))])
  })
}

async function allOf(kind: string): Promise<PulledFeature[]> {
  const found: PulledFeature[] = []
  let cursor: string | null = null
  do {
    await goOn()
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { ok, body } = await ask<Page>(`/records?kind=${kind}&limit=1000${more}`)
    if (!ok || !Array.isArray(body?.features)) throw new NoAnswer(`no ${kind}`)
    found.push(...body.features)
    cursor = body.next ?? null
  } while (cursor)
  return found
}

function recordOf(feature: PulledFeature): HazardRecord {
  const { kind, township, occurred_at } = feature.properties
  return { id: feature.id, kind, township, occurred_at, content: contentOf(feature) }
}
