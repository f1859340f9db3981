import { expect, test } from 'vitest'
import { fitToKeep, MASK } from './personalData'

test.each(['找 1381234567', '找 13812345678', '证号 50022419900', '证号 50022419900101123X'])(
  '%s is not kept while it is typed',
  (note) => {
    const { note: kept } = fitToKeep({ note })
    expect(kept).toContain(MASK)
    expect(kept).not.toMatch(/[0-9]{7}/)
  },
)

test.each([
  'K12+300',
  '罚款 1380000 元',
  '20261130',
  '12345',
  '019a4230-0000-7000-8000-013812345678',
])('%s is kept as it is', (note) =>
  expect(fitToKeep({ list: [{ note }], n: 13812345678 })).toEqual({
    list: [{ note }],
    n: 13812345678,
  }),
)
