/**
 * `pratique policy publish`, as a process: what it takes, what it keeps, and what it refuses.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type BundleFile, readBundleFile, readPolicies } from 'pratique/bundle'
import { makeKeyFiles } from './made-held.ts'
import { answered, CONTEXT, makeRule, policy, refused, VACCINATION } from './made-policies.ts'
import { FOLDER, pratique, readLines, write } from './pratique.ts'

const STARTER = fileURLToPath(new URL('../data/starter.bundle', import.meta.url))
const SHIPPED = fileURLToPath(new URL('../data/policies/', import.meta.url))
const KEY = makeKeyFiles('publisher', 'Ed25519')

function read(path: string): BundleFile {
  return readBundleFile(new Uint8Array(readFileSync(path)))
}

function out(name: string): string {
  return join(FOLDER, name)
}

/** Rules with their cases beside them. */
function writeRules(folder: string, expected: unknown, change = {}): string {
  mkdirSync(join(FOLDER, folder), { recursive: true })
  const row = {
    ruleId: 'VR-CH-0001',
    payload: { v: [{ dt: '2022-01-01' }] },
    external: { validationClock: '2022-02-10T00:00:00Z' },
    expected,
  }
  write(`${folder}/CH.cases.jsonl`, JSON.stringify(row))
  return write(`${folder}/CH.json`, JSON.stringify([makeRule({ until: 270 }, change)]))
}

describe('what passes', () => {
  test('as a process: the next number, all that was there, and what is new', async () => {
    const first = out('first.bundle')
    const args = ['policy', 'publish', 'yellow-fever', '--previous', STARTER, '--out', first]
    const { exitCode, stdout, stderr } = await pratique([...args, '--as-of', '2026-11-01'])
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' })
    assert.match(stdout, /added {4}a policy of Pratique, "yellow-fever"/)
    assert.match(stdout, /Not signed/)
    const [before, after] = [read(STARTER), read(first)]
    assert.equal(after.manifest.number, before.manifest.number + 1)
    assert.deepEqual(after.manifest.sources, before.manifest.sources)
    assert.deepEqual(after.manifest.networks, before.manifest.networks)
    const sections = ({ manifest }: BundleFile) =>
      manifest.sections.filter(({ name }) => name !== 'policies')
    assert.deepEqual(sections(after), sections(before))
    const [held] = readPolicies(after)
    assert.equal(held?.asOf, Date.UTC(2026, 10, 1) / 1000)
    assert.deepEqual(
      Buffer.from(held?.bytes ?? []),
      readFileSync(join(SHIPPED, 'yellow-fever.json')),
    )
  })

  test('the same files, bundle and date are the same bytes', async () => {
    const made = ['one.bundle', 'other.bundle'].map(out)
    for (const path of made) {
      await answered(
        0,
        'publish',
        'polio',
        '--previous',
        STARTER,
        '--out',
        path,
        '--as-of',
        '2026-11-01',
      )
    }
    const [one, other] = made.map((path) => read(path).signedBytes)
    assert.deepEqual(one, other)
  })

  test('signed, changed, taken out; as JSON', async () => {
    const [first, second] = [out('a.bundle'), out('b.bundle')]
    await answered(0, 'publish', 'polio', 'pcr-72h', '--out', first, '--as-of', '2026-11-01')
    const args = [
      'publish',
      'polio',
      '--previous',
      first,
      '--without-policy',
      'pcr-72h',
      '--out',
      second,
    ]
    const [told] = readLines(await answered(0, ...args, '--key', KEY.secret, '--json'))
    const text = JSON.stringify(told)
    assert.match(text, /"isWritten":true.*"number":2/)
    assert.match(text, /"removed":\[\{"kind":"pratique-policy","name":"pcr-72h"\}\]/)
    // Confirmed anew, though its text is the same.
    assert.match(text, /"changed":\[\{"kind":"pratique-policy","name":"polio"\}\]/)
    assert.match(text, /"signed":true,"signer":"[0-9a-f]+"/)
    assert.equal(read(second).signatures.length, 1)
  })

  test('what was published answers once it is installed, and not when it is old', async () => {
    const [bundle, data, quorum] = [out('ch.bundle'), out('data'), out('quorum.json')]
    const rules = writeRules('ok', true)
    await answered(
      0,
      'publish',
      `CH=${rules}`,
      '--out',
      bundle,
      '--key',
      KEY.secret,
      '--as-of',
      '2026-05-01',
    )
    const pinned = await pratique(['bundle', 'quorum', KEY.public, '--out', quorum])
    assert.equal(pinned.exitCode, 0, pinned.stderr)
    const installed = await pratique([
      'bundle',
      'install',
      bundle,
      '--quorum',
      quorum,
      '--data-dir',
      data,
    ])
    assert.equal(installed.exitCode, 0, installed.stderr)
    const check = [
      'check',
      VACCINATION,
      '--to',
      'CH',
      '--data-dir',
      data,
      ...CONTEXT.slice(0, 2),
      '--at',
    ]
    assert.match(await answered(0, ...check, '2026-06-01T12:00:00Z'), /Rules as of 1 May 2026/)
    assert.match(await answered(20, ...check, '2026-08-15T12:00:00Z'), /out of date/)
  })
})

describe('what does not pass is not written', () => {
  const refuse = async (file: string, ...args: readonly string[]) => {
    const path = out(`none-${file.length}.bundle`)
    const ended = await policy('publish', file, '--out', path, ...args)
    assert.ok(!existsSync(path))
    return ended
  }

  test('a case that comes out otherwise', async () => {
    const { exitCode, stdout } = await refuse(writeRules('otherwise', false))
    assert.equal(exitCode, 1)
    assert.match(stdout, /^Nothing is written:\n.*cases that came out otherwise: 1; errors: 0\n/)
    assert.match(stdout, /expected false, got true/)
  })

  test('an error of lint', async () => {
    const { exitCode, stdout } = await refuse(
      writeRules('faulty', true, { Version: 'one' }),
      '--json',
    )
    assert.equal(exitCode, 1)
    assert.match(stdout, /^\{"isWritten":false,"trials":.*"id":"version-form"/)
  })

  test('no cases, a date to come, a name twice, nothing at all', async () => {
    const alone = write('alone-rules.json', JSON.stringify([makeRule({ until: 270 })]))
    await refused('usage.file-missing', 'publish', alone, '--out', out('x.bundle'))
    const future = ['publish', 'polio', '--out', out('x.bundle'), '--as-of', '2999-01-01']
    await refused('usage.option', ...future)
    await refused('usage.argument', 'publish', 'polio', 'polio', '--out', out('x.bundle'))
    await refused('usage.option', 'publish', 'polio')
    await refused('usage.argument', 'publish', '--out', out('x.bundle'))
    assert.ok(!existsSync(out('x.bundle')))
  })
})
