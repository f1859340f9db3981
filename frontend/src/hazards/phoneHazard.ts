// A hazard as it lies on the phone, whoever of the township found it, with its latest step.

import type { Position } from '../records/feature'
import type { Action, Category, Severity } from './hazard'

export interface PhoneHazard {
  id: string
  township: string
  category: Category
  severity: Severity
  description: string
  place: Position
  /** RFC 3339, as the record has it. */
  seen_at: string
  /** Those of the hazard that have come, in the order in which they were taken. */
  steps: PhoneHazardStep[]
}

export interface PhoneHazardStep {
  id: string
  action: Action
  taken_at: string
  due_on: string | null
  responsible_unit: string | null
  note: string | null
}
