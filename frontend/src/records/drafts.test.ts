import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/database'
import { DraftSaver, openDraft, SAVE_WITHIN_MS } from './drafts'

const kind = 'outreach_event' as const
const form = { venue: '' }
const open = () => openDraft(kind, () => ({ venue: '', note: '' }))
const saver = () =>
  new DraftSaver(
    { id: 'a', kind },
    () => ({ ...form }),
    () => undefined,
  )

beforeEach(async () => {
  form.venue = ''
  await emptyPhone()
})

test('a change is on the phone within 300 ms', async () => {
  expect(SAVE_WITHIN_MS).toBeLessThan(300)
  const draft = saver()
  form.venue = '鸣玉镇'
  draft.changed()
  await vi.waitFor(async () => expect(await db.drafts.count()).toBe(1))
  expect((await open()).form.venue).toBe('鸣玉镇')
})

test('leaving the page saves at once', async () => {
  const draft = saver()
  form.venue = '水江镇'
  draft.changed()
  await draft.flush()
  expect(await open()).toMatchObject({ id: 'a', restored: true, form: { venue: '水江镇' } })
})

test('a draft from an older form gets the fields that came since', async () => {
  await db.drafts.put({ id: 'a', kind, form: { venue: '石墙镇' }, updated_at: 1 })
  expect((await open()).form).toEqual({ venue: '石墙镇', note: '' })
})

test('a sealed draft is never written again', async () => {
  const draft = saver()
  draft.changed()
  draft.close()
  await draft.flush()
  expect(await db.drafts.count()).toBe(0)
})

test('a fresh draft has an id of its own and is not stored yet', async () => {
  const [one, other] = [await open(), await open()]
  expect(one.restored).toBe(false)
  expect(one.id).not.toBe(other.id)
})
