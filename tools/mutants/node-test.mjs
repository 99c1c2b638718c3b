/**
 * Stands in for `node:test` where mutants are tried: the same words, but the tests of a file can be run
 * again and again in one process, and the first failure ends them.
 *
 * @module
 */

let suite = newSuite(undefined)

function newSuite(parent) {
  return { parent, steps: [], before: [], after: [], beforeEach: [], afterEach: [] }
}

/** Runs what was registered since the last call, and throws what the first failing test throws. */
export async function runRegistered() {
  const all = suite
  suite = newSuite(undefined)
  await runSuite(all, [])
}

/** Drops what was registered: what failed while it was loaded is not run. */
export function forgetRegistered() {
  suite = newSuite(undefined)
}

async function runSuite(own, outer) {
  const path = [...outer, own]
  await runAll(own.before)
  for (const step of own.steps) {
    if (step.suite) await runSuite(step.suite, path)
    else await runTest(step, path)
  }
  await runAll(own.after)
}

async function runTest({ name, body }, path) {
  const cleanups = []
  const context = {
    name,
    after: (cleanup) => cleanups.push(cleanup),
    diagnostic: () => {},
    skip: () => {},
    test: (...args) => runTest(readArguments(args), path),
  }
  for (const each of path) await runAll(each.beforeEach)
  try {
    await body(context)
  } catch (error) {
    throw new Error(`${name}: ${error}`, { cause: error })
  } finally {
    await runAll(cleanups)
  }
  for (const each of path) await runAll(each.afterEach)
}

async function runAll(bodies) {
  for (const body of bodies) await body()
}

/** `(name?, options?, body?)`, as `node:test` takes them. */
function readArguments(args) {
  const name = args.find((each) => typeof each === 'string') ?? ''
  const body = args.find((each) => typeof each === 'function')
  const { skip, todo } = args.find((each) => typeof each === 'object' && each !== null) ?? {}
  return { name, body, isLeftOut: Boolean(skip) || Boolean(todo) || body === undefined }
}

export function test(...args) {
  const { isLeftOut, ...step } = readArguments(args)
  if (!isLeftOut) suite.steps.push(step)
}

export function describe(...args) {
  const { body, isLeftOut } = readArguments(args)
  if (isLeftOut) return
  const own = newSuite(suite)
  suite.steps.push({ suite: own })
  suite = own
  try {
    body()
  } finally {
    suite = own.parent
  }
}

const leaveOut = () => {}
test.skip = leaveOut
test.todo = leaveOut
describe.skip = leaveOut
describe.todo = leaveOut

export const before = (body) => suite.before.push(body)
export const after = (body) => suite.after.push(body)
export const beforeEach = (body) => suite.beforeEach.push(body)
export const afterEach = (body) => suite.afterEach.push(body)
export { describe as suite, test as it }
