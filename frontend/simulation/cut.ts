// Cuts a dead life off the storage that outlives it: nothing it began goes on, nobody hears of it.

import type { Connection, Target, Transaction } from './disk'

export type Opening = Target & {
  readyState: string
  result?: Connection
  transaction: Transaction | null
  addEventListener(type: string, listener: () => void): void
}

/** Ends a connection, or one that is still being opened. */
export function cutOff(request: Opening): void {
  deafen(request)
  if (request.readyState === 'done') undo(request.result)
  else whenOpened(request)
}

/** A dead realm's connection goes as soon as it comes, and its upgrade is undone. */
function whenOpened(request: Opening): void {
  if (request.transaction) undo(request.transaction.db)
  request.addEventListener('upgradeneeded', () => request.transaction?._abort('AbortError'))
  request.addEventListener('success', () => request.result?.close())
}

/** Takes a dead realm's listeners off; those of the storage itself stay. */
function deafen(target: Target): void {
  target.listeners = target.listeners.filter(({ callback }) => callback instanceof Function)
  for (const name of HANDLERS) {
    const told = target[name]
    if (typeof told === 'function' && !(told instanceof Function)) target[name] = null
  }
}

const EVENTS = ['success', 'error', 'abort', 'complete', 'blocked', 'upgradeneeded']
const HANDLERS = [...EVENTS, 'versionchange', 'close'].map((name) => `on${name}` as const)

function undo(connection: Connection | undefined): void {
  if (connection === undefined) return
  deafen(connection as unknown as Target)
  const own = connection._rawDatabase.transactions.filter(({ db }) => db === connection)
  for (const transaction of own) {
    deafen(transaction as unknown as Target)
    for (const { request } of transaction._requests) deafen(request)
    if (transaction._state !== 'finished') transaction._abort('AbortError')
  }
  connection.close()
}
