/**
 * Runs one test file in a process of its own and gathers what came of it, whatever the file does: it
 * may crash, leave early, hang, or hold no test.
 *
 * @module
 */

import { run } from 'node:test'
import { inspect } from 'node:util'

/**
 * What came of a test file. `output` is what the tests printed.
 *
 * @typedef {{
 *   file: string, milliseconds: number, passed: number, output: string,
 *   failures: { name: string, detail: string }[], skipped: { name: string, reason: string }[],
 * }} TestFileResult
 */

/**
 * Runs the tests of `file`, an absolute path, and stops it after `timeoutMs`. Never throws.
 *
 * @returns {Promise<TestFileResult>}
 */
export async function runTestFile(file, { timeoutMs }) {
  const started = performance.now()
  const result = { file, milliseconds: 0, passed: 0, output: '', failures: [], skipped: [] }
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), timeoutMs)
  try {
    await gather(result, timer.signal)
  } catch (error) {
    fail(result, inspect(error))
  }
  clearTimeout(timeout)
  if (timer.signal.aborted) fail(result, `stopped after ${timeoutMs / 1000} s`)
  result.milliseconds = performance.now() - started
  return result
}

async function gather(result, signal) {
  const { file } = result
  const names = []
  let ended = false
  for await (const { type, data } of run({ files: [file], signal })) {
    if (type === 'test:start') names[data.nesting] = data.name
    if (type === 'test:stdout' || type === 'test:stderr') result.output += data.message
    if (type === 'test:diagnostic' && data.file) result.output += `${data.message}\n`
    if (type === 'test:summary' && data.file === file) ended = true
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // Node reports the file itself, as if it were a test, if it crashed or reported no test.
    const isFile = data.nesting === 0 && data.name === file
    const name = [...names.slice(0, data.nesting), data.name].join(' › ')
    if (!isFile) addTestEvent(result, type, data, name)
    if (isFile && type === 'test:fail' && !signal.aborted) {
      fail(result, describeError(data.details.error))
      ended = true
    }
  }
  if (!ended && !signal.aborted)
    fail(result, 'it holds no test, or left before its tests had ended')
}

function fail(result, detail) {
  result.failures.push({ name: 'the file as a whole', detail })
}

function addTestEvent(result, type, data, name) {
  const failure = type === 'test:fail' ? data.details.error : undefined
  const isSuite = data.details.type === 'suite'
  if (data.skip !== undefined || data.todo !== undefined) {
    result.skipped.push({ name, reason: reasonOf(data) })
  } else if (failure === undefined) {
    if (!isSuite) result.passed += 1
  } else if (failure.failureType !== 'subtestsFailed') {
    // A test or suite that failed only by what it contains is told by that.
    result.failures.push({ name, detail: describeError(failure) })
  }
}

function reasonOf({ skip, todo }) {
  if (skip === undefined) return typeof todo === 'string' ? `to do: ${todo}` : 'to do'
  return typeof skip === 'string' ? skip : 'no reason given'
}

function describeError(error) {
  const { cause, exitCode, signal, failureType } = error
  if (typeof exitCode === 'number') return `the process ended with exit code ${exitCode}`
  if (typeof signal === 'string') return `the process was ended by ${signal}`
  if (failureType === 'testTimeoutFailure' || !(cause instanceof Error)) {
    return typeof cause === 'string' ? cause : (cause?.message ?? inspect(cause ?? error))
  }
  return inspect(cause, { depth: 8, maxStringLength: 4000 })
}
