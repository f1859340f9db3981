import { describe, expect, test } from 'vitest'
import { findMetric, firstMetric } from './metrics'
import { stepFor, stepsOf } from './steps'

const metric = (key: string) => findMetric(key) ?? firstMetric
const shade = (key: string, values: number[], value: number) =>
  stepFor(stepsOf(metric(key), values), value)?.shade

describe('five shades', () => {
  test('a share is cut in fifths, and 100 % belongs to the last', () => {
    expect([0, 0.2, 0.59, 0.8, 1].map((value) => shade('village_share', [], value))).toEqual([
      0, 1, 2, 4, 4,
    ])
  })

  test('the longer unvisited, the paler', () => {
    expect([7, 8, 30, 60, 61].map((value) => shade('village_oldest', [], value))).toEqual([
      4, 3, 2, 1, 0,
    ])
  })

  test('zero patrols is a shade of its own, the rest is cut in equal round steps', () => {
    const values = [0, 4, 10, 17, 19, 20, 22, 22, 23, 35]
    expect([0, 10, 11, 21, 31].map((value) => shade('patrols', values, value))).toEqual([
      0, 1, 2, 3, 4,
    ])
  })

  test('22 and 23 patrols look alike', () => {
    const values = [0, 19, 20, 21, 22, 23, 24, 26]
    expect(shade('patrols', values, 22)).toBe(shade('patrols', values, 23))
  })

  test('one outlier does not make everyone else pale', () => {
    const values = [...Array<number>(30).fill(20), 900]
    expect(shade('distance', values, 20)).toBe(4)
  })

  test('without any number above zero everyone is at zero', () => {
    expect(shade('patrols', [0, 0], 0)).toBe(0)
  })

  test('every value falls into exactly one step', () => {
    const values = [0, 0.4, 3.2, 12, 88, 640, 641.5]
    const steps = stepsOf(metric('distance'), values)
    const hits = (value: number) =>
      steps.filter(({ from, below }) => value >= from && (below === null || value < below)).length
    expect(values.map(hits)).toEqual(values.map(() => 1))
  })
})
