// Which hazards were looked at again, or put off, on this patrol; and a look that needs no form.

import { keep, recall } from '../db/kept'
import type { Position } from '../records/feature'
import { sealAndQueue } from '../records/outbox'
import { uuidv7 } from '../records/uuidv7'
import { noteOwn } from './gather'
import { hazardStepDraft } from './hazard'
import { freshStep, stillThere, takenStep } from './steps'
import type { ListedHazard } from './store'

const NAME = 'second-look'

interface Looked {
  patrol: string
  hazards: string[]
}

/** Those that don't ask again on this patrol; another patrol asks anew. */
export async function looked(patrol: string): Promise<string[]> {
  const kept = await recall<Looked>(NAME)
  return kept?.patrol === patrol ? kept.hazards : []
}

export async function dontAskAgain(patrol: string, hazard: string): Promise<void> {
  await keep(NAME, { patrol, hazards: [...(await looked(patrol)), hazard] })
}

/** Seals that a hazard is still there, or there again when it was said to be rectified. */
export async function noteStillThere(
  { hazard, rectified }: Pick<ListedHazard, 'hazard' | 'rectified'>,
  note: string,
  place: Position | null,
  author: string,
): Promise<void> {
  const form = { ...freshStep(hazard.id, stillThere({ rectified })), note }
  const draft = hazardStepDraft(uuidv7(), takenStep(form, hazard, place, Date.now()), author)
  await sealAndQueue([draft], ['hazards'], () => noteOwn(draft))
}
