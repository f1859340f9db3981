import { describe, expect, test } from 'vitest'
import { stretch, target } from './standing.sample'
import { lengthText, lookOf, post, posts, ranked, stripOf } from './stretches'

const speech = {
  locale: 'zh-CN',
  t: (key: string, { n }: Record<string, unknown> = {}) => `${String(n)} ${key.split('.').at(-1)}`,
}
const line = target({
  layer: 'railway',
  stretches: [
    stretch(12_000, 12_300, 2),
    stretch(12_300, 13_100, 45),
    stretch(13_100, 13_200, null),
    stretch(13_200, 13_500, 3),
    stretch(14_000, 16_000, null),
  ],
})

describe('a line in stretches', () => {
  test('places are told by K-posts', () => {
    expect(posts(stretch(12_300, 13_100, 2))).toBe('K12+300–K13+100')
    expect([post(0), post(999.6), post(7_050)]).toEqual(['K0+000', 'K1+000', 'K7+050'])
  })

  test('what is uncovered for longest stands first, the longer of what was never seen', () => {
    expect(ranked(line).map(({ stretch: { from_m } }) => from_m)).toEqual([
      ...[14_000, 13_100, 12_300, 13_200, 12_000],
    ])
  })

  test('a stretch looks covered, not covered in the range, or never covered', () => {
    const looks = [stretch(0, 50, 2), stretch(0, 50, 45), stretch(0, 50, null)].map(lookOf)
    expect(looks).toEqual(['covered', 'unseen', 'never'])
  })

  test('what nobody can reach is not called uncovered', () => {
    expect(lookOf({ ...stretch(0, 50, null), state: 'inaccessible' })).toBe('apart')
  })

  test('the strip keeps its scale, and the hole where the line leaves the township', () => {
    const { from_m, to_m, blocks } = stripOf(line)
    expect([from_m, to_m]).toEqual([12_000, 16_000])
    expect(blocks[0]).toMatchObject({ rank: 1, left: 50, width: 50 })
    const drawn = blocks.reduce((sum, { width }) => sum + width, 0)
    expect(drawn).toBeCloseTo(87.5)
  })

  test('only what is not covered wears its rank, where there is room', () => {
    const narrow = stretch(13_300, 13_350, 40)
    const crowded = { ...line, stretches: [...(line.stretches ?? []), narrow] }
    const labelled = stripOf(crowded).blocks.filter((block) => block.labelled)
    expect(labelled.map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('short lengths are metres', () => {
    expect([lengthText(250, speech), lengthText(2250, speech)]).toEqual(['250 m', '2.3 km'])
  })
})
