import { instant, type Draft } from '../records/feature'
import { startBefore } from '../words/times'
import { maskPersonalData } from '../records/personalData'

export const topics = [
  'family',
  'labour',
  'debt',
  'land_housing',
  'injury_traffic',
  'consumer',
  'neighbour',
  'fraud',
  'administrative',
  'criminal',
  'other',
] as const
export const outcomes = [
  'advice',
  'document',
  'mediation',
  'legal_aid',
  'court',
  'follow_up',
  'other',
] as const
export const ageBands = ['under_18', '18_35', '36_59', '60_plus'] as const

export type Topic = (typeof topics)[number]
export type Outcome = (typeof outcomes)[number]
export type AgeBand = (typeof ageBands)[number]

/** One question dealt with; what it was about is chosen, never guessed for the volunteer. There is no place for a name, and there must never be one. */
export interface Consultation {
  topic: Topic | null
  outcome: Outcome | null
  minutes: number
  age_band: AgeBand | null
}

export interface ClinicForm {
  township: string
  clinic: string | null
  clinic_name: string
  started_at: number
  minutes: number
  staff_count: number
  consultations: Consultation[]
  note: string
}

const USUAL_MINUTES = 60

export const freshConsultation = (): Consultation => ({
  topic: null,
  outcome: null,
  minutes: 15,
  age_band: null,
})

export function freshForm(township: string, now: number): ClinicForm {
  return {
    township,
    clinic: null,
    clinic_name: '',
    started_at: startBefore(now, USUAL_MINUTES),
    minutes: USUAL_MINUTES,
    staff_count: 1,
    consultations: [],
    note: '',
  }
}

export const isChosen = ({ topic, outcome }: Consultation): boolean =>
  topic !== null && outcome !== null

export type Missing = 'clinic' | 'consultations'

export function missing(form: ClinicForm): Missing[] {
  const empty: [Missing, boolean][] = [
    ['clinic', form.clinic === null],
    ['consultations', form.consultations.length === 0 || !form.consultations.every(isChosen)],
  ]
  return empty.filter(([, isEmpty]) => isEmpty).map(([name]) => name)
}

/** A complete sitting as a record; its place is the clinic's, so it has no geometry. */
export function clinicDraft(id: string, form: ClinicForm, author: string): Draft {
  const note = maskPersonalData(form.note.trim())
  return {
    id,
    kind: 'clinic_session',
    township: form.township,
    author,
    occurred_at: instant(form.started_at),
    geometry: null,
    refs: { clinic: form.clinic! },
    data: {
      ended_at: instant(form.started_at + form.minutes * 60_000),
      staff_count: form.staff_count,
      consultations: form.consultations.map(({ age_band, ...rest }) => ({
        ...rest,
        ...(age_band && { age_band }),
      })),
      ...(note && { note }),
    },
    brief: { place: form.clinic_name, count: form.consultations.length },
  }
}
