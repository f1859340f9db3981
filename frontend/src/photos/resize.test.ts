import { expect, test } from 'vitest'
import type { Picture } from './darkroom'
import { fitted, MEDIA_TYPE, MOST_PHOTO_BYTES, NoPhoto, resize } from './resize'

interface Drawn {
  width: number
  height: number
  quality: number
}

/** A picture whose JPEG needs so many bytes a pixel at full quality; writes down what was drawn. */
function picture(width: number, height: number, density: number, drawn: Drawn[] = []): Picture {
  return {
    width,
    height,
    close: () => undefined,
    jpeg: async (w, h, quality) => {
      drawn.push({ width: w, height: h, quality })
      return new Blob([new Uint8Array(w * h * quality * density)], { type: MEDIA_TYPE })
    },
  }
}
const file = (bytes: string) => new Blob([bytes])
const whyNot = (photo: Promise<unknown>) => photo.catch((error: NoPhoto) => error.why)

test('the long side is 1600 px at most, upright or across, and nothing is blown up', () => {
  expect(fitted(4000, 3000, 1600)).toEqual([1600, 1200])
  expect(fitted(3000, 4000, 1600)).toEqual([1200, 1600])
  expect(fitted(640, 480, 1600)).toEqual([640, 480])
  expect(fitted(20_000, 3, 1600)).toEqual([1600, 1])
})

test('a usual photo is drawn once', async () => {
  const drawn: Drawn[] = []
  const bytes = await resize(file('x'), async () => picture(4000, 3000, 0.1, drawn))
  expect([bytes.length, drawn]).toEqual([144_000, [{ width: 1600, height: 1200, quality: 0.75 }]])
})

test('a photo full of detail loses quality first, then size, until it is small enough', async () => {
  const drawn: Drawn[] = []
  const bytes = await resize(file('x'), async () => picture(4000, 3000, 0.5, drawn))
  expect(bytes.length).toBeLessThanOrEqual(MOST_PHOTO_BYTES)
  expect(drawn[4]).toEqual({ width: 1600, height: 1200, quality: 0.35 })
  expect(drawn.at(-1)).toEqual({ width: 1200, height: 900, quality: 0.55 })
})

test.each([
  ['a text', 'hello', 'not-image'],
  ['a photo of an iPhone that this browser can’t read', '\0\0\0\x24ftypheic', 'heic'],
])('%s is refused by name', async (_, bytes, why) => {
  const unread = async () => Promise.reject(new DOMException('no', 'InvalidStateError'))
  expect(await whyNot(resize(file(bytes), unread))).toBe(why)
})

test('a phone without memory says so, and lets the picture go', async () => {
  let closed = 0
  const starved = { ...picture(4000, 3000, 1), close: () => (closed += 1) }
  starved.jpeg = () => Promise.reject(new RangeError('allocation failed'))
  expect([await whyNot(resize(file('x'), async () => starved)), closed]).toEqual(['no-memory', 1])
})

test('a browser that makes no JPEG gives no photo', async () => {
  const png = { ...picture(10, 10, 1), jpeg: async () => new Blob(['x'], { type: 'image/png' }) }
  expect(await whyNot(resize(file('x'), async () => png))).toBe('no-memory')
})
