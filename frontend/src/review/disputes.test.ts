import { expect, test } from 'vitest'
import { disputesOf, type Revision } from './disputes'

const amended = (seq: number, changes: Record<string, unknown>) => ({ seq, changes }) as Revision

test('amendments are at odds where they set a field differently; the last one counts', () => {
  const disputes = disputesOf([
    amended(9, { '/a': 2, '/b': 1 }),
    amended(4, { '/a': 1, '/b': 1, '/c': 3 }),
  ])
  expect(disputes.map(({ pointer }) => pointer)).toEqual(['/a'])
  expect(disputes[0]!.sides.map(({ value, counts }) => [value, counts])).toEqual([
    [1, false],
    [2, true],
  ])
})
