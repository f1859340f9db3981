import { expect, test } from 'vitest'
import samples from '../../../tests/contract/labels.json'
import { labelIn } from './label'
import { readCode, type Pixels } from './read'

const MODULE_PX = 4
type Place = [x: number, y: number]
type Way = (place: Place, side: number) => Place

/** Every dark module of a label's image, as the server writes it: rows of strokes in one path. */
function darkModules(svg: string): Place[] {
  const dark: Place[] = []
  let [x, y] = [0, 0]
  const path = /class="qrline"[^>]* d="([^"]+)"/.exec(svg)![1]!
  for (const [, verb, a, b] of path.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (verb === 'M') [x, y] = [Number(a), Math.floor(Number(b))]
    else if (verb === 'm') [x, y] = [x + Number(a), y + Number(b)]
    else for (const end = x + Number(a); x < end; x += 1) dark.push([x, y])
  }
  return dark
}

/** The label in front of a camera, turned some way. */
function seen(svg: string, turned: Way): Pixels {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)![1])
  const width = side * MODULE_PX
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const place of darkModules(svg)) {
    const [left, top] = turned(place, side).map((one) => one * MODULE_PX) as Place
    for (let n = 0; n < MODULE_PX ** 2; n += 1) {
      const at = (top + Math.floor(n / MODULE_PX)) * width + left + (n % MODULE_PX)
      data.fill(0, at * 4, at * 4 + 3)
    }
  }
  return { data, width, height: width }
}

const WAYS: [string, Way][] = [
  ['upright', (place) => place],
  ['lying on its side', ([x, y], side) => [side - 1 - y, x]],
  ['upside down', ([x, y], side) => [side - 1 - x, side - 1 - y]],
]
const cases = samples.flatMap((one) => WAYS.map(([way, turned]) => ({ ...one, way, turned })))

test.each(cases)('the label of $address is read $way', ({ address, svg, turned }) => {
  expect(readCode(seen(svg, turned))).toBe(address)
  expect(labelIn(address)?.id).toBe('019a4230-0000-7000-8000-00000000abcd')
})

test('a label with a hole in its middle is read still', () => {
  const { address, svg } = samples[0]!
  const pixels = seen(svg, (place) => place)
  const [middle, half] = [pixels.width / 2, 5 * MODULE_PX]
  for (let row = middle - half; row < middle + half; row += 1)
    pixels.data.fill(
      255,
      (row * pixels.width + middle - half) * 4,
      (row * pixels.width + middle + half) * 4,
    )
  expect(readCode(pixels)).toBe(address)
})

test('a wall is no label', () => {
  const data = new Uint8ClampedArray(200 * 200 * 4).fill(255)
  expect(readCode({ data, width: 200, height: 200 })).toBeNull()
})
