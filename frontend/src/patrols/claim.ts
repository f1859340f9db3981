// Only one page of a phone records: whoever holds the lock. A killed page lets go by dying.

const NAME = 'xunhu-recording'

export let letGo: () => void = () => undefined

/** Whether this page may record from now on, until it lets go. */
export function claim(): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((answer) => {
    void navigator.locks.request(NAME, { ifAvailable: true }, (lock) => {
      answer(lock !== null)
      return lock ? new Promise<void>((release) => (letGo = release)) : undefined
    })
  })
}

export async function isClaimed(): Promise<boolean> {
  const state = await navigator.locks?.query()
  return state?.held?.some(({ name }) => name === NAME) ?? false
}
