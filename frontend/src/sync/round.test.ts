import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { keep } from '../db/kept'
import { beginRound, goOn, Interrupted, signing } from './round'

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  beginRound('chen')
})

test('a round goes on while its user is signed in', async () => {
  await expect(goOn()).resolves.toBeUndefined()
})

test('it ends when another user is, or nobody', async () => {
  await keep('me', { username: 'liu' })
  await expect(goOn()).rejects.toBeInstanceOf(Interrupted)
  await keep('me', undefined)
  await expect(goOn()).rejects.toBeInstanceOf(Interrupted)
})

test('it ends while someone signs in, and a later one runs again', async () => {
  await signing(true)
  await expect(goOn()).rejects.toBeInstanceOf(Interrupted)
  await signing(false)
  await expect(goOn()).resolves.toBeUndefined()
})

test.each([-61_000, 61_000, 1e12])(
  'a page that died signing in, %i ms from now, holds nobody up',
  async (away) => {
    await keep('signing', Date.now() + away)
    await expect(goOn()).resolves.toBeUndefined()
  },
)
