import { expect, test } from 'vitest'
import { labelIn } from './label'

const ID = '019a4230-0000-7000-8000-00000000abcd'

test('a label tells what it stands on, whatever host it was printed for', () => {
  expect(labelIn(`https://old.example.cn/check-in?target=${ID}`)).toEqual({
    kind: 'target',
    id: ID,
  })
  expect(labelIn(`http://10.0.0.7:8000/start?vehicle=${ID}`)).toEqual({ kind: 'vehicle', id: ID })
})

test.each([
  'DK-012',
  `https://a.cn/check-in?vehicle=${ID}`,
  'https://a.cn/check-in?target=1',
  `javascript:/check-in?target=${ID}`,
])('%s is no label of ours', (text) => {
  expect(labelIn(text)).toBeNull()
})
