/**
 * Small texts that want to be large, slow or deep: each has a verdict, soon, in little memory.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import type { Told } from './bomb-child.ts'
import { BOMBS } from './bombs.ts'

/** Stops a hang, and says nothing about speed: that is for `npm run bench -- --only bombs`. */
const MAX_MS = 5000
const MAX_GROWTH_BYTES = 64 * 1024 * 1024

/** What a child may hold on to. New objects count too: by default they may take as much again. */
const MEMORY = ['--max-old-space-size=64', '--max-semi-space-size=4', '--expose-gc']

const CHILD = join(import.meta.dirname, 'bomb-child.ts')

describe('bombs', () => {
  const told = new Map<string, Told | string>()
  before(async () => {
    let names = [...BOMBS.keys()]
    // A child that dies takes one bomb with it; the next does the rest.
    while (names.length > 0) {
      await detonate(names, told)
      names = names.filter((name) => !told.has(name))
    }
  })

  for (const name of BOMBS.keys()) {
    it(name, () => {
      const what = told.get(name)
      assert.ok(typeof what === 'object', String(what))
      const { verdict, milliseconds, growth } = what
      assert.match(verdict, /^(not-genuine|undecided|not-a-certificate) /)
      assert.ok(milliseconds < MAX_MS, `took ${Math.round(milliseconds)} ms`)
      assert.ok(growth < MAX_GROWTH_BYTES, `took ${Math.round(growth / 1024)} KiB`)
    })
  }

  it('the worst of them', (t) => {
    const all = [...told.values()].filter((each) => typeof each === 'object')
    const slowest = all.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 3)
    const largest = all.toSorted((a, b) => b.growth - a.growth).slice(0, 3)
    for (const { name, milliseconds } of slowest)
      t.diagnostic(`${Math.round(milliseconds)} ms: ${name}`)
    for (const { name, growth } of largest) t.diagnostic(`${Math.round(growth / 1e6)} MB: ${name}`)
    t.diagnostic(`${all.length} of ${BOMBS.size} bombs`)
  })
})

/** Runs one child until it ends, dies or hangs; then something is told of the bomb it was at. */
function detonate(names: readonly string[], told: Map<string, Told | string>): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...MEMORY, CHILD, ...names])
    let [current, rest, errors] = [names[0] ?? '', '', '']
    let timer = setTimeout(() => child.kill('SIGKILL'), 4 * MAX_MS)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const each: Told | { readonly name: string } = JSON.parse(line)
        current = each.name
        if ('verdict' in each) told.set(current, each)
        clearTimeout(timer)
        timer = setTimeout(() => child.kill('SIGKILL'), 2 * MAX_MS)
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const reason =
        signal === 'SIGKILL' ? 'it hung' : `it died: ${code ?? signal} ${errors.slice(0, 400)}`
      if (code !== 0 && !told.has(current)) told.set(current, reason)
      // A child that ends well has told of every bomb.
      for (const name of code === 0 ? names : []) if (!told.has(name)) told.set(name, 'not told of')
      done()
    })
  })
}
