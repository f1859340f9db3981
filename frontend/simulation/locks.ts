// Web Locks of one phone: shared by its tabs, let go when a tab dies.

type Work = (lock: { name: string } | null) => unknown
interface Asked {
  name: string
  owner: object
  start: () => void
}

export class LockTable {
  private readonly held = new Map<string, object>()
  private readonly queue: Asked[] = []

  /** `navigator.locks` of one tab. */
  of(owner: object) {
    return {
      request: (name: string, settings: { ifAvailable?: boolean } | Work, work?: Work) =>
        this.request(owner, name, settings, work),
      query: async () => ({ held: [...this.held.keys()].map((name) => ({ name })) }),
    }
  }

  release(owner: object): void {
    for (const asked of this.queue.filter((one) => one.owner === owner)) {
      this.queue.splice(this.queue.indexOf(asked), 1)
    }
    for (const [name, by] of [...this.held]) if (by === owner) this.letGo(name, owner)
  }

  private async request(
    owner: object,
    name: string,
    settings: { ifAvailable?: boolean } | Work,
    work?: Work,
  ): Promise<unknown> {
    const run = work ?? (settings as Work)
    if (this.held.has(name)) {
      if (typeof settings === 'object' && settings.ifAvailable) return run(null)
      await new Promise<void>((start) => this.queue.push({ name, owner, start }))
    } else this.held.set(name, owner)
    try {
      return await run({ name })
    } finally {
      this.letGo(name, owner)
    }
  }

  private letGo(name: string, owner: object): void {
    if (this.held.get(name) !== owner) return
    this.held.delete(name)
    const next = this.queue.findIndex((asked) => asked.name === name)
    if (next < 0) return
    const [asked] = this.queue.splice(next, 1)
    this.held.set(name, asked!.owner)
    asked!.start()
  }
}
