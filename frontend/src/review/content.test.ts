import { expect, test } from 'vitest'
import { isFaulty, linesOf } from './content'

const DATA = '/properties/data'

test('a record is read from where and who to what', () => {
  const feature = {
    type: 'Feature',
    id: '1',
    geometry: null,
    properties: {
      kind: 'outreach_event',
      data: { venue: '广场', interruptions: [{}, {}] },
      author: 'chen',
      refs: { patrol: '2' },
    },
    extra: true,
  }
  expect(linesOf(feature).map(({ pointer }) => pointer)).toEqual([
    '/properties/author',
    `${DATA}/venue`,
    `${DATA}/interruptions/0`,
    `${DATA}/interruptions/1`,
    '/properties/refs/patrol',
    '/extra',
  ])
})

test.each([[{}], [{ properties: 'x' }], [{ properties: { data: [1] } }], [{ properties: null }]])(
  'what is hardly a record at all is read without stumbling: %j',
  (feature) => {
    expect(() => linesOf(feature)).not.toThrow()
  },
)

test('a fault inside a line marks the line', () => {
  const faults = [{ pointer: `${DATA}/audience/1` }]
  expect([isFaulty(`${DATA}/audience`, faults), isFaulty(`${DATA}/aud`, faults)]).toEqual([
    true,
    false,
  ])
})
