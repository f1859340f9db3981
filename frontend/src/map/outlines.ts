/** The areas as SVG paths with their names placed so that none lies over another. */
import type { Position } from 'geojson'
import type { Area, Rails } from './areas'
import { polygonsOf, ringArea, roomiest } from './geometry'
import type { Project } from './projection'

export interface Outline {
  area: Area
  path: string
  x: number
  y: number
  /** Whether the name found room: the largest areas are served first. */
  named: boolean
}

const LETTER = 12.5
const NARROW = 7
const LINES_HEIGHT = 30

function line(positions: Position[], project: Project): string {
  const points = positions.map((position) =>
    project(position)
      .map((v) => v.toFixed(1))
      .join(' '),
  )
  return `M${points.join('L')}`
}

export function outlinesOf(areas: Area[], project: Project): Outline[] {
  const outlines = areas.map((area) => {
    const rings = polygonsOf(area.geometry).flat()
    const [x, y] = project(roomiest(area.geometry))
    const path = rings.map((ring) => `${line(ring, project)}Z`).join('')
    return { area, path, x, y, named: false }
  })
  return place(outlines)
}

export function railPaths(rails: Rails, project: Project): { path: string; dashed: boolean }[] {
  return rails.features.map(({ geometry, properties }) => {
    const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
    const path = parts.map((part) => line(part, project)).join('')
    return { path, dashed: properties.approximate === true }
  })
}

const areaSize = ({ geometry }: Area): number =>
  Math.max(...polygonsOf(geometry).map((rings) => ringArea(rings[0] ?? [])))

const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2E80' ? LETTER : NARROW), 0)

function place(outlines: Outline[]): Outline[] {
  const placed: { x: number; y: number; half: number }[] = []
  const bySize = [...outlines].sort((a, b) => areaSize(b.area) - areaSize(a.area))
  for (const outline of bySize) {
    const half = Math.max(widthOf(outline.area.name), widthOf(outline.area.label)) / 2
    const { x, y } = outline
    outline.named = placed.every(
      (other) => Math.abs(other.x - x) > other.half + half || Math.abs(other.y - y) > LINES_HEIGHT,
    )
    if (outline.named) placed.push({ x, y, half })
  }
  return outlines
}
