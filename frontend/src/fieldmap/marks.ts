// The marks of the map: a shape and a colour for each state, the same in WebGL and in SVG.

import type { TargetState } from '../targets/phoneState'

export type MarkName = TargetState | 'hazard' | 'chosen'

/** Paths in a box of 24 by 24; `hollow` is drawn as an outline on paper. */
export interface Mark {
  path: string
  colour: 'main' | 'attention' | 'stop' | 'muted'
  hollow: boolean
  sign: string
}

export const MARKS: Record<MarkName, Mark> = {
  visited: { path: circle(7.5), colour: 'main', hollow: false, sign: 'M8 12.2l2.8 2.8L16 9.5' },
  due: { path: 'M5 5h14v14H5z', colour: 'attention', hollow: false, sign: 'M12 8v5M12 15.5v.6' },
  overdue: {
    path: 'M12 2.5L22 20.5H2z',
    colour: 'stop',
    hollow: false,
    sign: 'M12 9v6M12 17.2v.6',
  },
  never: {
    path: 'M12 2l10 10-10 10L2 12z',
    colour: 'stop',
    hollow: true,
    sign: 'M9 9l6 6M15 9l-6 6',
  },
  inaccessible: { path: circle(8), colour: 'muted', hollow: true, sign: 'M6.5 17.5l11-11' },
  excluded: { path: circle(6), colour: 'muted', hollow: true, sign: 'M8 12h8' },
  hazard: {
    path: 'M8 2h8l6 6v8l-6 6H8l-6-6V8z',
    colour: 'attention',
    hollow: true,
    sign: 'M12 7v6M12 16v.8',
  },
  chosen: {
    path: circle(8),
    colour: 'stop',
    hollow: true,
    sign: 'M12 1v8M12 15v8M1 12h8M15 12h8M12 12h.01',
  },
}

function circle(radius: number): string {
  return `M${12 - radius} 12a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0`
}

export type Ink = Record<
  'paper' | 'sheet' | 'ink' | 'muted' | 'main' | 'attention' | 'stop' | 'rule' | 'trace' | 'well',
  string
>

export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const names = [
    'paper',
    'sheet',
    'ink',
    'muted',
    'main',
    'attention',
    'stop',
    'rule',
    'trace',
    'well',
  ]
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Ink
}

const PIXELS = 48

/** A mark as pixels for the WebGL map, at twice its size. */
export function drawn(name: MarkName, ink: Ink): ImageData {
  const mark = MARKS[name]
  const canvas = new OffscreenCanvas(PIXELS, PIXELS)
  const pen = canvas.getContext('2d')!
  pen.scale(PIXELS / 24, PIXELS / 24)
  pen.lineJoin = pen.lineCap = 'round'
  const shape = new Path2D(mark.path)
  pen.strokeStyle = ink.paper
  pen.lineWidth = 4
  pen.stroke(shape)
  pen.fillStyle = mark.hollow ? ink.paper : ink[mark.colour]
  pen.fill(shape)
  pen.strokeStyle = ink[mark.colour]
  pen.lineWidth = 2.2
  pen.stroke(shape)
  pen.strokeStyle = mark.hollow ? ink[mark.colour] : ink.paper
  pen.stroke(new Path2D(mark.sign))
  return pen.getImageData(0, 0, PIXELS, PIXELS)
}
