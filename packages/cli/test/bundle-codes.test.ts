/**
 * `pratique bundle codes`: what it shows comes to the same bundle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readSymbols } from '@pratique/node/pictures'
import { completeBundle, createUpdateCollector, digestOf, readBundleFile } from 'pratique/bundle'
import { readQuorum } from '../src/bundle/quorum-file.ts'
import {
  AIRPORT,
  BUILDER,
  bundle,
  deny,
  FIRST,
  good,
  newFile,
  next,
  ONE,
  PORT,
  QUORUM,
  read,
  refused,
  signed,
} from './made-bundles.ts'
import { write } from './pratique.ts'

function collect(lines: string): Uint8Array<ArrayBuffer> {
  const collector = createUpdateCollector()
  const all = lines
    .trimEnd()
    .split('\n')
    .map((line) => collector.add(line))
  const bytes = all.at(-1)?.bytes
  assert.ok(bytes)
  return bytes
}

describe('bundle codes', () => {
  it('has all of a bundle, or what the bundle before has not', async () => {
    await deny(BUILDER)
    const two = await signed(await next(ONE), AIRPORT.secret, PORT.secret)
    const whole = await good('codes', two, '--text')
    assert.deepEqual(collect(whole.stdout), new Uint8Array(readFileSync(two)))
    const after = await good('codes', two, '--after', ONE, '--text')
    assert.ok(after.stdout.length < whole.stdout.length)
    const completed = await completeBundle(collect(after.stdout), readQuorum(QUORUM), read(ONE))
    assert.equal(digestOf(readBundleFile(completed)), digestOf(read(two)))
  })

  it('draws each for a terminal of 80 columns', async () => {
    const { stdout } = await good('codes', FIRST)
    const [title, ...lines] = stdout.split('\n')
    assert.match(title ?? '', /^1 of \d+$/)
    assert.ok(lines.every((line) => line.length <= 80))
    assert.ok(lines.some((line) => line.includes('▄')))
  })

  it('makes a picture of each, for paper or a screen', async () => {
    const folder = join(newFile('codes'), 'first')
    const { stdout } = await good('codes', FIRST, '--out', folder)
    const names = readdirSync(folder)
    assert.equal(stdout, `${names.length} codes in "${folder}"\n`)
    assert.match(names[0] ?? '', /^bundle-1-code-0?1-of-\d+\.png$/)
    const texts: string[] = []
    for (const name of names) {
      const symbols = await readSymbols(readFileSync(join(folder, name)))
      texts.push(...symbols.map(({ text }) => text))
    }
    const { stdout: expected } = await good('codes', FIRST, '--text')
    assert.deepEqual(texts, expected.trimEnd().split('\n'))
    // The same again takes their place, and nothing else's.
    await good('codes', FIRST, '--out', folder)
    writeFileSync(join(folder, names[0] ?? ''), 'a note')
    await refused('usage.output-file', 'codes', FIRST, '--out', folder)
    await refused('usage.option', 'codes', FIRST, '--out', folder, '--text')
  })

  it('refuses what is too large, or no bundle', async () => {
    const starter = new URL('../data/starter.bundle', import.meta.url).pathname
    assert.match(await refused('usage.argument', 'codes', starter), /use a file/)
    await refused('usage.bundle', 'codes', write('x.bundle', 'no bundle'))
    await refused('usage.file-missing', 'codes', newFile('none.bundle'))
    assert.equal((await bundle('codes')).exitCode, 2)
  })
})
