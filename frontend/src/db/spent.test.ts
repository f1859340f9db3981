import { emptyPhone } from './forTests'
import { beforeEach, expect, test } from 'vitest'
import { keep, recall } from './kept'
import { dropSpent } from './spent'

beforeEach(emptyPhone)

test('it leaves the phone as it was, even when two pages do it at once', async () => {
  await keep('device', 'a')
  await Promise.all([dropSpent(), dropSpent()])
  const names = (await indexedDB.databases()).map(({ name }) => name)
  expect([await recall('device'), names]).toEqual(['a', ['xunhu']])
})
