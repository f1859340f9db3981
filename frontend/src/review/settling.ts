// A supervisor settles a contradiction: an amendment made from the one whose value is right.

import type { components } from '../api/schema'
import type { Draft } from '../records/feature'
import { amendmentDraft, type Revising } from '../records/revision'
import { uuidv7 } from '../records/uuidv7'
import {
  basesFor,
  disputesOf,
  openAmong,
  type Contradiction,
  type Digests,
  type Dispute,
  type Revision,
  type Side,
} from './disputes'
import { read } from './store'

type Whole = components['schemas']['RecordWithHistory']

const recordNamed = (id: string) => read<Whole>(`/records/${encodeURIComponent(id)}`)

async function digestsOf(amendments: Revision[]): Promise<Digests> {
  const found = await Promise.all(amendments.map(({ id }) => recordNamed(id)))
  return new Map(found.map(({ id, receipt }) => [id, receipt.digest]))
}

/** The fields still at odds; throws Refused or NoAnswer. Where it is only one, that is known. */
export async function openDisputes({ record, amendments }: Contradiction): Promise<Dispute[]> {
  const disputes = disputesOf(amendments)
  if (disputes.length < 2) return disputes
  const [{ history }, digests] = await Promise.all([recordNamed(record), digestsOf(amendments)])
  return openAmong(disputes, history, digests)
}

/** What settles it in favour of one side, as drafts; throws Refused or NoAnswer. */
export async function settlingDrafts(
  { record, township }: Contradiction,
  { sides }: Dispute,
  chosen: Side,
  by: Revising,
): Promise<Draft[]> {
  const digests = await digestsOf(basesFor(chosen, sides))
  return [...digests.values()].map((digest) =>
    amendmentDraft(uuidv7(by.at), { id: record, township, digest }, chosen.changes, by),
  )
}
