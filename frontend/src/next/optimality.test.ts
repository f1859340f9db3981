import { expect, test } from 'vitest'
import { exactRound, madeUp } from './exact.sample'
import { isWithin, KICKS, measured, planRound, type Asked } from './round'

const LONG = Boolean(process.env.XUNHU_LONG)
const cases = (count: number, stops: number) =>
  Array.from({ length: count }, (_, n) => madeUp(n + 1, stops))

/** What is missing of the best, in per cent: mean, worst, and how many are the best themselves. */
function gaps(asked: Asked[], best: (one: Asked) => number) {
  const missing = asked.map((one) => {
    const most = best(one)
    return most === 0 ? 0 : Math.max(0, 100 * (1 - planRound(one).worth / most))
  })
  const mean = missing.reduce((sum, gap) => sum + gap, 0) / missing.length
  const same = missing.filter((gap) => gap < 1e-6).length
  return { mean, worst: Math.max(...missing), same }
}

function tell(what: string, { mean, worst, same }: ReturnType<typeof gaps>, of: number) {
  const numbers = `mean ${mean.toFixed(2)} %, worst ${worst.toFixed(2)} %, best in ${same} of ${of}`
  process.stdout.write(`${what}: ${numbers}\n`)
}

test(
  'on 100 cases of 12 stops a round is as good as the exact one, or nearly',
  { timeout: 120_000 },
  () => {
    const found = gaps(cases(100, 12), (one) => exactRound(one).worth)
    tell('12 stops, exact', found, 100)
    expect(found.mean).toBeLessThan(0.1)
    expect(found.worst).toBeLessThan(5)
  },
)

test(
  'on cases of 40 stops a search ten times as long finds hardly more',
  { timeout: 600_000 },
  () => {
    const asked = cases(LONG ? 100 : 5, 40)
    const found = gaps(asked, (one) => planRound(one, KICKS * 10).worth)
    tell('40 stops, long search', found, asked.length)
    expect(found.mean).toBeLessThan(1)
    expect(found.worst).toBeLessThan(5)
  },
)

test.runIf(LONG)('on 100 cases of 15 stops', { timeout: 600_000 }, () => {
  const found = gaps(cases(100, 15), (one) => exactRound(one).worth)
  tell('15 stops, exact', found, 100)
  expect(found.mean).toBeLessThan(0.2)
})

test('every round keeps within the range and the time, and comes back', () => {
  for (const asked of cases(20, 40)) {
    const round = planRound(asked, 20)
    expect(isWithin(asked, round)).toBe(true)
    expect(round.length_m).toBeCloseTo(measured(asked, round.order).length_m, 3)
    expect(new Set(round.order).size).toBe(round.order.length)
  }
})
