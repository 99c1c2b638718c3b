/**
 * Protects the verdict: no small change to the logic that decides it goes unnoticed. Each mutant of each
 * file of `mutants/table.mjs` is tried against the tests that stand there, two at a time, and nothing on
 * disk changes. A mutant that changes nothing is named in `mutants/equivalent.mjs`, with the reason.
 *
 *     npm run test:mutants                                 all files
 *     npm run test:mutants -- packages/pratique/src/verdict.ts   a file, or those of a folder
 *     npm run test:mutants -- --tenth                      a tenth of the mutants, always the same
 *
 * The last line is `N killed, N survived`. The exit code is 1 if one survived, an entry of the list is out
 * of date, or the tests fail by themselves; 2 is wrong usage.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findMutants } from './mutants/find-mutants.mjs'
import { tryMutants } from './mutants/try-mutants.mjs'
import { ROOT } from './repository.mjs'

const CONCURRENCY = 2
/** Of one file; a process that has loaded many is slow. */
const CHUNK = 80

const args = process.argv.slice(2)
const root = resolve(optionOf('--root') ?? ROOT)
const tables = join(root, root === ROOT ? 'tools/mutants' : '.')
const isTenth = args.includes('--tenth')
const wanted = args.filter((arg, at) => !arg.startsWith('--') && args[at - 1] !== '--root')
const totals = { killed: 0, survived: 0, equivalent: 0, faults: 0 }

const unknown = args.find((arg) => arg.startsWith('--') && !['--tenth', '--root'].includes(arg))
if (unknown === undefined) await main()
else usage(`the option ${unknown} is unknown`)

async function main() {
  const { TARGETS } = await import(pathToFileURL(join(tables, 'table.mjs')).href)
  const { EQUIVALENT } = await import(pathToFileURL(join(tables, 'equivalent.mjs')).href)
  const files = Object.keys(TARGETS).filter(isWanted)
  if (files.length === 0) return usage('no file of the table is named')
  const works = files.map((file) => {
    const entries = EQUIVALENT.filter((entry) => entry.file === file)
    return prepare(file, TARGETS[file], entries)
  })
  const queue = works.flatMap((work) => work.chunks.map((mutants) => ({ work, mutants })))
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await run(job)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  const { killed, survived, equivalent, faults } = totals
  if (equivalent > 0) console.log(`${equivalent} change nothing`)
  console.log(`${killed} killed, ${survived} survived`)
  if (survived + faults > 0) process.exitCode = 1
}

/** The mutants of a file in chunks, and the entries of the list that fit none of them. */
function prepare(file, tests, entries) {
  const all = findMutants(readFileSync(join(root, file), 'utf8'))
  const stale = entries.flatMap((entry) =>
    entry.mutations
      .map((mutation) => ({ ...entry, mutations: [mutation] }))
      .filter((each) => !all.some((mutant) => isOf(mutant, each))),
  )
  const mutants = (isTenth ? all.filter((mutant) => isSampled(file, mutant)) : all).map(
    (mutant) => ({ ...mutant, isEquivalent: entries.some((entry) => isOf(mutant, entry)) }),
  )
  const chunks = []
  for (let at = 0; at < mutants.length; at += CHUNK) chunks.push(mutants.slice(at, at + CHUNK))
  const faults = stale.map(({ line, mutations }) => `out of date: ${line}: ${mutations}`)
  return { file, tests, chunks, left: chunks.length, faults, milliseconds: 0, results: [] }
}

function isOf({ lineText, above, mutation }, entry) {
  const isThere = lineText === entry.line && (entry.above ?? above) === above
  return isThere && entry.mutations.includes(mutation)
}

/** By its content, so that a mutant stays in or out whatever else changes. */
function isSampled(file, { lineText, mutation }) {
  const digest = createHash('sha256').update(`${file}\n${lineText}\n${mutation}`).digest()
  return digest[0] < 26
}

async function run({ work, mutants }) {
  const started = performance.now()
  const tests = work.tests.map((test) => join(root, test))
  const { broken, results } = await tryMutants(join(root, work.file), tests, mutants)
  if (broken !== undefined) work.faults.push(`its tests fail by themselves: ${broken}`)
  work.results.push(...results)
  work.milliseconds += performance.now() - started
  work.left -= 1
  if (work.left === 0) report(work)
}

/** Says what came of a file. An equivalent mutant that is killed is none. */
function report({ file, results, faults, milliseconds }) {
  const killed = results.filter(({ mutant, isKilled }) => isKilled && !mutant.isEquivalent)
  const refuted = results.filter(({ mutant, isKilled }) => isKilled && mutant.isEquivalent)
  const alive = results.filter(({ isKilled }) => !isKilled)
  const survivors = alive.filter(({ mutant }) => !mutant.isEquivalent)
  const all = [
    ...faults,
    ...refuted.map(({ mutant }) => `not equivalent: ${describe(file, mutant)}`),
  ]
  const counts = `${killed.length} killed, ${survivors.length} survived`
  const isGood = all.length + survivors.length === 0
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${file} (${counts}; ${seconds})`)
  for (const fault of all) console.log(`     ${fault}`)
  for (const { mutant } of survivors.toSorted((a, b) => a.mutant.line - b.mutant.line)) {
    console.log(`     survived: ${describe(file, mutant)}`)
  }
  totals.killed += killed.length
  totals.survived += survivors.length
  totals.equivalent += alive.length - survivors.length
  totals.faults += all.length
}

function describe(file, { line, lineText, mutation }) {
  return `${file}:${line}: ${mutation}\n       in: ${lineText}`
}

function isWanted(file) {
  if (wanted.length === 0) return true
  return wanted.some((each) => {
    const path = relative(root, resolve(root, each))
    return file === path || file.startsWith(`${path}/`)
  })
}

function optionOf(option) {
  const at = args.indexOf(option)
  return at < 0 ? undefined : args[at + 1]
}

function usage(fault) {
  console.error(`${fault}: use --tenth, or name files of tools/mutants/table.mjs`)
  process.exitCode = 2
}
