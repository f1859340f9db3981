import { afterEach, expect, test, vi } from 'vitest'
import { addFile, asksDatum } from './trackFile'

const PATROL = '0192f000-0000-7000-8000-000000000001'
const ADDED = { patrol: PATROL, segment_count: 1, fix_count: 61, is_known: false }
const FILE = new Blob(['<gpx/>'])
afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: object, type = 'application/json') {
  const asked = vi.fn(async () => {
    const headers = { 'Content-Type': type }
    return new Response(JSON.stringify(body), { status, headers })
  })
  vi.stubGlobal('fetch', asked)
  return asked as unknown as { mock: { calls: [string, RequestInit][] } }
}

test('a file is sent as it is, and no datum is told unless it was chosen', async () => {
  const asked = answering(201, ADDED)
  expect(await addFile(PATROL, FILE, 'ask')).toEqual({ added: ADDED })
  expect(asked.mock.calls[0]![0]).toBe(`/api/v1/patrols/${PATROL}/files`)
  expect(asked.mock.calls[0]![1].body).toBe(FILE)
  await addFile(PATROL, FILE, 'gcj02')
  expect(asked.mock.calls[1]![0]).toMatch(/\?datum=gcj02$/)
})

test('a file in doubt is refused with the reason, and the datum asked for', async () => {
  const errors = [{ pointer: '/datum', code: 'shifted', message: '坐标看来有偏移' }]
  const problem = {
    type: '/problems/in-doubt',
    title: '文件看来有误',
    detail: '相差 550 米',
    errors,
  }
  answering(422, problem, 'application/problem+json')
  const outcome = await addFile(PATROL, FILE, 'ask')
  if (!('refusal' in outcome)) throw new Error('it was added')
  expect(outcome.refusal).toMatchObject({ code: 'in-doubt', detail: '相差 550 米' })
  expect(asksDatum(outcome.refusal)).toBe(true)
  expect(asksDatum({ ...outcome.refusal, errors: [] })).toBe(false)
})

test('without a network nobody knows whether it was taken', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await addFile(PATROL, FILE, 'ask')).toMatchObject({ refusal: { status: 0 } })
})
