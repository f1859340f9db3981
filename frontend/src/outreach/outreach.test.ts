import { expect, test } from 'vitest'
import { freshForm, missing, outreachDraft, type OutreachForm } from './outreach'

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
