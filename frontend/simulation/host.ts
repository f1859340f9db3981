// Runs the phones of a simulated world, one command at a time: a line of JSON in, a line out.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Script } from 'node:vm'
import { watchCommits, Disk, type Change, type Transaction } from './disk'
import { FakeResponse } from './fakes'
import { Life, type Asked, type Birth, type Handset } from './life'
import { LockTable } from './locks'
import { variant } from './plants'
import { untilQuiet } from './turns'

const SOURCE = readFileSync(new URL('./phone.js', import.meta.url), 'utf8')
const scripts = new Map<string, Script>()
let handsets = new Map<string, Handset>()
let lives = new Map<string, Life>()

/** What happened since the command came; told with its answer. */
interface Report {
  asked: Asked[]
  cancelled: [life: string, n: number][]
  changes: [phone: string, ...Change][]
  ended: { act: string; result?: unknown; error?: string }[]
  wrong: string[]
  points: number
  crashed: boolean
  due: Record<string, number>
  answer?: unknown
}
let report: Report
let crash: { life: Life; after: number } | null = null

const nothing = (): Report => ({
  ...{ asked: [], cancelled: [], changes: [], ended: [], wrong: [] },
  ...{ points: 0, crashed: false, due: {} },
})

/** A place where a phone may die. */
function point(): void {
  report.points += 1
  if (crash === null || crash.life.dead || --crash.after > 0) return
  crash.life.freeze()
  report.crashed = true
}

function phoneOf(transaction: Transaction): [string, Handset] | undefined {
  return [...handsets].find(([, { disk }]) => disk.holds(transaction))
}

watchCommits(
  (transaction) => {
    const found = phoneOf(transaction)
    if (found && transaction.mode !== 'readonly') note(...found)
    point()
  },
  (transaction) => phoneOf(transaction)?.[1].disk.full ?? false,
)

function note(phone: string, { disk }: Handset): void {
  for (const change of disk.changes()) report.changes.push([phone, ...change])
}

type Told = Record<string, unknown> & { life: string; phone: string; now: number }

const commands: Record<string, (told: Told) => unknown> = {
  world() {
    handsets = new Map()
    lives = new Map()
  },
  handset({ phone, now }) {
    handsets.set(phone, { disk: new Disk(), locks: new LockTable(), now, offset: 0 })
  },
  birth(told) {
    const birth = told as unknown as Birth
    const outside = {
      point,
      get asked() {
        return report.asked
      },
      get cancelled() {
        return report.cancelled
      },
    }
    const life = new Life(birth, handsets.get(birth.phone)!, outside, scriptOf(birth.bundle))
    lives.set(birth.life, life)
    begin(life, 'open', 'open', [])
  },
  act: ({ life, act, name, given }) =>
    begin(lives.get(life)!, act as string, name as string, given as unknown[]),
  move: ({ life, positions }) =>
    (positions as unknown[]).forEach((position) => lives.get(life)!.move(position)),
  answer({ life, n, status, headers, text }) {
    const response =
      status === null
        ? null
        : new FakeResponse(text as string, {
            status: status as number,
            headers: headers as Record<string, string>,
          })
    lives.get(life)?.answer(n as number, response)
  },
  tick: ({ life }) => lives.get(life)?.runDue(),
  kill({ life }) {
    lives.get(life)?.freeze()
    lives.delete(life)
  },
  evict: ({ phone }) => handsets.get(phone)!.disk.empty(),
  full: ({ phone, full }) => (handsets.get(phone)!.disk.full = full === true),
  spoil: ({ phone }) => ({ id: handsets.get(phone)!.disk.spoil() }),
  clock: ({ phone, offset }) => (handsets.get(phone)!.offset = offset as number),
  waiting({ phone }) {
    const rows = handsets.get(phone)!.disk.rows('sealed')
    const waiting = rows.filter(({ state }) => state === 'waiting')
    return { told: waiting.map(({ id, author }) => [id, author]) }
  },
  spent: () => process.cpuUsage(),
  look: ({ phone, tables }) =>
    Object.fromEntries(
      (tables as string[]).map((table) => [table, handsets.get(phone)!.disk.told(table)]),
    ),
}

function begin(life: Life, act: string, name: string, given: unknown[]): void {
  life.act(name, given).then(
    (result) => life.dead || report.ended.push({ act, result }),
    (error: unknown) => life.dead || report.ended.push({ act, error: String(error) }),
  )
}

function scriptOf(bundle: string): Script {
  const known = scripts.get(bundle)
  if (known) return known
  const made = new Script(variant(SOURCE, bundle), { filename: `phone-${bundle}.js` })
  scripts.set(bundle, made)
  return made
}

async function run(line: string): Promise<void> {
  const told = JSON.parse(line) as Told & { do: string; crash?: number }
  report = nothing()
  for (const handset of handsets.values()) handset.now = told.now
  const mark = told.crash ?? 0
  const answer = await obey(told, mark)
  for (const [name, life] of lives) {
    const due = life.nextDue()
    if (due !== null) report.due[name] = due
  }
  process.stdout.write(`${JSON.stringify({ ...report, answer })}\n`)
}

async function obey(told: Told & { do: string }, mark: number): Promise<unknown> {
  const life = lives.get(told.life)
  crash = mark > 0 && life ? { life, after: mark } : null
  const answer = commands[told.do]!(told)
  await untilQuiet(point)
  crash = null
  for (const [name, { dead }] of [...lives]) if (dead) lives.delete(name)
  return typeof answer === 'object' ? answer : undefined
}

process.on('unhandledRejection', (error) => report.wrong.push(String(error)))

let work = Promise.resolve()
createInterface({ input: process.stdin }).on('line', (line) => {
  work = work
    .then(() => run(line))
    .catch((error: unknown) => {
      process.stderr.write(`${line}\n${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    })
})
