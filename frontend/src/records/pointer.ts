// JSON pointers (RFC 6901) into a record, as the server names the places of its faults.

export function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1)
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What stands there; undefined where nothing does. */
export function valueAt(feature: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce(memberOf, feature)
}

function memberOf(place: unknown, step: string): unknown {
  if (typeof place !== 'object' || place === null) return undefined
  return Object.hasOwn(place, step) ? (place as Record<string, unknown>)[step] : undefined
}

const INDEX = /^\d+$/

/** The last step that is a name: of `…/audience/2` that is `audience`. */
export function nameOf(pointer: string): string {
  return (
    stepsOf(pointer)
      .filter((step) => !INDEX.test(step))
      .at(-1) ?? ''
  )
}

export const isIndex = (step: string): boolean => INDEX.test(step)
