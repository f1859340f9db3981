// Waiting times in whole days.

const DAY_MS = 86_400_000

export const daysSince = (instant: unknown, now: number): number =>
  typeof instant === 'string' ? Math.max(0, Math.floor((now - Date.parse(instant)) / DAY_MS)) : 0
