import { stepsOf } from '../records/pointer'
import type { Changes } from '../records/revision'

/** The feature with other values, as the server would make it; what has no place there is left. */
export function patched<T extends object>(feature: T, changes: Changes): T {
  const copy = structuredClone(feature)
  for (const [pointer, value] of Object.entries(changes)) put(copy, stepsOf(pointer), value)
  return copy
}

function put(place: unknown, [step, ...below]: string[], value: unknown): void {
  if (typeof place !== 'object' || place === null || step === undefined) return
  const parent = place as Record<string, unknown>
  if (below.length > 0) put(parent[step], below, value)
  else if (value === null && step !== 'geometry') delete parent[step]
  else parent[step] = value
}
