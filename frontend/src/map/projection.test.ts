import { describe, expect, test } from 'vitest'
import { fit, positionIn } from './projection'

const NONE = { top: 0, right: 0, bottom: 0, left: 0 }
const SIZE = { width: 400, height: 400 }

describe('fitting the district on a sheet', () => {
  test('north is up and east is right', () => {
    const project = fit([107, 29, 107.5, 29.5], SIZE, NONE)
    const [west, top] = project([107, 29.5])
    const [east, bottom] = project([107.5, 29])
    expect(east).toBeGreaterThan(west)
    expect(bottom).toBeGreaterThan(top)
  })

  test('a tall district fills the height and stands in the middle', () => {
    const project = fit([107, 28.7, 107.3, 29.5], SIZE, NONE)
    expect(project([107, 29.5])[1]).toBeCloseTo(0)
    expect(project([107, 28.7])[1]).toBeCloseTo(400)
    expect(project([107.15, 29])[0]).toBeCloseTo(200)
  })

  test('a place of the sheet is taken back to its position', () => {
    const frame: Parameters<typeof fit> = [[107, 28.7, 107.3, 29.5], SIZE, { ...NONE, top: 20 }]
    const [project, back] = [fit(...frame), positionIn(...frame)]
    const [lon, lat] = back(...project([107.1234567, 29.1234567]))
    expect(lon).toBeCloseTo(107.1234567, 7)
    expect(lat).toBeCloseTo(29.1234567, 7)
  })

  test('padding stays free', () => {
    const project = fit([107, 28.7, 107.3, 29.5], SIZE, { ...NONE, right: 150, top: 20 })
    expect(project([107.3, 29])[0]).toBeLessThanOrEqual(250)
    expect(project([107, 29.5])[1]).toBeGreaterThanOrEqual(20)
  })
})
