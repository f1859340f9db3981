import { expect, test } from 'vitest'
import { basesFor, disputesOf, openAmong, type Revision } from './disputes'

const BASE = 'sha256:base'
const amended = (seq: number, changes: Record<string, unknown>, base_digest = BASE) =>
  ({ id: `id-${seq}`, seq, kind: 'amendment', fault: null, base_digest, changes }) as Revision
const digests = new Map([1, 2, 3].map((seq) => [`id-${seq}`, `sha256:${seq}`]))
const open = (disputed: Revision[], ...later: Revision[]) =>
  openAmong(disputesOf(disputed), [...disputed, ...later], digests).map(({ pointer }) => pointer)

test('amendments are at odds where they set a field differently; the last one counts', () => {
  const disputes = disputesOf([
    amended(9, { '/a': 2, '/b': 1 }),
    amended(4, { '/a': 1, '/b': 1, '/c': 3 }),
  ])
  expect(disputes.map(({ pointer }) => pointer)).toEqual(['/a'])
  expect(disputes[0]!.sides.map(({ changes, counts }) => [changes, counts])).toEqual([
    [{ '/a': 1 }, false],
    [{ '/a': 2 }, true],
  ])
})

test('who saw the other’s value doesn’t contradict it', () => {
  expect(disputesOf([amended(1, { '/a': 1 }), amended(2, { '/a': 2 }, 'sha256:1')])).toEqual([])
})

test('a whole and a part of it are one field at odds', () => {
  const [dispute] = disputesOf([amended(1, { '/a/0': 'x' }), amended(2, { '/a': ['y'] })])
  expect(dispute?.pointer).toBe('/a')
  expect(dispute?.sides.map(({ changes }) => changes)).toEqual([{ '/a/0': 'x' }, { '/a': ['y'] }])
})

test('the order of an object’s members is no contradiction', () => {
  const point = { type: 'Point', coordinates: [107, 29] }
  const same = { coordinates: [107, 29], type: 'Point' }
  expect(disputesOf([amended(1, { '/g': point }), amended(2, { '/g': same })])).toEqual([])
})

test('a field that was settled since is no longer open, its neighbour is', () => {
  const disputed = [amended(1, { '/a': 1, '/b': 1 }), amended(2, { '/a': 2, '/b': 2 })]
  expect(open(disputed)).toEqual(['/a', '/b'])
  expect(open(disputed, amended(5, { '/a': 2 }, 'sha256:2'))).toEqual(['/b'])
  expect(open(disputed, amended(5, { '/a': 2 }, 'sha256:elsewhere'))).toEqual(['/a', '/b'])
})

test('settling is based on the chosen one; among three, on two, so that no two stay at odds', () => {
  const sidesOf = (...values: number[]) =>
    disputesOf(values.map((value, n) => amended(n + 1, { '/a': value })))[0]!.sides
  const two = sidesOf(1, 2)
  expect(basesFor(two[1]!, two).map(({ seq }) => seq)).toEqual([2])
  const three = sidesOf(1, 2, 3)
  expect(basesFor(three[1]!, three).map(({ seq }) => seq)).toEqual([2, 1])
  const alike = sidesOf(1, 1, 2)
  expect(basesFor(alike[0]!, alike).map(({ seq }) => seq)).toEqual([1, 2])
})
