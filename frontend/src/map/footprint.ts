/** Where patrols have been: squares of the server's vector tiles, darker for more days. */
import type { LayerSpecification, VectorSourceSpecification } from 'maplibre-gl'

/** From so many days on a square is drawn darker, and how opaque. */
export const DAYS_OF_SHADES: readonly [days: number, opacity: number][] = [
  [1, 0.3],
  [3, 0.5],
  [7, 0.75],
  [15, 1],
]
const COARSEST = 7
const FINEST = 14

export function footprintSource(tiles: string): VectorSourceSpecification {
  return { type: 'vector', tiles: [tiles], minzoom: COARSEST, maxzoom: FINEST }
}

export function footprintLayer(colour: string): LayerSpecification {
  const [[, faintest] = [1, 1], ...darker] = DAYS_OF_SHADES
  const opacity = ['step', ['get', 'days'], faintest, ...darker.flat()]
  return {
    id: 'footprint',
    type: 'fill',
    source: 'footprint',
    'source-layer': 'footprint',
    paint: {
      'fill-color': colour,
      'fill-opacity': opacity as unknown as number,
      'fill-antialias': false,
    },
  }
}
