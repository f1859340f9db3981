import type { Geometry } from 'geojson'
import { expect, test } from 'vitest'
import samples from '../../../tests/contract/reached.json'
import { Pairs } from '../gps/pairs'
import { stretchesOf } from '../gps/stretches'
import { piecesOf } from './phonePieces'
import { isReached, reachedPieces } from './phoneReach'
import { isLine, type PhoneTarget } from './phoneTarget'
import { MORNING, place } from './phoneTargets.sample'

type Sample = Pick<PhoneTarget, 'layer' | 'radius_m'> & { geometry: Geometry }
type Told = [lon: number, lat: number, second: number, accuracy_m: number | null]

test.each(samples)('$name: $reached, as the server says', ({ target: told, fixes, reached }) => {
  const target = place(told as Sample)
  const track = (fixes as Told[]).map(([lon, lat, second, accuracy_m]) => {
    return { lon, lat, at: MORNING + second * 1000, accuracy_m }
  })
  const pairs = new Pairs(stretchesOf(track))
  const pieces = isLine(target) ? piecesOf(target) : []
  const passed = [...reachedPieces(target, pieces, pairs)].map((piece) => pieces.indexOf(piece))
  expect(isLine(target) ? passed : isReached(target, pairs)).toEqual(reached)
})
