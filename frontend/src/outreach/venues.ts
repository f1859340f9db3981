// Where an event may be held: what was used last, what is near, and all that has a name.

import type { Geometry } from 'geojson'
import { db } from '../db/database'
import { distance_m as metres } from '../gps/distance'
import type { PhoneTarget } from '../targets/phoneTarget'
import { recentVenues, type Venue } from './last'

const QUICK = 5
/** Events are held at places, hardly ever along a whole line. */
const LINES = ['railway', 'road']

export interface Here {
  lon: number
  lat: number
}

export interface Choices {
  /** The five that were used last, then the nearest: as many as fit on the screen. */
  quick: Venue[]
  targets: PhoneTarget[]
  distance_m: Map<string, number>
}

export async function venueChoices(township: string, here: Here | null): Promise<Choices> {
  const places = await db.targets
    .where('township')
    .equals(township)
    .filter(({ layer }) => !LINES.includes(layer))
    .toArray()
  const distance_m = new Map(here ? places.flatMap((place) => distanceTo(place, here)) : [])
  const far = (place: PhoneTarget) => distance_m.get(place.id) ?? Infinity
  const targets = places.sort(
    (a, b) => far(a) - far(b) || a.name.localeCompare(b.name, 'zh-Hans-CN'),
  )
  const recent = (await recentVenues()).filter((one) => one.township === township)
  const near = here ? targets.map(({ id, name }) => ({ venue: name, target: id, township })) : []
  const known = new Set(recent.map(({ venue }) => venue))
  const quick = [...recent, ...near.filter(({ venue }) => !known.has(venue))].slice(0, QUICK)
  return { quick, targets, distance_m }
}

function distanceTo({ id, geometry }: PhoneTarget, here: Here): [string, number][] {
  const middle = middleOf(geometry)
  return middle ? [[id, metres(here, middle)]] : []
}

/** The middle of the box around it: near enough for an order. */
function middleOf(geometry: Geometry): Here | null {
  if (geometry.type === 'GeometryCollection') return null
  const flat = (geometry.coordinates as unknown[]).flat(Infinity) as number[]
  const [lons, lats] = [0, 1].map((rest) => flat.filter((_, n) => n % 2 === rest)) as number[][]
  if (flat.length < 2) return null
  const half = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return { lon: half(lons!), lat: half(lats!) }
}

const OLD_MS = 10 * 60_000
const PATIENCE_MS = 4_000

/** Where the phone is, if it may say so without asking; a round figure will do. */
export async function whereWeAre(): Promise<Here | null> {
  const granted = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (granted?.state !== 'granted') return null
  return new Promise((told) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => told({ lon: coords.longitude, lat: coords.latitude }),
      () => told(null),
      { maximumAge: OLD_MS, timeout: PATIENCE_MS },
    )
  })
}
