// What can be done about a hazard next, and the form of it.

import type { Position } from '../records/feature'
import type { Action, TakenStep } from './hazard'
import type { PhoneHazard } from './phoneHazard'
import type { Standing } from './standing'

export interface StepForm {
  hazard: string
  action: Action
  responsible_unit: string
  due_on: string | null
  note: string
}

/** The server takes every step from an officer or supervisor; offered is what makes sense now. */
export function offered({ state, rectified }: Pick<Standing, 'state' | 'rectified'>): Action[] {
  if (state === 'verified') return ['reopened']
  if (rectified) return ['verified', 'reopened', 'assigned']
  return ['rectified', 'measure', 'assigned']
}

export const freshStep = (hazard: string, action: Action): StepForm => ({
  hazard,
  action,
  responsible_unit: '',
  due_on: null,
  note: '',
})

export type StepMissing = 'unit' | 'note'

export function missingIn({ action, responsible_unit, note }: StepForm): StepMissing[] {
  if (action === 'assigned') return responsible_unit.trim() ? [] : ['unit']
  const needsNote = action === 'measure' || action === 'reopened'
  return needsNote && note.trim() === '' ? ['note'] : []
}

/** `place` is where whoever takes the step stands; null when that isn't known well enough. */
export function takenStep(
  form: StepForm,
  { township }: Pick<PhoneHazard, 'township'>,
  place: Position | null,
  now: number,
): TakenStep {
  const { hazard, action, responsible_unit, due_on, note } = form
  const isAssigned = action === 'assigned'
  return {
    township,
    hazard,
    taken_at: now,
    place,
    action,
    responsible_unit: isAssigned ? responsible_unit : '',
    due_on: isAssigned ? due_on : null,
    note,
  }
}

/** What a second look comes to in one tap. */
export function stillThere({ rectified }: Pick<Standing, 'rectified'>): Action {
  return rectified ? 'reopened' : 'measure'
}

export function foundGone({ rectified }: Pick<Standing, 'rectified'>): Action {
  return rectified ? 'verified' : 'rectified'
}
