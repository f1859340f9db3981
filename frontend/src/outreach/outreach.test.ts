import { expect, test } from 'vitest'
import { freshForm, missing, outreachDraft, repeated, type OutreachForm } from './outreach'

const NOW = Date.UTC(2026, 10, 2, 8)
const filled: OutreachForm = {
  ...freshForm('500119107', null, NOW),
  activity: 'anti_fraud',
  venue: ' 鸣玉镇文化广场 ',
  audience: ['elders'],
}
const sealed = (form: OutreachForm) => outreachDraft('id', form, 'chen')

test('a fresh form says what it still wants, in the order of the screen', () => {
  expect(missing(freshForm('500119107', null, NOW))).toEqual(['activity', 'venue', 'audience'])
  expect(missing(filled)).toEqual([])
})

test('a place of spaces is no place', () => {
  expect(missing({ ...filled, venue: '  ' })).toEqual(['venue'])
})

test('an event of the last hour ends now', () => {
  expect(sealed(filled)).toMatchObject({
    occurred_at: '2026-11-02T07:00:00.000Z',
    data: { ended_at: '2026-11-02T08:00:00.000Z', venue: '鸣玉镇文化广场' },
  })
})

test('what is written down just after midnight belongs to the new day', () => {
  const midnight = Date.UTC(2026, 10, 2, 16)
  expect(freshForm('500119107', null, midnight + 600_000).started_at).toBe(midnight)
})

test('no number of a person is sealed, whatever field it was written in', () => {
  const number = '138 1234 5678'
  const draft = sealed({ ...filled, venue: number, partners: `司法所,${number}`, note: number })
  expect(JSON.stringify(draft)).not.toContain('1234')
})

test('partners may be parted by commas of either kind', () => {
  const { data } = sealed({ ...filled, partners: '派出所，司法所, 学校；\n' })
  expect(data).toMatchObject({ partners: ['派出所', '司法所', '学校'] })
})

test('an event during a patrol names it', () => {
  expect(sealed({ ...filled, patrol: 'p' }).refs).toEqual({ patrol: 'p' })
})

test('a venue that is a target names it', () => {
  expect(sealed({ ...filled, target: 't' }).refs).toEqual({ target: 't' })
})

const TODAY = NOW + 24 * 3_600_000
const again = (patrol: string | null, township = '500119107') =>
  repeated(
    { ...filled, patrol: 'old', target: 't', minutes: 90, note: '下雨', reached_count: 120 },
    {
      ...freshForm(township, patrol, TODAY),
    },
  )

test('the same again is all but when, on which patrol and what was noted', () => {
  const form = again(null)
  expect(form).toMatchObject({ activity: 'anti_fraud', venue: ' 鸣玉镇文化广场 ', target: 't' })
  expect(form).toMatchObject({ reached_count: 120, patrol: null, note: '' })
  expect(form.started_at + form.minutes * 60_000).toBe(TODAY)
})

test('on a patrol in another township the place has to be told anew', () => {
  const form = again('p', '500119108')
  expect(form).toMatchObject({ township: '500119108', venue: '', target: null, patrol: 'p' })
  expect(missing(form)).toEqual(['venue'])
})
