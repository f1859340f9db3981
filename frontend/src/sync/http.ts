// The one way this phone asks the server: a time limit, and an answer that is really the API's.

import { i18n } from '../words'

export const API = '/api/v1'
export const PATIENCE_MS = 30_000

/** no-answer: no network, hung, or a hotel's sign-in page instead of the server. */
export class NoAnswer extends Error {
  /** `status`: what a proxy or a portal answered in the server's place; null for nothing at all. */
  constructor(
    message: string,
    readonly status: number | null = null,
  ) {
    super(message)
  }
}

export interface Answer<T> {
  status: number
  ok: boolean
  body: T
  /** Seconds that the server asks to wait, when it does. */
  retry_after_s: number | null
  /** The answer's ETag: sent back as If-None-Match, it is answered by 304 while nothing changed. */
  tag?: string | null
}

/** Asks the server; throws NoAnswer unless JSON of the API came back within the time limit. */
export async function ask<T>(
  path: string,
  init: RequestInit = {},
  patience_ms = PATIENCE_MS,
): Promise<Answer<T>> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), patience_ms)
  try {
    const response = await fetch(API + path, { ...init, ...settings(init, limit.signal) })
    return await read<T>(response)
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(String(error))
  } finally {
    clearTimeout(timer)
  }
}

export function askJson<T>(path: string, body: unknown, method = 'POST'): Promise<Answer<T>> {
  const headers = { 'Content-Type': 'application/json' }
  return ask<T>(path, { method, headers, body: JSON.stringify(body) })
}

function settings(init: RequestInit, signal: AbortSignal): RequestInit {
  const headers = { 'Accept-Language': i18n.global.locale.value, ...init.headers }
  return { credentials: 'same-origin', redirect: 'error', cache: 'no-store', headers, signal }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
  const answer = {
    status: response.status,
    ok: response.ok,
    retry_after_s: Number.isFinite(wait) ? wait : null,
    tag: response.headers.get('ETag'),
  }
  if (response.status === 204 || response.status === 304) return { ...answer, body: undefined as T }
  const type = response.headers.get('Content-Type') ?? ''
  if (!/^application\/([a-z.-]+\+)?json\b/.test(type))
    throw new NoAnswer(`${type} is no answer`, response.status)
  return { ...answer, body: (await response.json()) as T }
}
