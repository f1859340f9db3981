import { expect, test } from 'vitest'
import { clinicDraft, freshConsultation, freshForm, missing, type ClinicForm } from './clinic'

const chosen = { topic: 'labour', outcome: 'advice' } as const
const NOW = Date.UTC(2026, 10, 2, 8)
const filled: ClinicForm = {
  ...freshForm('500119107', NOW),
  clinic: '019a4230-0000-7000-8000-000000000091',
  consultations: [{ ...freshConsultation(), ...chosen, age_band: '36_59' }],
}

test('a sitting needs its clinic and a consultation', () => {
  expect(missing(freshForm('500119107', NOW))).toEqual(['clinic', 'consultations'])
  expect(missing(filled)).toEqual([])
})

test('what a question was about is never guessed: an open one is missing', () => {
  const begun = { ...freshConsultation(), outcome: 'advice' } as const
  const form = { ...filled, consultations: [...filled.consultations, begun] }
  expect(missing(form)).toEqual(['consultations'])
})

test('its place is the clinic, so it has no geometry of its own', () => {
  const { geometry, refs } = clinicDraft('id', filled, 'wang')
  expect([geometry, refs]).toEqual([null, { clinic: filled.clinic }])
})

test('a consultation is its category and nothing else', () => {
  const { data } = clinicDraft('id', filled, 'wang') as { data: { consultations: object[] } }
  expect(data.consultations).toEqual([
    { topic: 'labour', outcome: 'advice', minutes: 15, age_band: '36_59' },
  ])
})

test('an age that was not chosen is left out', () => {
  const consultations = [{ ...freshConsultation(), ...chosen }]
  const draft = clinicDraft('id', { ...filled, consultations }, 'wang')
  expect(JSON.stringify(draft)).not.toContain('age_band')
})

test('a phone number in the note is masked', () => {
  const draft = clinicDraft('id', { ...filled, note: '回电 13812345678' }, 'wang')
  expect(draft.data).toMatchObject({ note: '回电 ●●●' })
})

test('one that was opened and left alone is not sealed', () => {
  const form = { ...filled, consultations: [...filled.consultations, freshConsultation()] }
  expect(missing(form)).toEqual([])
  const { data, brief } = clinicDraft('id', form, 'liu')
  expect([(data as { consultations: object[] }).consultations.length, brief?.count]).toEqual([1, 1])
})

test('the next consultation takes as long as the last, and nothing else of it', () => {
  const last = { ...chosen, minutes: 30, age_band: '36_59' } as const
  expect(freshConsultation(last)).toEqual({ ...freshConsultation(), minutes: 30 })
})
