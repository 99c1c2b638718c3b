/**
 * A process that tries mutants of one file: it loads what is asked from memory, so that nothing on disk
 * changes, and loads again only the file and what imports it.
 *
 * The first message is `{ file, tests }`, absolute paths; it is answered by `{ ready }`, or by `{ broken }`
 * where the tests fail as it is. Each `{ text }` after it is answered by `{ killedBy }`, a text if a test
 * noticed.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const STAND_IN = new URL('./node-test.mjs', import.meta.url).href
/** Fixed, so that a survivor of one run is one of the next. */
const SEED = 20_260_301

const stripped = new Map()
/** Who imports a module, by its address. */
const importers = new Map()
/** What is loaded anew for each mutant. */
let stale = new Set()
let round = 0
let target = ''
let mutantText
let tests = []
let failLate = () => {}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test') return { url: STAND_IN, shortCircuit: true }
    const result = next(specifier, context)
    const url = withoutRound(result.url)
    if (!url.startsWith('file:') || url.includes('/node_modules/')) return result
    const known = importers.get(url) ?? new Set()
    importers.set(url, known.add(withoutRound(context.parentURL ?? '')))
    return stale.has(url) ? { ...result, url: `${url}?round=${round}` } : result
  },
  load(url, context, next) {
    const plain = withoutRound(url)
    if (!plain.endsWith('.ts')) return next(url, context)
    return { format: 'module', source: read(plain), shortCircuit: true }
  },
})

const { runRegistered, forgetRegistered } = await import(STAND_IN)
const { default: fc } = await import('fast-check')
fc.configureGlobal({ endOnFailure: true, seed: SEED })

for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => failLate(error))
}
process.on('message', (message) => {
  void answer(message).then((reply) => process.send?.(reply))
})

async function answer(message) {
  if (message.file !== undefined) return open(message)
  round += 1
  mutantText = message.text
  return { killedBy: await findFailure() }
}

/** Runs the tests on the file as it is, and finds who imports it. */
async function open({ file, tests: paths }) {
  target = pathToFileURL(file).href
  tests = paths.map((path) => pathToFileURL(path).href)
  const broken = await findFailure()
  if (broken !== undefined) return { broken }
  stale = new Set([target])
  for (const url of stale) for (const importer of importers.get(url) ?? []) stale.add(importer)
  const deaf = tests.find((url) => !stale.has(url))
  return deaf === undefined ? { ready: true } : { broken: `${deaf} does not load it` }
}

/** What the first failing test says; `undefined` if none does. */
async function findFailure() {
  const late = new Promise((_, reject) => {
    failLate = reject
  })
  late.catch(() => {})
  try {
    for (const url of tests) {
      await Promise.race([late, import(stale.has(url) ? `${url}?round=${round}` : url)])
      await Promise.race([late, runRegistered()])
    }
    return undefined
  } catch (error) {
    forgetRegistered()
    return String(error).slice(0, 300)
  }
}

function read(url) {
  if (url === target && mutantText !== undefined) return stripTypeScriptTypes(mutantText)
  const text = stripped.get(url) ?? stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
  stripped.set(url, text)
  return text
}

function withoutRound(url) {
  return url.replace(/\?round=\d+$/, '')
}
