import { afterEach, expect, test, vi } from 'vitest'
import { ask, NoAnswer, PATIENCE_MS } from './http'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const answering = (body: string, type: string, status = 200) =>
  vi.stubGlobal(
    'fetch',
    async () => new Response(body, { status, headers: { 'Content-Type': type } }),
  )

test.each(['application/json', 'application/geo+json', 'application/problem+json; charset=utf-8'])(
  '%s is an answer',
  async (type) => {
    answering('{"a":1}', type)
    expect(await ask('/x')).toMatchObject({ ok: true, body: { a: 1 } })
  },
)

test.each(['text/html', 'text/plain', ''])('"%s" is no answer', async (type) => {
  answering('{"a":1}', type)
  await expect(ask('/x')).rejects.toBeInstanceOf(NoAnswer)
})

test('half of an answer is no answer', async () => {
  answering('{"results": [', 'application/json')
  await expect(ask('/x')).rejects.toBeInstanceOf(NoAnswer)
})

test('a server that accepts and never answers is given up', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) => {
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('aborted')))
    })
  })
  const given = expect(ask('/x')).rejects.toBeInstanceOf(NoAnswer)
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  await given
})

test('a refusal is an answer too, with the wait it asks for', async () => {
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '7' }
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 429, headers }))
  expect(await ask('/x')).toMatchObject({ ok: false, status: 429, retry_after_s: 7 })
})
