/** Changes of targets in words. */
import '../coverage/language'
import { post } from '../coverage/township/stretches'
import { i18n } from '../words'
import './language'
import type { Change, Target } from './upkeep'

const { t, te } = i18n.global

interface Place {
  type: string
  lon: number
  lat: number
  length_m: number | null
}

export const layerWords = (layer: string): string =>
  te(`coverage.layers.${layer}`) ? t(`coverage.layers.${layer}`) : layer

const placeWords = (place: Place): string =>
  place.length_m
    ? t('targets.lineOf', { km: (place.length_m / 1000).toFixed(1) })
    : `${place.lon.toFixed(5)}, ${place.lat.toFixed(5)}`

function valueWords(field: string, value: unknown): string {
  if (value === null || value === '') return t('targets.nothing')
  if (typeof value === 'boolean') return t(value ? 'targets.yes' : 'targets.no')
  if (field === 'geometry') return placeWords(value as Place)
  if (field === 'layer') return layerWords(String(value))
  if (field === 'status') return t(`targets.status.${String(value)}`)
  if (field === 'chainage_start_m') return post(Number(value))
  return String(value)
}

/** Where something is: its township, the townships along a line, or outside of all. */
export function whereWords(
  { geometry, township }: Pick<Change, 'geometry' | 'township'>,
  name: (code: string) => string,
): string {
  if (township) return name(township)
  const isLine = String(geometry['type']).endsWith('LineString')
  return t(isLine ? 'targets.list.alongLine' : 'targets.list.outside')
}

/** What of a target changes, a sentence a field; nothing for one that is new. */
export function changeWords(change: Change): string[] {
  if (change.change !== 'changed') return []
  return change.fields.map(({ field, before, after }) => {
    const words = te(`targets.fields.${field}`) ? t(`targets.fields.${field}`) : field
    if (field === 'geometry' && change.moved_m !== null) {
      return `${words}：${t('targets.moved', { metres: Math.round(change.moved_m) })}`
    }
    const told = { before: valueWords(field, before), after: valueWords(field, after) }
    return t('targets.fromTo', { field: words, ...told })
  })
}

export function farWords({ distance_m, at }: Change): string {
  if (distance_m === null) return ''
  const metres = Math.round(distance_m)
  return at ? t('targets.atPost', { metres, post: at }) : t('targets.metres', { n: metres })
}

export function statusWords({ status, status_until_on }: Target['properties']): string {
  const words = t(`targets.status.${status}`)
  if (!status_until_on) return words
  return t('targets.statusUntil', { status: words, day: status_until_on })
}

/** Some names, and that there are more. */
export const someNames = (names: string[], most = 8): string =>
  names.slice(0, most).join('、') + (names.length > most ? '…' : '')
