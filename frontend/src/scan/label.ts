// What the QR code of a label says: an address whose host may have changed since it was printed.

export interface Label {
  kind: 'target' | 'vehicle'
  id: string
}

const PATHS = { '/check-in': 'target', '/start': 'vehicle' } as const
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Null for a code that is no label of ours. */
export function labelIn(text: string): Label | null {
  const address = addressIn(text)
  const kind = address && PATHS[address.pathname as keyof typeof PATHS]
  const id = kind && address.searchParams.get(kind)
  return kind && id && UUID.test(id) ? { kind, id: id.toLowerCase() } : null
}

function addressIn(text: string): URL | null {
  try {
    const address = new URL(text)
    return /^https?:$/.test(address.protocol) ? address : null
  } catch {
    return null
  }
}
