// Other phones than the real one: an app of a later version, and apps with a planted bug.

/** What is written instead of what, in the built bundle. */
type Change = [from: string, to: string]

const LATER: Change = [
  'db = new PhoneDatabase();',
  'db = new PhoneDatabase(); db.version(77).stores({ later: "id" });',
]

const PLANTS: Record<string, Change[]> = {
  'new id per retry': [
    [
      'frame(batch.map(({ payload }) => payload.bytes))',
      `frame(batch.map(({ record, payload }) => {
        if (record.attempt_count === 0 && !record.refused_count) return payload.bytes
        const text = new TextDecoder().decode(payload.bytes)
        return new TextEncoder().encode(text.replace(record.id, uuidv7()))
      }))`,
    ],
  ],
  'delete at acknowledgement': [
    [
      'const result = believed(record, n, answer.results);',
      `const result = believed(record, n, answer.results)
       if (result?.status === 'stored') await db.payloads.delete(record.id)`,
    ],
  ],
  'prune without backups': [
    ['const safe = durable ? safeSeq(durable) : 0;', 'const safe = durable ? 1e9 : 0;'],
  ],
  'cursor before the page': [
    [
      'if (!await take$1(body, cursor)) return;',
      `await keep('pull-cursor', body.next)
       if (!await take$1(body, body.next)) return;`,
    ],
  ],
  'positional queue': [
    [
      'async function settle(batch, answer, now) {',
      `async function settle(batch, answer, now) {
        const done = answer.results.filter(({ status }) => status !== 'retry').length
        const queue = await db.sealed.where('state').equals('waiting').limit(done).toArray()
        const receipt = { seq: 1, received_at: '', epoch: answer.epoch }
        for (const { id } of queue) await db.sealed.update(id, { state: 'stored', receipt })
        return`,
    ],
  ],
  'captive portal believed': [
    [
      'throw new NoAnswer(`${type} is no answer`, response.status);',
      'return { ...answer, body: { epoch: "portal", results: [], believed: true } };',
    ],
    [
      'await take(batch, answer.body, sentAt, now());',
      `if (answer.body.believed) {
         const receipt = { seq: 1, received_at: '', epoch: await knownEpoch() }
         for (const { record } of batch) await db.sealed.update(record.id, { state: 'stored', receipt })
       } else await take(batch, answer.body, sentAt, now());`,
    ],
  ],
  'epoch ignored': [['if (epoch !== void 0) await verify(', 'if (false) await verify(']],
  'sign-in wipes the outbox': [
    [
      'async function welcome(user) {',
      `async function welcome(user) {
         if ((await recall('me'))?.username !== user.username) {
           await db.sealed.clear()
           await db.payloads.clear()
         }`,
    ],
  ],
  'sealed and queued apart': [
    ['await db.payloads.bulkAdd(sealed.map(({ payload }) => payload));', ''],
    [
      'const written = [',
      `await db.payloads.bulkPut(sealed.map(({ payload }) => payload))
       const written = [`,
    ],
  ],
  'a refused record blocks the rest': [
    ['if (outcome === "refused" && part.length > 1) parts.push(...inParts(part, 2));', ''],
    ['return isolate(batch, sending);', 'return sendPart(batch, sending);'],
  ],
  'a refused push is halved once': [
    ['if (outcome === "refused" && part.length > 1) parts.push(...inParts(part, 2));', ''],
  ],
  'rescue leaves out what is refused': [
    [
      'filter((record) => !isDurable(record, durable))',
      'filter(({ state }) => state === "waiting")',
    ],
  ],
  'erased copy stays': [['for (const id of tombstones) await forgetStored(id);', '']],
  'hello forgets what waits': [['waiting: String(unsent.length - attention),', 'waiting: "0",']],
  'busy for ever': [
    ['status.busy = false;\n\t\t\tstatus.sending.clear();', 'status.sending.clear();'],
  ],
}

/** The source with its changes; raises when a place to change isn't there. */
export function variant(source: string, bundle: string): string {
  const [plant, later] = bundle.split('+')
  const changes = [...(PLANTS[plant!] ?? []), ...(later ? [LATER] : [])]
  if (plant !== 'real' && PLANTS[plant!] === undefined) throw new Error(`no such plant: ${plant}`)
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nothing to plant ${bundle} in: ${from}`)
    return text.replace(from, () => to)
  }, source)
}
