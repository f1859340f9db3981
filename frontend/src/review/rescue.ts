// Sends the records of a rescue file, and keeps what the server said of each.

import type { components } from '../api/schema'
import { frame } from '../sync/frame'
import { postSequence } from '../sync/post'
import type { Fault } from './editors'
import { batchesOf } from './frames'
import { valueAt } from '../records/pointer'
import { refusalOf, Refused, type Refusal } from './store'

type Answer = components['schemas']['PushAnswer']
type Result = components['schemas']['Result']
export type Status = Result['status'] | 'none'

/** A record of the file: what is told of it (never its content), and what became of it. */
export interface Carried {
  n: number
  bytes: Uint8Array<ArrayBuffer>
  kind: string | null
  township: string | null
  occurred_at: string | null
  status: Status
  title: string
  errors: Fault[]
}

const MAY_BE_SENT_AGAIN: Status[] = ['none', 'retry']
export const isOpen = ({ status }: Carried): boolean => MAY_BE_SENT_AGAIN.includes(status)

export function carried(bytes: Uint8Array<ArrayBuffer>, n: number): Carried {
  const feature = readable(bytes)
  const text = (name: string) => {
    const value = valueAt(feature, `/properties/${name}`)
    return typeof value === 'string' ? value : null
  }
  const told = { kind: text('kind'), township: text('township'), occurred_at: text('occurred_at') }
  return { n, bytes, ...told, status: 'none', title: '', errors: [] }
}

function readable(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

/** Sends what is open, in pushes; stops at the first that gets no answer, and says why. */
export async function sendAll(
  rows: Carried[],
  answered: (rows: Carried[]) => void,
): Promise<Refusal | null> {
  const open = rows.filter(isOpen)
  const byBytes = new Map(open.map((row) => [row.bytes, row]))
  for (const batch of batchesOf(open.map(({ bytes }) => bytes))) {
    try {
      const { results } = await push(batch)
      answered(results.flatMap((result) => settled(byBytes.get(batch[result.n]!), result)))
    } catch (fault) {
      return refusalOf(fault)
    }
  }
  return null
}

async function push(batch: Uint8Array<ArrayBuffer>[]): Promise<Answer> {
  const { ok, status, body } = await postSequence<Answer & { title?: string }>(frame(batch))
  if (!ok) throw new Refused({ status, code: '', title: body.title ?? '', errors: [] })
  return body
}

function settled(row: Carried | undefined, { status, problem = {} }: Result): Carried[] {
  if (!row) return []
  const { title = '', errors = [] } = problem as { title?: string; errors?: Fault[] }
  return [{ ...row, status, title, errors }]
}

/** How many of each result there are, those that there are. */
export function tally(rows: Carried[]): [Status, number][] {
  const counts = new Map<Status, number>()
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts]
}
