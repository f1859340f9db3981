// One turn after the other: IndexedDB's tasks run from this queue, so that nothing depends on the
// machine's speed, and so that a crash can be set between any two of them.

type Task = () => void

const queue: Task[] = []
const breathe = globalThis.setImmediate
globalThis.setImmediate = ((task: Task) => queue.push(task)) as unknown as typeof setImmediate

/** Every microtask that can run has run when this resolves. */
const drained = () => new Promise<void>((resolve) => breathe(resolve))

/** Runs until nothing more happens by itself; `before` is called before each task. */
export async function untilQuiet(before: () => void): Promise<void> {
  for (;;) {
    await drained()
    const task = queue.shift()
    if (task === undefined) return
    before()
    task()
  }
}
