/** Why a write failed; a full quota may come as an AbortError that only mentions it. */
export function whyNotSaved(error: unknown): 'full' | 'failed' {
  return /quota/i.test(`${nameOf(error)} ${String(error)}`) ? 'full' : 'failed'
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : ''
}
