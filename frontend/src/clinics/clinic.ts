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

/** The next one takes about as long as the last. */
export const freshConsultation = (last?: Consultation): Consultation => ({
  topic: null,
  outcome: null,
  minutes: last?.minutes ?? 15,
  age_band: null,
})

/** What a volunteer's sittings have in common. */
export type Habits = Pick<ClinicForm, 'clinic' | 'clinic_name' | 'township' | 'staff_count'>

export function freshForm(township: string, now: number, habits?: Habits): ClinicForm {
  return {
    township,
    clinic: null,
    clinic_name: '',
    started_at: startBefore(now, USUAL_MINUTES),
    minutes: USUAL_MINUTES,
    staff_count: 1,
    ...habits,
    consultations: [freshConsultation()],
    note: '',
  }
}

export const isChosen = ({ topic, outcome }: Consultation): boolean =>
  topic !== null && outcome !== null

/** One that was opened, and nothing chosen. */
export const isUntouched = ({ topic, outcome, age_band }: Consultation): boolean =>
  topic === null && outcome === null && age_band === null

export type Missing = 'clinic' | 'consultations'

export function missing(form: ClinicForm): Missing[] {
  const rows = form.consultations.filter((row) => !isUntouched(row))
  const empty: [Missing, boolean][] = [
    ['clinic', form.clinic === null],
    ['consultations', rows.length === 0 || !rows.every(isChosen)],
  ]
  return empty.filter(([, isEmpty]) => isEmpty).map(([name]) => name)
}

/** A complete sitting as a record; its place is the clinic's, so it has no geometry. */
export function clinicDraft(id: string, form: ClinicForm, author: string): Draft {
  const note = maskPersonalData(form.note.trim())
  const rows = form.consultations.filter((row) => !isUntouched(row))
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
      consultations: rows.map(({ age_band, ...rest }) => ({
        ...rest,
        ...(age_band && { age_band }),
      })),
      ...(note && { note }),
    },
    brief: { place: form.clinic_name, count: rows.length },
  }
}
