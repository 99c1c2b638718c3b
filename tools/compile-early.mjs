/**
 * Has V8 compile at once the functions that a program calls when it starts.
 *
 * V8 compiles a function when it is first called, and Node's compile cache holds what was compiled when
 * a module was loaded. So each start would compile some hundred functions anew, which takes longer than
 * to run them. A function in brackets is compiled with the module around it, as it mostly is called on
 * the spot, and then is in the cache. Which ones are called, trial runs tell.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The one that the program is meant for, whichever runs this. */
const MODULES = new URL('../node_modules/', import.meta.url)
const NODE = fileURLToPath(
  new URL(process.platform === 'win32' ? 'node/bin/node.exe' : 'node/bin/node', MODULES),
)

const FUNCTION = /^(?:async )?function\b/

/** What a declaration may follow; anything else makes a function a part of an expression. */
const BEFORE_STATEMENT = /^[;{}\n]?$/

/**
 * Puts functions in brackets that were called. The code says what it said before.
 *
 * @param {string} code of a module in a file, minified and in ASCII
 * @param {string} path of the file
 * @param {string[][]} runs arguments of Node, each a trial run
 * @returns {string}
 */
export function compileEarly(code, path, runs) {
  const called = findCalled(path, runs).filter(({ from, to }) => {
    return to - from < code.length && FUNCTION.test(code.slice(from, from + 20))
  })
  if (called.length === 0) throw new Error('the trial runs called nothing: do they still run?')
  const brackets = new Map()
  const declared = []
  let end = 0
  for (const each of called) {
    const { from, to } = each
    const isOutermost = from >= end
    end = Math.max(end, to)
    if (!BEFORE_STATEMENT.test(code.slice(Math.max(from - 1, 0), from))) {
      brackets.set(from, `${brackets.get(from) ?? ''}(`)
      brackets.set(to, `)${brackets.get(to) ?? ''}`)
    } else if (isOutermost) {
      declared.push(each)
    }
  }
  // Declarations can be called from above them, and so come first as variables too.
  const first = declared.map(
    ({ from, to, name }) => `var ${name}=(${part(code, brackets, from, to)});`,
  )
  const ends = [0, ...declared.map(({ to }) => to)]
  const rest = ends.map((at, index) =>
    part(code, brackets, at, declared[index]?.from ?? code.length),
  )
  return [...first, ...rest].join('')
}

/** A part of the code with its brackets. */
function part(code, brackets, from, to) {
  const places = [...brackets.keys()].filter((at) => at >= from && at < to).sort((a, b) => a - b)
  const starts = [from, ...places]
  return starts
    .map((at, index) => {
      const bracket = index === 0 ? '' : brackets.get(at)
      return bracket + code.slice(at, starts[index + 1] ?? to)
    })
    .join('')
}

/** The functions of a file that trial runs called, each once, the outer before the inner. */
function findCalled(path, runs) {
  const url = pathToFileURL(path).href
  const called = new Map()
  for (const args of runs) {
    for (const { functionName: name, ranges } of trace(args, url)) {
      const [{ startOffset: from, endOffset: to, count }] = ranges
      if (count > 0) called.set(`${from} ${to}`, { name, from, to })
    }
  }
  return [...called.values()].sort((a, b) => a.from - b.from || b.to - a.to)
}

/** Runs Node, and returns what V8 says of the functions of a module. */
function trace(args, url) {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-trial-'))
  try {
    const traced = { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' }
    // What this machine holds is no part of the program.
    const home = join(folder, 'home')
    const elsewhere = { HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home }
    const { PRATIQUE_DATA_DIR: _, ...own } = process.env
    const env = { ...own, ...traced, ...elsewhere }
    spawnSync(NODE, args, { env, stdio: 'ignore' })
    return readdirSync(folder).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      return result.filter((each) => each.url === url).flatMap(({ functions }) => functions)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
