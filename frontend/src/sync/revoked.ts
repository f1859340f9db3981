/** Whether a 401 means that this phone was shut out, and not only that the sign-in is over. */
export function isRevoked(body: unknown): boolean {
  const type = (body as { type?: unknown } | null | undefined)?.type
  return typeof type === 'string' && type.endsWith('/device-revoked')
}
