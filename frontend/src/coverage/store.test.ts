import { afterEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { ask, NoAnswer } from '../sync/http'
import { coverage } from './coverage.sample'
import { useAnswer, useCoverage } from './store'

vi.mock('../sync/http', () => ({ ask: vi.fn(), NoAnswer: class extends Error {} }))

const OCTOBER = { from: '2026-10-01', to: '2026-10-31' }
const NOVEMBER = { from: '2026-11-01', to: '2026-11-23' }
const answer = (status: number, body: unknown) => ({
  ...{ status, body, ok: status === 200, retry_after_s: null },
})
const asked = vi.mocked(ask)

describe('the numbers of a range', () => {
  afterEach(() => asked.mockReset())

  test('a late answer for the range before does not replace the new one', async () => {
    let answerLate: (value: Awaited<ReturnType<typeof ask>>) => void = () => undefined
    asked.mockReturnValueOnce(new Promise((resolve) => (answerLate = resolve)))
    asked.mockResolvedValueOnce(answer(200, coverage([])))
    const { load, loaded } = useCoverage()
    const late = load(OCTOBER)
    await load(NOVEMBER)
    answerLate(answer(200, coverage([])))
    await late
    expect(loaded.value?.range).toEqual(NOVEMBER)
  })

  test('when an update fails the numbers stay and the reason is told', async () => {
    asked.mockResolvedValueOnce(answer(200, coverage([])))
    asked.mockRejectedValueOnce(new NoAnswer('offline'))
    const { load, loaded, refusal } = useCoverage()
    await load(NOVEMBER)
    await load(NOVEMBER)
    expect(loaded.value?.range).toEqual(NOVEMBER)
    expect(refusal.value?.status).toBe(0)
  })

  test('when another range fails no numbers are shown under its name', async () => {
    asked.mockResolvedValueOnce(answer(200, coverage([])))
    asked.mockResolvedValueOnce(answer(422, { title: '无效', detail: '缺少起日' }))
    const { load, loaded, refusal } = useCoverage()
    await load(NOVEMBER)
    await load(OCTOBER)
    expect(loaded.value).toBeNull()
    expect(refusal.value).toEqual({ status: 422, title: '无效', detail: '缺少起日' })
  })
})

describe('the numbers of the earlier period', () => {
  afterEach(() => asked.mockReset())

  test('come without boundaries, and go when nothing is compared any more', async () => {
    asked.mockResolvedValueOnce(answer(200, coverage([])))
    const { load, loaded, drop } = useCoverage('none')
    await load(OCTOBER)
    expect(asked.mock.lastCall?.[0]).toContain('geometry=none')
    drop()
    expect(loaded.value).toBeNull()
  })
})

describe('what a township opens to', () => {
  afterEach(() => asked.mockReset())

  test('is read again with the numbers, and stays on screen meanwhile', async () => {
    asked.mockResolvedValueOnce(answer(200, 'first')).mockReturnValueOnce(new Promise(() => {}))
    const asOf = ref('11:00')
    const { found } = effectScope().run(() =>
      useAnswer<string>(
        () => '/a',
        () => asOf.value,
      ),
    )!
    await vi.waitFor(() => expect(found.value).toBe('first'))
    asOf.value = '11:05'
    await nextTick()
    expect([asked.mock.calls.length, found.value]).toEqual([2, 'first'])
  })

  test('is never shown under the name of another township', async () => {
    asked.mockResolvedValueOnce(answer(200, 'of a')).mockResolvedValueOnce(answer(404, {}))
    const path = ref('/a')
    const { found, refusal } = effectScope().run(() =>
      useAnswer(
        () => path.value,
        () => '',
      ),
    )!
    await vi.waitFor(() => expect(found.value).toBe('of a'))
    path.value = '/b'
    await vi.waitFor(() => expect(refusal.value?.status).toBe(404))
    expect(found.value).toBeNull()
  })
})
