import { expect, test } from 'vitest'
import { hazardDraft, hazardStepDraft, type SeenHazard, type TakenStep } from './hazard'

const NOW = Date.UTC(2026, 10, 2, 8)
const seen: SeenHazard = {
  township: '500119107',
  seen_at: NOW,
  place: [107.2, 29.15],
  patrol: null,
  target: null,
  category: 'rail_fence',
  severity: 'high',
  description: ' 护栏缺口 ',
}
const taken: TakenStep = {
  township: '500119107',
  hazard: 'h',
  taken_at: NOW,
  place: null,
  action: 'assigned',
  responsible_unit: ' ',
  due_on: null,
  note: '',
}

test('a hazard is sealed at its place, with what it was seen on', () => {
  const draft = hazardDraft('id', { ...seen, patrol: 'p', target: 't' }, 'chen')
  expect(draft.geometry).toEqual({ type: 'Point', coordinates: [107.2, 29.15] })
  expect(draft.refs).toEqual({ patrol: 'p', target: 't' })
  expect(draft.data.description).toBe('护栏缺口')
})

test('what was left empty in a step is left out of it', () => {
  expect(hazardStepDraft('id', taken, 'wang').data).toEqual({ action: 'assigned' })
})

test('no number of a person is sealed, whatever field it was written in', () => {
  const number = '138 1234 5678'
  const drafts = [
    hazardDraft('id', { ...seen, description: number }, 'chen'),
    hazardStepDraft('id', { ...taken, responsible_unit: number, note: number }, 'wang'),
  ]
  expect(JSON.stringify(drafts)).not.toContain('1234')
})
