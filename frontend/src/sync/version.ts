/** Whether a version like 1.4.2 comes before another; parts that are missing are 0. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [partsOf(version), partsOf(than)]
  const place = [0, 1, 2].find((n) => left[n] !== right[n])
  return place !== undefined && left[place]! < right[place]!
}

function partsOf(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => parseInt(part) || 0)
  return [major, minor, patch]
}
