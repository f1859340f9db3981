/** The colours of the tokens as they stand now: WebGL can't read CSS variables. */
import type { Paint } from './areas'

export interface Colours {
  paper: string
  ink: string
  edge: string
  never: string
  noTarget: string
  trace: string
  fills: Record<Paint, string>
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    paper: token('paper'),
    ink: token('ink'),
    edge: token('edge'),
    never: token('never'),
    noTarget: token('no-target'),
    trace: token('trace'),
    fills: {
      'shade-0': token('cover-0'),
      'shade-1': token('cover-1'),
      'shade-2': token('cover-2'),
      'shade-3': token('cover-3'),
      'shade-4': token('cover-4'),
      never: token('cover-0'),
      no_target: token('paper'),
      idle: token('paper'),
    },
  }
}

/** Diagonal lines that meet at the edges of a tile, so that they run on; `size` in px. */
export function hatch(colour: string, size: number, thickness: number): ImageData {
  return drawn(size, (pen) => {
    pen.strokeStyle = colour
    pen.lineWidth = thickness
    for (const shift of [-size, 0, size]) {
      pen.beginPath()
      pen.moveTo(shift - size / 2, size * 1.5)
      pen.lineTo(shift + size * 1.5, -size / 2)
      pen.stroke()
    }
  })
}

function drawn(size: number, draw: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return new ImageData(size, size)
  draw(pen)
  return pen.getImageData(0, 0, size, size)
}

/** A dot in the middle of a tile. */
export function dots(colour: string, size: number, radius: number): ImageData {
  return drawn(size, (pen) => {
    pen.fillStyle = colour
    pen.beginPath()
    pen.arc(size / 2, size / 2, radius, 0, 2 * Math.PI)
    pen.fill()
  })
}
