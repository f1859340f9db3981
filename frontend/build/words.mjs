// Refuses words that are missing, surplus or never written: `node build/words.mjs`, part of lint.
// Both languages hold the same keys with the same open places, and every key that a source names,
// whole or with `${…}` in it, is a key of the language files. `one | many` are two forms of a text.

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

const LANGUAGES = ['zh-CN', 'en']
const PLACES = /\{\w+\}/g
const MOST_FORMS = 2
const OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }

/** What a language file exports, with the files that it takes in. */
function read(path) {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: OPTIONS,
  })
  const module = { exports: {} }
  const fetch = (name) => read(join(path, '..', `${name}.ts`))
  new Function('exports', 'module', 'require', outputText)(module.exports, module, fetch)
  return module.exports
}

/** The files of a language that no other of them takes in: one name space each. */
function spaces(folder) {
  const names = readdirSync(folder).map((name) => basename(name, '.ts'))
  const taken = names.flatMap((name) => [
    ...readFileSync(join(folder, `${name}.ts`), 'utf8').matchAll(/^import (?!type).+'\.\/(.+)'/gm),
  ])
  const parts = new Set(taken.map(([, name]) => name))
  return names.filter((name) => !parts.has(name))
}

const flat = (words, path) =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : flat(value, `${path}.${key}`),
  )

export function wordsOf(root, language) {
  const folder = join(root, 'words', language)
  const all = spaces(folder).flatMap((name) => flat(read(join(folder, `${name}.ts`)).default, name))
  return new Map(all)
}

/** Keys and open places that one language has and the other lacks. */
function differences(left, right, language) {
  return [...left].flatMap(([key, value]) => {
    if (!right.has(key)) return [`${key} is missing in ${language}`]
    const isSame = placesIn(value) === placesIn(right.get(key))
    return isSame ? [] : [`${key} leaves other places open in ${language}`]
  })
}

/** Those of the form for many; null where that for one is no form of the same. */
function placesIn(text) {
  const forms = text.split('|').map((form) => form.match(PLACES)?.sort() ?? [])
  const [one, many] = [forms[0], forms.at(-1)].map((places) => places.filter((p) => p !== '{n}'))
  return forms.length > MOST_FORMS || String(one) !== String(many) ? null : String(forms.at(-1))
}

/** Every string of a source that begins with a name space, with a hole for each `${…}`. */
function named(path, isSpace) {
  const text = readFileSync(path, 'utf8')
  const found = [
    ...text.matchAll(/'((?:[\w-]+\.)+[\w-]+)'/g),
    ...text.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^}]+\})+)`/g),
  ]
  return found.map(([, key]) => key).filter((key) => isSpace(key.split('.')[0]))
}

/** Whether a name, its holes filled somehow, is a key or the beginning of keys. */
function stands(name, keys) {
  const pattern = name
    .split(/\$\{[^}]+\}/)
    .map((part) => part.replaceAll('.', '\\.'))
    .join('[\\w-]+(?:\\.[\\w-]+)*')
  const wanted = new RegExp(`^${pattern}(?:\\..+)?$`)
  return keys.some((key) => wanted.test(key))
}

function sources(root) {
  return readdirSync(root, { recursive: true })
    .filter((name) => /\.(ts|vue)$/.test(name) && !/\.(test|sample)\.ts$|^(words|api)\//.test(name))
    .map((name) => join(root, name))
}

export function complaints(root) {
  const [zh, en] = LANGUAGES.map((language) => wordsOf(root, language))
  const keys = [...zh.keys()]
  const known = new Set(keys.map((key) => key.split('.')[0]))
  const unwritten = sources(root).flatMap((path) =>
    named(path, (space) => known.has(space))
      .filter((name) => !stands(name, keys))
      .map((name) => `${path}: nobody wrote ${name}`),
  )
  return [...differences(zh, en, 'en'), ...differences(en, zh, 'zh-CN'), ...unwritten]
}

if (process.argv[1]?.endsWith('words.mjs')) {
  const wrong = complaints(process.argv[2] ?? 'src')
  wrong.forEach((one) => process.stderr.write(`${one}\n`))
  process.exitCode = wrong.length > 0 ? 1 : 0
}
