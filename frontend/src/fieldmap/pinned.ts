// Targets that somebody put into the round by hand; they lie on this phone until they are visited.

import { keep, recall } from '../db/kept'

const PINNED = 'round-pinned'

export const pinned = async () => (await recall<string[]>(PINNED)) ?? []

export async function togglePinned(id: string): Promise<void> {
  const before = await pinned()
  const after = before.filter((one) => one !== id)
  await keep(PINNED, after.length < before.length ? after : [...before, id])
}
