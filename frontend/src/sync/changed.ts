// Lists that are asked for only if they changed: what came before stays where it lies.

import { keep, recall } from '../db/kept'
import { ask } from './http'

type Tags = Record<string, string>
const TAGS = 'tags'

/** `same`: the phone has it already. `failed`: it didn't come, what is there stays. */
export type Changed<T> = { is: 'new'; body: T; tag: string | null } | { is: 'same' | 'failed' }

/** Throws NoAnswer. */
export async function askIfChanged<T>(path: string): Promise<Changed<T>> {
  const tag = (await recall<Tags>(TAGS))?.[path]
  const headers: HeadersInit = tag ? { 'If-None-Match': tag } : {}
  const answer = await ask<T>(path, { headers })
  if (answer.status === 304) return { is: 'same' }
  return answer.ok ? { is: 'new', body: answer.body, tag: answer.tag ?? null } : { is: 'failed' }
}

/** In the transaction that writes what came: from now on these are asked for by their tags. */
export async function noteTags(tags: Record<string, string | null>): Promise<void> {
  const told = Object.entries(tags).filter((one): one is [string, string] => one[1] !== null)
  await keep(TAGS, { ...(await recall<Tags>(TAGS)), ...Object.fromEntries(told) })
}

/** What is fetched from now on comes whole, whatever lay here. */
export async function forgetTags(): Promise<void> {
  await keep(TAGS, {})
}
