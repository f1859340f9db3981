// Undoing is a record too: amendments and voids of what was sealed.

import { instant, type Draft } from './feature'

/** What is revised. */
export interface Revised {
  id: string
  township: string
}

/** As its author sees it: `digest` is of the record or of one of its amendments. */
export interface Seen extends Revised {
  digest: string
}

/** New values by JSON pointer; null takes away what may be left out. */
export type Changes = Record<string, unknown>

export interface Revising {
  author: string
  reason: string
  at: number
}

export function amendmentDraft(id: string, of: Seen, changes: Changes, by: Revising): Draft {
  const data = { base_digest: of.digest, changes, reason: by.reason }
  return { ...revisionDraft(id, of, by), kind: 'amendment', data }
}

export function voidDraft(id: string, of: Revised, by: Revising): Draft {
  return { ...revisionDraft(id, of, by), kind: 'void', data: { reason: by.reason } }
}

function revisionDraft(id: string, of: Revised, by: Revising): Omit<Draft, 'kind' | 'data'> {
  return {
    id,
    township: of.township,
    author: by.author,
    occurred_at: instant(by.at),
    geometry: null,
    refs: { record: of.id },
  }
}
