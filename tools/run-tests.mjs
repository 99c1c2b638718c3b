/**
 * Runs what `npm test` promises: the checks of the repository, the types of the tests, the linter, and
 * all tests. The last line is `N passed, N failed`, with `, N skipped` if any were; each check, the type
 * check and the linter count as a test. The exit code is 1 if anything failed or nothing ran.
 *
 *     npm test                               everything
 *     npm test -- packages/pratique/src/cbor   the tests of a folder or file, without the checks
 *     npm run test:long                      everything, with ten times the random cases and more
 *
 * @module
 */

import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { runChecks } from './check.mjs'
import { openRepository, ROOT } from './repository.mjs'
import { runTestFile } from './test-file.mjs'

const TEST_FILE = /^(packages\/[^/]+\/(src|test)|tools|bench)\/.*\.test\.ts$/
/** They wait for a browser more than they work. */
const PAGE_TEST = /^packages\/web\/test\//
/** Tests of whole packages and programs take longest. */
const LONG_TEST = /^(packages\/[^/]+|tools)\/test\//
const FILE_TIMEOUT_MS = 20 * 60 * 1000
const LONG_FILE_TIMEOUT_MS = 3 * 60 * 60 * 1000
/** What Node has compiled of sources is kept here for the next process that runs them, by their contents. */
const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'pratique-tests')
const REMINDER_MS = 60 * 1000
const MAX_OUTPUT_LINES = 60

const args = process.argv.slice(2)
const long = args.includes('--long')
const targets = args.filter((arg) => arg !== '--long')
const totals = { passed: 0, failed: [], skipped: [] }

const unknown = targets.find((target) => target.startsWith('-'))
if (unknown !== undefined) {
  console.error(`the option ${unknown} is unknown: use --long, or name folders and files`)
  process.exitCode = 2
} else {
  await main()
}

async function main() {
  process.chdir(ROOT)
  process.env.PRATIQUE_FUZZ_RUNS ??= long ? '20000' : '2000'
  process.env.NODE_COMPILE_CACHE ??= COMPILE_CACHE
  if (long) process.env.PRATIQUE_LONG = '1'
  if (targets.length === 0) await runAll()
  else await runTestFiles(targets.flatMap(findTestFiles))
  reportTotals()
}

async function runAll() {
  // One processor has work with it for half a minute: the others begin meanwhile.
  const types = runTool('types of the tests', 'typescript/bin/tsc', ['-p', 'tsconfig.tests.json'])
  await runRepositoryChecks()
  await runTestFiles(listTestFiles())
  report(...(await types))
}

async function runRepositoryChecks() {
  for (const { name, faults } of await runChecks(ROOT)) report(name, faults.join('\n'))
  const lint = ['check', '--error-on-warnings', '--max-diagnostics=50', '.']
  report(...(await runTool('linter', '@biomejs/biome/bin/biome', lint)))
}

/** Runs a tool of node_modules; what it printed is its fault if it failed. */
function runTool(name, script, toolArgs) {
  return new Promise((done) => {
    const path = join(ROOT, 'node_modules', script)
    const child = spawn(process.execPath, [path, ...toolArgs], { cwd: ROOT })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => done([name, error.message]))
    child.on('close', (code) =>
      done([name, code === 0 ? '' : output.trim() || `exit code ${code}`]),
    )
  })
}

/** Says what came of a check: it passed if it has no fault. */
function report(name, faults) {
  console.log(`${faults === '' ? 'ok  ' : 'FAIL'} ${name}`)
  if (faults !== '') {
    console.log(indent(faults))
    totals.failed.push(name)
  } else {
    totals.passed += 1
  }
}

/**
 * Runs the files and reports each as it ends: one of the page, and two others beside it. When there are no others left, two
 * of the page run at once.
 */
async function runTestFiles(files) {
  const isOfPage = (file) => PAGE_TEST.test(relative(ROOT, file))
  const [page, others] = [files.filter(isOfPage), files.filter((file) => !isOfPage(file))]
  const places = [[page], [others, page], [others]]
  const timeoutMs = long ? LONG_FILE_TIMEOUT_MS : FILE_TIMEOUT_MS
  const worker = async (queues) => {
    const next = () => queues.find((queue) => queue.length > 0)?.shift()
    for (let file = next(); file !== undefined; file = next()) {
      const remind = () => console.log(`...  ${relative(ROOT, file)} is still running`)
      const reminder = setInterval(remind, REMINDER_MS)
      reportFile(await runTestFile(file, { timeoutMs }))
      clearInterval(reminder)
    }
  }
  await Promise.all(places.map(worker))
}

function reportFile({ file, milliseconds, passed, failures, skipped, output }) {
  const path = relative(ROOT, file)
  const counts = [`${passed} passed`]
  if (failures.length > 0) counts.push(`${failures.length} failed`)
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`)
  const mark = failures.length === 0 ? 'ok  ' : 'FAIL'
  console.log(`${mark} ${path} (${counts.join(', ')}; ${(milliseconds / 1000).toFixed(1)} s)`)
  if (output.trim() !== '') console.log(indent(shorten(output.trim(), failures.length > 0)))
  for (const { name, reason } of skipped) {
    console.log(`     skipped: ${name}: ${reason}`)
    totals.skipped.push(`${path}: ${name}: ${reason}`)
  }
  for (const { name, detail } of failures) {
    console.log(`     failed: ${name}\n${indent(detail, 9)}`)
    totals.failed.push(`${path}: ${name}`)
  }
  totals.passed += passed
}

/** Prints the names of all that was skipped or failed again, and the line that counts. */
function reportTotals() {
  const { passed, failed, skipped } = totals
  console.log('')
  if (skipped.length > 0) console.log(`skipped:\n${indent(skipped.join('\n'))}`)
  if (failed.length > 0) console.log(`failed:\n${indent(failed.join('\n'))}`)
  if (passed + failed.length === 0) console.log('no test ran')
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
  console.log(`${passed} passed, ${failed.length} failed${tail}`)
  if (failed.length > 0 || passed === 0) process.exitCode = 1
}

/** All test files; first those that take longest. */
function listTestFiles() {
  const paths = openRepository(ROOT).paths.filter((path) => TEST_FILE.test(path))
  const isLong = (path) => Number(LONG_TEST.test(path))
  return paths.sort((a, b) => isLong(b) - isLong(a)).map((path) => join(ROOT, path))
}

/** The test files that an argument names: the file itself, or those in the folder. */
function findTestFiles(target) {
  const path = resolve(ROOT, target)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) {
    report(target, 'no such file or folder: name one relative to the repository')
    return []
  }
  if (stats.isFile()) return [path]
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.test.ts') && !/(^|[\\/])node_modules[\\/]/.test(name))
    .sort()
    .map((name) => join(path, name))
}

function shorten(text, whole) {
  const lines = text.split('\n')
  if (whole || lines.length <= MAX_OUTPUT_LINES) return text
  const rest = lines.length - MAX_OUTPUT_LINES
  return [...lines.slice(0, MAX_OUTPUT_LINES), `… ${rest} more lines`].join('\n')
}

function indent(text, width = 5) {
  return text.replace(/^(?=.)/gm, ' '.repeat(width))
}
