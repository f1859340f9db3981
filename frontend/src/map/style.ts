/** The WebGL map's style, built in code: no tiles, no glyphs, nothing from outside. */
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Area, Rails } from './areas'
import type { Colours } from './colours'
import { footprintLayer, footprintSource } from './footprint'
import { polygonsOf, ringArea, roomiest } from './geometry'

const FACE = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'Noto Sans CJK SC',
  'Microsoft YaHei',
  'sans-serif',
]
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

export function areaFeatures(areas: Area[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas.map(({ geometry, code, paint }) => ({
      type: 'Feature',
      geometry,
      properties: { code, paint },
    })),
  }
}

/** One point an area for its name; the largest areas are named first. */
export function nameFeatures(areas: Area[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas.map(({ geometry, name, label }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: roomiest(geometry) },
      properties: {
        name,
        label,
        order: -Math.max(...polygonsOf(geometry).map((rings) => ringArea(rings[0] ?? []))),
      },
    })),
  }
}

export interface Scene {
  areas: Area[]
  rails: Rails | null
  /** The code of the area with the outline. */
  chosen: string | null
  /** The address of the footprint's tiles, with {z}, {x} and {y}; null when it isn't shown. */
  footprint: string | null
}

export const isCode = (code: string | null): ['==', ['get', string], string] => [
  '==',
  ['get', 'code'],
  code ?? '',
]

export function buildStyle(
  { areas, rails, chosen, footprint }: Scene,
  colours: Colours,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: areaFeatures(areas) },
      names: { type: 'geojson', data: nameFeatures(areas) },
      rails: { type: 'geojson', data: rails ?? EMPTY },
      ...(footprint ? { footprint: footprintSource(footprint) } : {}),
    },
    layers: [
      ...areaLayers(colours, footprint ? FAINT : 1),
      ...(footprint ? [footprintLayer(colours.trace)] : []),
      ...borderLayers(colours),
      ...railLayers(colours),
      ...chosenLayers(colours, chosen),
      names(colours),
    ],
  }
}

/** Areas step back behind a footprint. */
const FAINT = 0.3

function areaLayers({ paper, fills }: Colours, opacity: number): LayerSpecification[] {
  const fill = Object.entries(fills).flat()
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': paper } },
    {
      id: 'areas',
      type: 'fill',
      source: 'areas',
      paint: {
        'fill-color': ['match', ['get', 'paint'], ...fill, paper] as unknown as string,
        'fill-opacity': opacity,
        'fill-antialias': false,
      },
    },
    {
      id: 'hatch',
      type: 'fill',
      source: 'areas',
      filter: ['in', ['get', 'paint'], ['literal', ['never', 'no_target', 'idle']]],
      paint: { 'fill-pattern': ['get', 'paint'] },
    },
  ]
}

const ROUND = { 'line-join': 'round' } as const

function borderLayers({ edge, never }: Colours): LayerSpecification[] {
  return [
    {
      id: 'borders',
      type: 'line',
      source: 'areas',
      layout: ROUND,
      paint: { 'line-color': edge, 'line-width': 0.9 },
    },
    {
      id: 'never',
      type: 'line',
      source: 'areas',
      filter: ['==', ['get', 'paint'], 'never'],
      layout: ROUND,
      paint: { 'line-color': never, 'line-width': 2.4 },
    },
  ]
}

function chosenLayers({ paper, ink }: Colours, code: string | null): LayerSpecification[] {
  const only = { source: 'areas', filter: isCode(code), layout: ROUND }
  return [
    {
      ...only,
      id: 'chosen-casing',
      type: 'line',
      paint: { 'line-color': paper, 'line-width': 6 },
    },
    { ...only, id: 'chosen', type: 'line', paint: { 'line-color': ink, 'line-width': 3 } },
  ]
}

function railLayers({ paper, ink }: Colours): LayerSpecification[] {
  const approximate: ['==', ['get', string], boolean] = ['==', ['get', 'approximate'], true]
  return [
    {
      id: 'rail-casing',
      type: 'line',
      source: 'rails',
      paint: { 'line-color': paper, 'line-width': 4.5, 'line-opacity': 0.85 },
    },
    {
      id: 'rail-drawn',
      type: 'line',
      source: 'rails',
      filter: approximate,
      paint: { 'line-color': ink, 'line-width': 1.8, 'line-dasharray': [4, 2.5] },
    },
    {
      id: 'rail',
      type: 'line',
      source: 'rails',
      filter: ['!', approximate],
      paint: { 'line-color': ink, 'line-width': 1.8 },
    },
  ]
}

function names({ paper, ink }: Colours): LayerSpecification {
  return {
    id: 'names',
    type: 'symbol',
    source: 'names',
    layout: {
      'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'label'], {}],
      'text-font': FACE,
      'text-size': 12.5,
      'text-line-height': 1.2,
      'text-max-width': 12,
      'text-padding': 1,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.6 },
  }
}
