import { expect, test } from 'vitest'
import { uuidv7 } from './uuidv7'

test('an id tells its time, its version and its variant', () => {
  const id = uuidv7(0x0123456789ab)
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('ids of later moments sort after those of earlier ones', () => {
  const ids = [1000, 2000, 2 ** 33, 2 ** 41].map((now) => uuidv7(now))
  expect([...ids].sort()).toEqual(ids)
})

test('two ids of the same millisecond differ', () => {
  expect(uuidv7(5)).not.toBe(uuidv7(5))
})
