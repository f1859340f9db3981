/* eslint max-lines-per-function: 0 -- tables of layers, in the order in which they are drawn */
/** The style of the phone's map, built in code: no glyphs, nothing from outside but what is chosen. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Ink } from './marks'
import {
  hereFeatures,
  lineFeatures,
  markFeatures,
  outlineFeatures,
  postFeatures,
  routeFeatures,
  trackFeatures,
  type FieldScene,
} from './scene'
import { underLayers, underSources, type Under } from './under'

const FACE = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'Noto Sans CJK SC',
  'Microsoft YaHei',
  'sans-serif',
]

export const SOURCES = {
  outlines: outlineFeatures,
  lines: lineFeatures,
  posts: postFeatures,
  track: trackFeatures,
  route: routeFeatures,
  marks: markFeatures,
  here: hereFeatures,
}

export function fieldStyle(
  scene: FieldScene,
  ink: Ink,
  under: Under,
  large: boolean,
): StyleSpecification {
  const sources = Object.entries(SOURCES).map(([name, make]): [string, SourceSpecification] => [
    name,
    { type: 'geojson', data: make(scene) },
  ])
  return {
    version: 8,
    sources: { ...Object.fromEntries(sources), ...underSources(under) },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': ink.paper } },
      ...underLayers(under, ink),
      ...groundLayers(ink, under.tianditu !== null),
      ...lineLayers(ink),
      ...ownLayers(ink),
      ...markLayers(ink, large ? 17 : 13),
    ],
  }
}

function groundLayers(ink: Ink, isOverTiles: boolean): LayerSpecification[] {
  return [
    {
      id: 'others',
      type: 'fill',
      source: 'outlines',
      filter: ['!', ['get', 'own']],
      paint: { 'fill-color': ink.well, 'fill-opacity': isOverTiles ? 0.15 : 0.55 },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'outlines',
      paint: { 'line-color': ink.muted, 'line-width': 0.8 },
    },
    {
      id: 'own-border',
      type: 'line',
      source: 'outlines',
      filter: ['get', 'own'],
      paint: { 'line-color': ink.ink, 'line-width': 2 },
    },
  ]
}

function lineLayers(ink: Ink): LayerSpecification[] {
  const states = [
    'match',
    ['get', 'state'],
    'visited',
    ink.main,
    'due',
    ink.attention,
    'overdue',
    ink.stop,
    'never',
    ink.stop,
    ink.muted,
  ]
  const known = (...of: string[]) => ['in', ['get', 'state'], ['literal', of]] as never
  const rail = ['match', ['get', 'layer'], 'railway', 5, 3] as never
  return [
    {
      id: 'line-case',
      type: 'line',
      source: 'lines',
      paint: { 'line-color': ink.paper, 'line-width': 7 },
    },
    {
      id: 'line-other',
      type: 'line',
      source: 'lines',
      filter: known('other'),
      paint: { 'line-color': ink.muted, 'line-width': 1.4 },
    },
    {
      id: 'line-seen',
      type: 'line',
      source: 'lines',
      filter: known('visited', 'due'),
      paint: { 'line-color': states as never, 'line-width': rail },
    },
    {
      id: 'line-unseen',
      type: 'line',
      source: 'lines',
      filter: known('overdue', 'never'),
      paint: { 'line-color': states as never, 'line-width': rail, 'line-dasharray': [1.6, 1] },
    },
  ]
}

function ownLayers(ink: Ink): LayerSpecification[] {
  const gap = ['get', 'gap'] as never
  return [
    {
      id: 'route-case',
      type: 'line',
      source: 'route',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': ink.paper, 'line-width': 6 },
    },
    {
      id: 'route',
      type: 'line',
      source: 'route',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': ink.ink, 'line-width': 2.4 },
    },
    {
      id: 'track',
      type: 'line',
      source: 'track',
      filter: ['!', gap],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': ink.trace, 'line-width': 4 },
    },
    {
      id: 'track-gap',
      type: 'line',
      source: 'track',
      filter: gap,
      paint: { 'line-color': ink.trace, 'line-width': 2, 'line-dasharray': [1, 2] },
    },
    {
      id: 'accuracy',
      type: 'fill',
      source: 'here',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': ink.main, 'fill-opacity': 0.16 },
    },
  ]
}

function markLayers(ink: Ink, size: number): LayerSpecification[] {
  const words = { 'text-color': ink.ink, 'text-halo-color': ink.paper, 'text-halo-width': 1.8 }
  const text = { 'text-font': FACE, 'text-size': size }
  return [
    {
      id: 'posts',
      type: 'symbol',
      source: 'posts',
      layout: { ...text, 'text-field': ['get', 'post'], 'text-offset': [0, -0.9] },
      paint: words,
    },
    {
      id: 'post-dots',
      type: 'circle',
      source: 'posts',
      paint: {
        'circle-radius': 3,
        'circle-color': ink.paper,
        'circle-stroke-color': ink.ink,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: 'marks',
      type: 'symbol',
      source: 'marks',
      layout: {
        ...text,
        'icon-image': ['get', 'mark'],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 11.5, ['get', 'name']],
        'text-offset': [0, 1.3],
        'text-optional': true,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: words,
    },
    {
      id: 'stops',
      type: 'symbol',
      source: 'route',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        ...text,
        'text-field': ['get', 'number'],
        'text-size': size + 5,
        'text-offset': [0.9, -0.6],
        'text-allow-overlap': true,
      },
      paint: words,
    },
    {
      id: 'here',
      type: 'circle',
      source: 'here',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 7,
        'circle-color': ink.main,
        'circle-stroke-color': ink.paper,
        'circle-stroke-width': 3,
      },
    },
  ]
}
