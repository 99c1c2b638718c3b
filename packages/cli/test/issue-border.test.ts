/**
 * `pratique issue --to` and `--border`: whether a country would take what is issued, and the smallest copy
 * that it takes.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { makeAuthority, NOW, runAt } from './made-authority.ts'
import { makeRule, writeRules } from './made-policies.ts'
import { readLines, write } from './pratique.ts'

const DOSE = {
  holder: { family: 'Hythloday', given: 'Raphael', birthDate: '1978-03-01' },
  fact: {
    ...{ kind: 'vaccination', disease: 'covid-19', product: 'EU/1/20/1528' },
    ...{ doseNumber: 2, seriesDoses: 2, manufacturer: 'ORG-100030215' },
  },
}
const dose = (date: string): string =>
  write(`${date}.json`, JSON.stringify({ ...DOSE, fact: { ...DOSE.fact, date } }))

const rules = ['--to', 'CH', '--rules', writeRules('entry.json', makeRule({ until: 270 }))]
let base: readonly string[] = []
let trust = ''
before(async () => {
  const { health } = await makeAuthority('authority')
  trust = health.certificate
  base = ['--format', 'eu-dcc', ...health.options, ...rules]
})

async function issue(exitCode: number, ...args: readonly string[]): Promise<object> {
  const ended = await runAt(['issue', ...args, ...base, '--json'])
  assert.equal(ended.exitCode, exitCode, ended.stdout + ended.stderr)
  assert.doesNotMatch(
    ended.stdout.replace(/"texts":\[[^\]]*\]/, '') + ended.stderr,
    /Hythl|1978|-0[34]-/,
  )
  return Object(readLines(ended.stdout)[0])
}

describe('entry rules', () => {
  test('say whether the country would take it, and withhold nothing', async () => {
    const taken = await issue(0, dose('2026-03-02'))
    assert.equal(Reflect.get(taken, 'admission'), 'accepted')
    const early = await issue(0, dose('2025-04-02'))
    assert.equal(Reflect.get(early, 'admission'), 'refused')
  })

  test('make the smallest copy that it takes, or none', async () => {
    const copy = await issue(0, dose('2026-03-02'), '--border')
    const text = write('copy.txt', Reflect.get(copy, 'texts').join('\n'))
    const at = ['--at', new Date(NOW * 1000).toISOString()]
    const verified = await runAt(['verify', text, '--trust', trust, ...rules, ...at])
    assert.match(verified.stdout, /Verdict +accepted, exit code 0/, verified.stderr)
    const [size, full] = [Reflect.get(copy, 'characters'), Reflect.get(copy, 'fullSize')]
    assert.ok(size <= full.characters, JSON.stringify(copy))
    const none = await issue(2, dose('2025-04-02'), '--border')
    const [{ path, kind }] = Reflect.get(none, 'faults')
    assert.deepEqual([path, kind], ['fact', 'not-admitted'])
  })
})
