// A track file that is added to a patrol.

import type { components } from '../api/schema'
import { refusalOf, send, type Refusal } from './store'

export type Added = components['schemas']['Added']
export type Datum = 'ask' | 'wgs84' | 'gcj02' | 'bd09'
export const DATUMS: Datum[] = ['ask', 'wgs84', 'gcj02', 'bd09']
export const ACCEPTED = '.gpx,.kml,.csv,.txt,.geojson,.json,.gz'
const PATIENCE_MS = 5 * 60_000 // 32 MB over a bad line

/** What became of it: added, or the reason why not. */
export type Outcome = { added: Added } | { refusal: Refusal }

/** Sends a file as it is: the server tells its format by its content. */
export async function addFile(patrol: string, file: Blob, datum: Datum): Promise<Outcome> {
  const query = datum === 'ask' ? '' : `?datum=${datum}`
  const path = `/patrols/${encodeURIComponent(patrol)}/files${query}`
  try {
    return { added: await send<Added>(path, file, 'application/octet-stream', PATIENCE_MS) }
  } catch (fault) {
    return { refusal: refusalOf(fault) }
  }
}

/** Whether the server asks in which coordinates the file is. */
export const asksDatum = ({ errors }: Refusal): boolean =>
  errors.some(({ pointer }) => pointer === '/datum')
