/**
 * `pratique policy lint`, `explain`, `test` and `diff`: what authors of entry rules use.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  answered,
  CONTEXT,
  makeBeginlessRule,
  makeRule,
  policy,
  refused,
  VACCINATION,
  writeRules,
} from './made-policies.ts'
import { FOLDER, pratique, readLines, specimen, write } from './pratique.ts'

const CORPUS = fileURLToPath(new URL('../../../../shared/corpus/rules/', import.meta.url))
const skip = existsSync(CORPUS) ? false : '../shared/corpus/rules is not here'
const PRODUCTION = join(CORPUS, 'production-rules.jsonl')
const BATTERY = join(CORPUS, 'payload-battery.json')
const SHIPPED = fileURLToPath(new URL('../data/policies/', import.meta.url))

const RULES = writeRules('good.json', makeRule({ until: 270 }))
const BROKEN = writeRules('broken.json', makeRule({ until: 270 }, { Version: 'one' }))

function shipped(name: string): string {
  return readFileSync(join(SHIPPED, name), 'utf8')
}

/** A policy with its cases, in a folder of their own. */
function writePolicy(
  folder: string,
  change: (text: string) => string,
  cases = shipped('polio.cases.json'),
): string {
  mkdirSync(join(FOLDER, folder), { recursive: true })
  write(`${folder}/polio.cases.json`, cases)
  return write(`${folder}/polio.json`, change(shipped('polio.json')))
}

