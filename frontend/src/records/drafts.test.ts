import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test, vi } from 'vitest'
import Dexie from 'dexie'
import { db, PhoneDatabase } from '../db/database'
import { keep } from '../db/kept'
import { DraftSaver, openDraft, ownDrafts, SAVE_WITHIN_MS } from './drafts'

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
  await keep('me', { username: 'chen' })
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
  await db.drafts.put({ id: 'a', kind, form: { venue: '石墙镇' }, author: 'chen', updated_at: 1 })
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

test('a draft is that of the user who wrote it', async () => {
  const draft = saver()
  draft.changed()
  await draft.flush()
  await keep('me', { username: 'liu' })
  expect([(await open()).restored, await ownDrafts()]).toEqual([false, []])
  await keep('me', { username: 'chen' })
  expect(await open()).toMatchObject({ id: 'a', restored: true })
})

test('a form that is open while another user signs in stays with its author', async () => {
  const draft = saver()
  draft.changed()
  await keep('me', { username: 'liu' })
  await draft.flush()
  expect(await db.drafts.get('a')).toMatchObject({ author: 'chen' })
})

test('a draft from before drafts had authors is anyone’s', async () => {
  const old = new Dexie('old-phone')
  old.version(1).stores({ drafts: 'id, kind' })
  await old.table('drafts').put({ id: 'a', kind, form: { venue: '石墙镇' }, updated_at: 1 })
  old.close()
  const opened = new PhoneDatabase('old-phone')
  await db.drafts.bulkPut(await opened.drafts.toArray())
  expect(await open()).toMatchObject({ id: 'a', form: { venue: '石墙镇' } })
})
