import { expect, test } from 'vitest'
import { frame } from '../sync/frame'
import { batchesOf, framesIn, isWhole } from './frames'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const records = ['{"id":1}', '{"note":"两行\\n"}', '{}'].map(bytesOf)

test('a rescue file gives back the exact bytes of its records', () => {
  const file = frame(records)
  expect(framesIn(file).map(textOf)).toEqual(records.map(textOf))
  expect(isWhole(file)).toBe(true)
})

test('only the line feed of the frame is taken away', () => {
  expect(framesIn(bytesOf('\x1e{}\n\n\x1e{\n}\n')).map(textOf)).toEqual(['{}\n', '{\n}'])
})

test('a file that was cut short keeps what is left of its last record, and is known', () => {
  const file = frame(records).subarray(0, -2)
  expect(framesIn(file)).toHaveLength(3)
  expect(isWhole(file)).toBe(false)
})

test('a file of another kind holds no record', () => {
  expect(framesIn(bytesOf('{"type":"FeatureCollection"}'))).toEqual([])
})

test('a push holds at most 50 records', () => {
  const many = Array.from({ length: 101 }, () => bytesOf('{}'))
  expect(batchesOf(many).map(({ length }) => length)).toEqual([50, 50, 1])
})

test('a push stays below 1 MiB, and a record is never split', () => {
  const sizes = [400_000, 400_000, 400_000, 1_200_000, 10]
  const batches = batchesOf(sizes.map((size) => new Uint8Array(size)))
  expect(batches.map((batch) => batch.map(({ length }) => length))).toEqual([
    [400_000, 400_000],
    [400_000],
    [1_200_000],
    [10],
  ])
})