describe('policy lint', () => {
  test('as a process: faults by rule, with their place, and exit code 1 for errors alone', async () => {
    const { exitCode, stdout, stderr } = await pratique(['policy', 'lint', RULES, BROKEN])
    assert.equal(exitCode, 1)
    assert.match(stderr, /no value sets are known/)
    assert.match(stdout, /good\.json": 1 rule; 0 errors/)
    assert.match(stdout, /broken\.json": 1 rule; 1 error/)
    assert.match(stdout, /\nCH: VR-CH-0001 one\n {2}error +version-form at \/Version: /)
  })

  test('what weighs less is counted, and shown on request', async () => {
    const noted = writeRules('noted.json', makeBeginlessRule())
    const { exitCode, stdout } = await policy('lint', noted, '--severity', 'error')
    assert.equal(exitCode, 0)
    assert.doesNotMatch(stdout, /\n {2}(note|warning) /)
    assert.match(stdout, /\nand \d+ more that weigh less: see --severity note\n/)
    const all = await policy('lint', noted, '--severity', 'note')
    assert.match(all.stdout, /\n {2}note +no-lower-bound/)
    await refused('usage.option', 'lint', RULES, '--severity', 'grave')
  })

  test('as JSON: an object for each file', async () => {
    const { stdout } = await policy('lint', RULES, BROKEN, '--json')
    const told = readLines(stdout).map((each) => JSON.stringify(each))
    assert.equal(told.length, 2)
    assert.match(told[0] ?? '', /^\{"file":".*good\.json","kind":"eu-rules","rules":1,"findings":/)
    assert.match(told[1] ?? '', /"id":"version-form","severity":"error"/)
  })

  test('codes are checked against value sets; one that a country adds can be named', async () => {
    const rule = makeRule(
      { until: 270 },
      { Logic: { in: [{ var: 'payload.v.0.mp' }, ['EU/1/20/152']] } },
    )
    const rules = writeRules('codes.json', rule)
    const sets = write('sets.json', '{"vaccines-covid-19-names":["EU/1/20/1528"]}')
    const args = ['lint', rules, '--value-sets', sets]
    assert.match((await policy(...args)).stdout, /code-unknown/)
    const known = await policy(...args, '--known', 'vaccines-covid-19-names=EU/1/20/152')
    assert.doesNotMatch(known.stdout, /code-unknown/)
    await refused('usage.option', ...args, '--known', 'EU/1/20/152')
  })

  test('policies of Pratique: those that come with the program have no fault', async () => {
    const names = ['yellow-fever', 'polio', 'meningococcal-acwy', 'pcr-72h', 'three-way']
    const stdout = await answered(0, 'lint', ...names)
    assert.equal(stdout.match(/0 errors, 0 warnings/g)?.length, names.length)
  })

  test('policies of Pratique: form, products that nobody knows, cases that are missing', async () => {
    const form = writePolicy('form', (text) => text.replace('"months"', '"moons"'))
    assert.match(await answered(1, 'lint', form), /policy-form.*\/moons|\/months/s)
    const odd = write(
      'alone.json',
      shipped('three-way.json').replaceAll('"comirnaty"', '"comirnati"'),
    )
    const stdout = await answered(1, 'lint', odd)
    assert.match(stdout, /product-unknown at \/requirement\/anyOf\/0\/vaccinated\/products\/0/)
    assert.match(stdout, /cases-missing/)
  })

  test('value sets, and what is nothing of the kind', async () => {
    const sets = write('sets-alone.json', '{"a":["b"]}')
    assert.match(await refused('usage.policy-file', 'lint', sets), /--value-sets/)
    await refused('usage.argument', 'lint')
  })

  test('faults of production rules, by name', { skip }, async () => {
    const faulty = readFileSync(PRODUCTION, 'utf8')
      .split('\n')
      .filter((line) => /"Country":"(?:AL|CY|FR|LT|RO|SK)"/.test(line))
    const file = write('production.jsonl', faulty.join('\n'))
    const { stdout } = await policy('lint', file, '--value-sets', BATTERY, '--json')
    for (const fault of [
      /"id":"logic-malformed","severity":"error","country":"AL"/,
      /"id":"logic-malformed","severity":"error","country":"LT"/,
      /"id":"path-root","severity":"error","country":"SK"/,
      /"id":"value-set-missing","severity":"error","country":"FR"/,
      /"id":"code-misspelt","severity":"error","country":"CY"/,
      /"id":"positive-accepted","severity":"warning","country":"RO"/,
    ]) {
      assert.match(stdout, fault)
    }
  })
})

describe('policy explain', () => {
  test('as a process: a rule in words, when it is in force, and the official text', async () => {
    const args = ['policy', 'explain', 'VR-CH-0001', '--rules', RULES]
    const { exitCode, stdout, stderr } = await pratique(args)
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' })
    assert.match(stdout, /^VR-CH-0001 1\.0\.0\nIn force from 2021-07-01 to 2030-06-01/)
    assert.match(stdout, /For vaccination certificates, on arrival in CH/)
    assert.match(stdout, /In the words of CH: The dose counts for a while/)
  })

  test('a version, a file, and a rule that nobody knows', async () => {
    assert.match(await answered(0, 'explain', 'vr-ch-0001@1.0.0', '--rules', RULES), /^VR-CH-0001/)
    assert.match(await answered(0, 'explain', RULES), /^VR-CH-0001/)
    const stderr = await refused('usage.argument', 'explain', 'VR-CH-001', '--rules', RULES)
    assert.match(stderr, /did you mean "VR-CH-0001"\?/)
    await refused('usage.argument', 'explain', 'VR-CH-0001@2.0.0', '--rules', RULES)
    assert.match(await refused('usage.argument', 'explain', 'VR-CH-0001'), /no rules are held/)
    await refused('usage.argument', 'explain')
  })

  test('as JSON', async () => {
    const [told] = readLines(await answered(0, 'explain', RULES, 'polio', '--json'))
    assert.match(
      JSON.stringify(told),
      /"rule":"VR-CH-0001".*"isInForce":true.*"officialText":\{"en"/,
    )
  })

  test('policies of Pratique, in all their conditions', async () => {
    const stdout = await answered(0, 'explain', 'three-way', 'yellow-fever', 'meningococcal-acwy')
    for (const words of [
      'Younger than 12 years on arrival',
      'Tested for COVID-19 by PCR or another molecular test: not detected (negative), sampled at most',
      'Recovered from COVID-19, from 11 days after the first positive test until 180 days after it',
      'with a product that WHO has prequalified, from 10 days after the',
      'covering serogroups A, C, W, Y',
      'Check before use',
    ]) {
      assert.ok(stdout.replaceAll(/\s+/g, ' ').includes(words), words)
    }
    assert.match(await answered(0, 'explain', 'yellow-fever', '--lang', 'fr'), /vaccin antiamaril/)
  })
})

describe('policy test', () => {
  test('cases beside a policy: all as expected', async () => {
    assert.match(
      await answered(0, 'test', 'yellow-fever'),
      /: \d+ of \d+ cases came out as expected/,
    )
  })

  test('a case that comes out otherwise is told, and ends in 1', async () => {
    const cases = shipped('polio.cases.json').replace('"expect": "passed"', '"expect": "failed"')
    const file = writePolicy('otherwise', (text) => text, cases)
    const { exitCode, stdout } = await pratique(['policy', 'test', file])
    assert.equal(exitCode, 1)
    assert.match(stdout, /\n {4}result: expected failed, got passed\n/)
    const [told] = readLines((await policy('test', file, '--json')).stdout)
    assert.match(
      JSON.stringify(told),
      /"failed":\[\{"name":.*"differences":\["result: expected failed/,
    )
  })

  test('cases that are missing, of another policy, or none at all', async () => {
    const alone = write('lonely.json', shipped('polio.json'))
    const stderr = await refused('usage.file-missing', 'test', alone)
    assert.match(stderr, /lonely\.cases\.json/)
    const other = join(SHIPPED, 'yellow-fever.cases.json')
    assert.match(
      await refused('usage.policy-file', 'test', alone, other),
      /of "yellow-fever", not of/,
    )
    await refused('usage.policy-file', 'test', alone, write('none.json', '{"cases":[]}'))
  })

  test('cases of rules of the EU', async () => {
    const of = (date: string, expected: unknown, more = {}) => ({
      ...{ ruleId: 'VR-CH-0001', payload: { v: [{ dt: '2022-01-01' }] }, expected },
      external: { validationClock: `${date}T00:00:00Z` },
      ...more,
    })
    const lines = (...cases: readonly object[]) =>
      write('rows.jsonl', cases.map((each) => JSON.stringify(each)).join('\n'))
    const good = lines(
      of('2022-01-10', false),
      of('2022-02-10', true),
      of('2022-02-10', 'open', { payload: { v: [{ dt: 'yesterday' }] } }),
      of('2022-02-10', true, { ruleId: 'CH/VR-CH-0001@1.0.0' }),
    )
    assert.match(await answered(0, 'test', RULES, good), /: 4 of 4 cases/)
    const stdout = await answered(
      1,
      'test',
      RULES,
      lines(of('2022-01-10', true, { name: 'early' })),
    )
    assert.match(stdout, /^early\n {4}result: expected true, got false\n/)
    const unknown = lines(of('2022-01-10', true, { ruleId: 'VR-CH-0009' }))
    assert.match(await refused('usage.policy-file', 'test', RULES, unknown), /case 1 names no rule/)
    await refused('usage.policy-file', 'test', RULES, lines(of('2022-01-10', 'maybe')))
  })

  test('all cases of the countries themselves', { skip }, async () => {
    const sets = join(CORPUS, 'country-rules.valuesets.json')
    const file = join(CORPUS, 'country-rules.jsonl')
    assert.match(await answered(0, 'test', file, '--value-sets', sets), /: 824 of 824 cases/)
  })
})

describe('policy diff', () => {
  const NEW = writeRules(
    'new.json',
    makeRule({ until: 180 }, { Version: '1.0.1', ValidFrom: '2021-08-01T00:00:00Z' }),
  )
  const tg = '840539006'
  const payloads = {
    early: { v: [{ tg, dt: '2022-01-01' }] },
    none: { r: [{ tg, fr: '2022-01-01' }] },
  }
  const certificates = Object.fromEntries(
    Object.entries(payloads).map(([name, payload]) => [
      name,
      { ver: '1.3.0', nam: { fnt: 'DOE' }, dob: '1990-01-01', ...payload },
    ]),
  )
  const battery = write('battery.json', JSON.stringify({ payloads: certificates }))

  test('as a process: which certificates change, where and when', async () => {
    const args = [
      'policy',
      'diff',
      RULES,
      NEW,
      '--battery',
      battery,
      '--on',
      '2022-08-01',
      '--on',
      '2022-02-01',
    ]
    const { exitCode, stdout, stderr } = await pratique(args)
    assert.deepEqual({ exitCode, stderr }, { exitCode: 1, stderr: '' })
    assert.match(
      stdout,
      /^CH, 2022-08-01T00:00:00Z\n {2}early {2}let in +→ not let in +VR-CH-0001\n/,
    )
    assert.match(stdout, /\n1 answer changed, of 2 certificates tried\n/)
  })

  test('without --on: now, and when what differs begins and ends', async () => {
    const { stdout } = await policy('diff', RULES, NEW, '--battery', battery, '--json')
    const [told] = readLines(stdout)
    assert.ok(typeof told === 'object' && told !== null && 'changes' in told)
    assert.ok(Array.isArray(told.changes))
    // Before August, only the old rules were there: the new ones say nothing.
    assert.ok(
      told.changes.some(({ at, after }) => at === '2021-07-01T00:00:00.000Z' && after === 'open'),
    )
  })

  test('the same rules: nothing to try, and 0', async () => {
    const stdout = await answered(0, 'diff', RULES, RULES, '--battery', battery)
    assert.match(stdout, /^Destinations whose rules differ: none\n0 answers changed/)
  })

  test('two policies, on the cases of one of them', async () => {
    const cases = join(SHIPPED, 'polio.cases.json')
    const longer = writePolicy('longer', (text) => text.replace('"months": 12', '"months": 1'))
    const stdout = await answered(1, 'diff', 'polio', longer, '--battery', cases)
    assert.match(stdout, /let in +→ not let in +polio\n/)
  })

  test('certificates, if they are genuine', async () => {
    const args = ['diff', RULES, NEW, '--on', '2026-07-15', '--trust', CONTEXT[1] ?? '']
    const stdout = await answered(1, ...args, '--battery', VACCINATION)
    assert.match(stdout, /vaccination\.txt +let in +→ not let in/)
    const broken = specimen('broken-signature')
    await refused('usage.cases-file', ...args, '--battery', broken)
  })

  test('wrong usage', async () => {
    await refused('usage.argument', 'diff', RULES, '--battery', battery)
    await refused('usage.option', 'diff', RULES, NEW)
    await refused('usage.option', 'diff', RULES, NEW, '--battery', battery, '--to', 'Utopia')
    const cases = join(SHIPPED, 'polio.cases.json')
    await refused('usage.argument', 'diff', RULES, NEW, '--battery', cases)
  })
})

describe('help', () => {
  for (const part of ['check', 'explain', 'lint', 'test', 'diff', 'publish']) {
    test(`policy ${part}`, async () => {
      const stdout = await answered(0, part, '--help')
      assert.match(stdout, new RegExp(`^Usage: pratique policy ${part} `))
      assert.match(stdout, /\nExamples\n {2}pratique policy /)
      assert.ok(stdout.split('\n').every((line) => line.length <= 100))
    })
  }

  test('of all parts', async () => {
    assert.match((await pratique(['policy', '--help'])).stdout, /^Usage: pratique policy PART/)
    await refused('usage.command', 'lnit')
  })
})
