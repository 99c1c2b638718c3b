/**
 * Entry rules in bundles: given, kept, replaced, taken out, signed, installed, and held.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readPolicies } from 'pratique/bundle'
import { FRAMEWORKS } from 'pratique/verify'
import { loadHeld } from '../src/trust/load-held.ts'
import {
  AIRPORT,
  BUILDER,
  bundle,
  damage,
  FIRST,
  good,
  jsonOf,
  newFile,
  newFolder,
  ONE,
  PORT,
  QUORUM,
  read,
  refused,
  signed,
} from './made-bundles.ts'
import { FOLDER } from './pratique.ts'

const RULES = '{"Identifier":"GR-AT-0000","Logic":true}\n{"Identifier":"VR-AT-0001","Logic":{}}\n'
const VALUE_SET = JSON.stringify({
  valueSetId: 'vaccines-covid-19-names',
  valueSetDate: '2022-04-27',
  valueSetValues: {},
})
const POLICY = '{"type":"pratique-policy"}'

/** A file in a folder of its own, so that it may have any name. */
function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(FOLDER, 'rules-')), name)
  writeFileSync(path, text)
  return path
}

const RULES_FILE = file('rules.jsonl', RULES)
const SETS_FILE = file('value-sets.json', VALUE_SET)
const POLICY_FILE = file('yellow fever.json', POLICY)
const ALL = ['--policy', `EU=${RULES_FILE}`, '--policy', SETS_FILE, '--policy', POLICY_FILE]

/** Builds with sources, and gives the path. */
async function build(...args: readonly string[]): Promise<string> {
  const out = newFile('rules.bundle')
  await good('build', '--out', out, '--data-dir', BUILDER, ...args)
  return out
}

function namesOf(path: string): readonly string[] {
  return readPolicies(read(path)).map(({ kind, name }) => `${kind} ${name}`)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const CARRIED = await build(...ALL)

describe('bundle build --policy', { concurrency: 2 }, () => {
  test('carries files of each kind, by the names that they are given', () => {
    const policies = readPolicies(read(CARRIED))
    assert.deepEqual(
      policies.map(({ bytes, ...rest }) => ({ ...rest, text: new TextDecoder().decode(bytes) })),
      [
        { kind: 'eu-rules', name: 'EU', text: `[\n${RULES.trim().replace('\n', ',\n')}\n]\n` },
        {
          kind: 'eu-value-sets',
          name: 'value-sets',
          asOf: Date.UTC(2022, 3, 27) / 1000,
          text: VALUE_SET,
        },
        { kind: 'pratique-policy', name: 'yellow fever', text: POLICY },
      ],
    )
  })

  test('comes to the same bytes in any order; without any, to those of before', async () => {
    const [a, b, c, d, e, f] = ALL
    const other = await build(...[e, f, c, d, a, b].flatMap((each) => each ?? []))
    assert.deepEqual(read(other).signedBytes, read(CARRIED).signedBytes)
    assert.deepEqual(read(await build()).signedBytes, read(FIRST).signedBytes)
    const [, ...sections] = read(CARRIED).manifest.sections.toReversed()
    assert.deepEqual(sections.toReversed(), read(FIRST).manifest.sections)
  })

  test('keeps those of the bundle before, but for what is replaced or taken out', async () => {
    const kept = await build('--previous', CARRIED)
    assert.deepEqual(readPolicies(read(kept)), readPolicies(read(CARRIED)))
    assert.equal(read(kept).manifest.changes?.policies, undefined)
    const rules = file('EU.json', '[{"Identifier":"GR-AT-0000","Logic":false}]')
    const sets = file('EU.json', '{"country-2-codes":["AT"]}')
    const args = ['--policy', rules, '--policy', sets, '--without-policy', 'value-sets']
    const next = await build('--previous', CARRIED, ...args)
    const names = ['eu-rules EU', 'eu-value-sets EU', 'pratique-policy yellow fever']
    assert.deepEqual(namesOf(next), names)
    assert.deepEqual(read(next).manifest.changes?.policies, {
      added: [{ kind: 'eu-value-sets', name: 'EU' }],
      removed: [{ kind: 'eu-value-sets', name: 'value-sets' }],
      changed: [{ kind: 'eu-rules', name: 'EU' }],
    })
    const { stdout } = await good('show', next)
    assert.match(
      stdout,
      /^Changes\n {2}added +value sets: EU\n {2}removed +value sets: value-sets\n {2}changed +rules of the EU: EU$/m,
    )
    const none = await build('--previous', next, ...['EU', 'yellow fever'].flatMap(without))
    assert.deepEqual(namesOf(none), [])
    assert.deepEqual(read(none).manifest.sections, read(FIRST).manifest.sections)
  })

  test('needs no sources; says so where keys of the bundle before are left out', async () => {
    const out = newFile('alone.bundle')
    const args = ['build', '--out', out, '--data-dir', newFolder()]
    await good(...args, '--policy', POLICY_FILE)
    const { manifest } = read(out)
    assert.deepEqual(
      [manifest.networks, manifest.sections.map(({ name }) => name)],
      [[], ['policies']],
    )
    const next = newFile('next.bundle')
    await good('build', '--out', next, '--data-dir', newFolder(), '--previous', out, ...ALL)
    assert.deepEqual(namesOf(next), namesOf(CARRIED))
    const ended = await bundle(...args, '--previous', CARRIED, '--policy', POLICY_FILE)
    assert.equal(ended.exitCode, 0)
    assert.match(ended.stderr, /^pratique: no keys are held here, so that those .* left out\n$/)
    await refused('unavailable.data-folder', ...args)
  })

  test('refuses what is none, and names that are twice or not there', async () => {
    const out = newFile('none.bundle')
    const args = ['build', '--out', out, '--data-dir', BUILDER]
    const text = file('text.json', 'HC1:')
    const words = await refused('usage.policy-file', ...args, '--policy', text)
    assert.match(words, /text\.json": not JSON: expected rules of the EU/)
    await refused('usage.file-missing', ...args, '--policy', 'EU=none.json')
    const twice = [...args, '--policy', RULES_FILE, '--policy', `rules=${RULES_FILE}`]
    assert.match(await refused('usage.option', ...twice), /called "rules": give one of them/)
    await refused('usage.argument', ...args, '--policy', `a\u0007b=${RULES_FILE}`)
    assert.match(
      await refused('usage.option', ...args, '--previous', CARRIED, ...without('value-set')),
      /did you mean "value-sets"\?/,
    )
    assert.match(await refused('usage.option', ...args, ...without('EU')), /there are none/)
  })
})

function without(name: string): readonly string[] {
  return ['--without-policy', name]
}

describe('bundle show', { concurrency: 2 }, () => {
  test('lists entry rules: kind, name, date and hash', async () => {
    const { stdout } = await good('show', CARRIED)
    const [rules = '', sets = ''] = readPolicies(read(CARRIED)).map(({ bytes }) =>
      createHash('sha256').update(bytes).digest('hex'),
    )
    assert.ok(stdout.includes(`Entry rules\n  EU            rules of the EU; no date\n`), stdout)
    assert.match(stdout, /^ {2}value-sets +value sets; dated 27 April 2022 \(\d+ days old\)$/m)
    for (const hash of [rules, sets, hashOf(POLICY)]) assert.ok(stdout.includes(` ${hash}\n`))
    assert.ok(!(await good('show', FIRST)).stdout.includes('Entry rules'))
  })

  test('--json lists the same', async () => {
    const { policies } = jsonOf(await good('show', CARRIED, '--json'))
    const [, ...others] = Object(policies)
    assert.deepEqual(others, [
      {
        kind: 'eu-value-sets',
        name: 'value-sets',
        sha256: hashOf(VALUE_SET),
        asOf: '2022-04-27T00:00:00.000Z',
      },
      { kind: 'pratique-policy', name: 'yellow fever', sha256: hashOf(POLICY) },
    ])
    assert.deepEqual(jsonOf(await good('show', FIRST, '--json'))['policies'], [])
  })
})

describe('bundle install', { concurrency: 2 }, () => {
  test('holds the entry rules, for whoever asks for them', async () => {
    const data = newFolder()
    await good('install', ONE, '--quorum', QUORUM, '--data-dir', data)
    const load = (policies?: boolean) =>
      loadHeld({
        frameworks: FRAMEWORKS,
        dataFolder: data,
        ...(policies !== undefined && { policies }),
      })
    assert.deepEqual((await load(true)).policies, [])
    const next = await signed(await build('--previous', ONE, ...ALL), AIRPORT.secret, PORT.secret)
    const { stdout } = await good('install', next, '--data-dir', data)
    assert.match(stdout, /changed: 0; entry rules added: 3, removed: 0, changed: 0$/m)
    assert.deepEqual((await load()).policies, [])
    const { policies, bundles } = await load(true)
    const expected = readPolicies(read(CARRIED)).map((each) => ({ ...each, role: 'installed' }))
    assert.deepEqual(policies, expected)
    assert.deepEqual(
      bundles.map(({ role }) => role),
      ['installed', 'starter'],
    )
  })

  test('refuses those that are damaged, and repairs what is held', async () => {
    const data = newFolder()
    const whole = await signed(CARRIED, AIRPORT.secret, PORT.secret)
    const section = read(whole).sections.get('policies') ?? new Uint8Array()
    const place = readFileSync(whole).indexOf(section) + Math.floor(section.length / 2)
    const damaged = damage(whole, place)
    await refused('usage.bundle', 'show', damaged)
    const args = ['--quorum', QUORUM, '--data-dir', data]
    assert.match(
      await refused('usage.bundle', 'install', damaged, ...args),
      /nothing was installed/,
    )
    await good('install', whole, ...args)
    copyFileSync(damaged, join(data, 'bundles/installed.bundle'))
    const options = { frameworks: FRAMEWORKS, dataFolder: data }
    await assert.rejects(loadHeld({ ...options, policies: true }), {
      code: 'unavailable.data-folder',
    })
    assert.ok((await loadHeld(options)).shelves.length > 0)
    await good('install', whole, '--data-dir', data)
    assert.equal((await loadHeld({ ...options, policies: true })).policies.length, 3)
  })

  test('of those of one name, those of the first bundle are taken', async () => {
    const data = newFolder()
    const installed = await signed(
      await build('--policy', `EU=${RULES_FILE}`),
      AIRPORT.secret,
      PORT.secret,
    )
    await good('install', installed, '--quorum', QUORUM, '--data-dir', data)
    const local = await build(
      '--policy',
      `EU=${SETS_FILE}`,
      '--policy',
      `EU=${file('x', '[{"Identifier":"","Logic":1}]')}`,
    )
    copyFileSync(local, join(data, 'bundles/local.bundle'))
    const { policies } = await loadHeld({ frameworks: [], dataFolder: data, policies: true })
    assert.deepEqual(
      policies.map(({ role, kind, name }) => [role, kind, name]),
      [
        ['installed', 'eu-rules', 'EU'],
        ['local', 'eu-value-sets', 'EU'],
      ],
    )
  })

  test('without a data folder there are those of the starter, and no key is read for them', async () => {
    const { policies, bundles, shelves } = await loadHeld({
      frameworks: ['hcert'],
      dataFolder: undefined,
      policies: true,
    })
    assert.deepEqual([policies, shelves], [[], []])
    assert.deepEqual(
      bundles.map(({ role }) => role),
      ['starter'],
    )
    const without = await loadHeld({ frameworks: ['hcert'], dataFolder: undefined })
    assert.deepEqual(without.bundles, [])
  })
})
