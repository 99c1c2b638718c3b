/**
 * `pratique policy check`, as a process.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  answered,
  CATALOGUE,
  CONTEXT,
  makeRule,
  policy,
  refused,
  STATED,
  TERMINOLOGY,
  TEST,
  VACCINATION,
  writeRules,
  YELLOW_CARD,
} from './made-policies.ts'
import { findRow, pratique, readLines, specimen, write } from './pratique.ts'

const RULES = writeRules('rules.json', makeRule({ until: 270 }))
const CHECK = ['check', VACCINATION, '--to', 'CH', '--rules', RULES, ...CONTEXT]

function assertNothingStated(output: string): void {
  for (const value of STATED) assert.ok(!output.includes(value), `${value} in ${output}`)
}

function objectOf(stdout: string): Readonly<Record<string, unknown>> {
  const [object, ...others] = readLines(stdout)
  assert.equal(others.length, 0)
  assert.ok(typeof object === 'object' && object !== null)
  return Object.fromEntries(Object.entries(object))
}

describe('the answer for one destination', () => {
  test('let in, as a process', async () => {
    const { exitCode, stdout, stderr } = await pratique(['policy', ...CHECK])
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' })
    assert.equal(stdout, await answered(0, ...CHECK))
    assert.match(stdout, /^Meets the rule/)
    assert.match(stdout, /\nEntry rules: Switzerland\n/)
    assert.match(stdout, /\nMeets the entry rules\n/)
    assert.match(stdout, /Rules applied: VR-CH-0001 1\.0\.0/)
    assert.match(stdout, /shown with --show-person/)
    assertNothingStated(stdout)
  })

  test('not let in: why, in plain words and in those of the country, and what to do', async () => {
    const stdout = await answered(11, ...CHECK, '--on', '2025-12-20')
    assert.match(stdout, /\nDoes not meet the entry rules\n/)
    assert.match(
      stdout,
      /The last dose is accepted after 14 days; that time is not over on arrival\./,
    )
    assert.match(stdout, /In the words of the destination: The dose counts for a while/)
    assert.match(stdout, /– Arrive later\./)
    // The day that is asked about is the user's own.
    assertNothingStated(stdout.replace('20 December 2025', ''))
  })

  test('with --show-person: the dates, too, in the zone of the destination', async () => {
    const stdout = await answered(11, ...CHECK, '--on', '2025-12-20', '--show-person')
    assert.match(stdout, /The last dose, of 15 December 2025, is accepted after 14 days, from 29/)
    assert.match(stdout, /– Arrive on or after 29 December 2025 at 01:00\./)
    assert.match(
      stdout,
      /– Accepted from 29 December 2025 at 01:00 until 11 September 2026 at 02:00/,
    )
    assert.match(stdout, /Times in the zone Europe\/Zurich/)
  })

  test('of a dose after the arrival, its date with --show-person alone', async () => {
    const early = [...CHECK, '--on', '2025-12-10']
    assert.match(await answered(11, ...early), /dose is after the arrival\./)
    assert.match(
      await answered(11, ...early, '--show-person'),
      /dose, 15 December 2025, is after the arrival\./,
    )
  })

  test('in another language, with the official text in it or in English', async () => {
    const stdout = await answered(11, ...CHECK, '--on', '2025-12-20', '--lang', 'fr')
    assert.match(stdout, /\nRègles d’entrée\s: Suisse\n/)
    assert.match(stdout, /\nNon conforme aux règles d’entrée\n/)
    assert.match(stdout, /Texte officiel de la destination\s: The dose counts/)
    assertNothingStated(stdout.replace('20 décembre 2025', ''))
  })

  test('a day that has two answers is undecided', async () => {
    // The rules count in UTC, and the day begins an hour earlier in Zurich.
    const stdout = await answered(22, ...CHECK, '--on', '2025-12-29')
    assert.match(stdout, /\nNo answer: something that decides is not stated\n/)
    await answered(11, ...CHECK, '--on', '2025-12-29T00:30+01:00')
    await answered(0, ...CHECK, '--on', '2025-12-29T01:30+01:00')
  })

  test('no rules known is never let in', async () => {
    const stdout = await answered(
      21,
      'check',
      VACCINATION,
      '--to',
      'AT',
      '--rules',
      RULES,
      ...CONTEXT,
    )
    assert.match(stdout, /No entry rules are known for Austria\. This does not mean that entry/)
    const none = await answered(21, 'check', VACCINATION, '--to', 'AT', ...CONTEXT)
    assert.match(none, /\nNo answer: no entry rules are known\n/)
  })

  test('a specimen stays one, with the answer that it would have had', async () => {
    const args = ['check', specimen('recovery'), '--to', 'CH', '--rules', RULES]
    const stdout = await answered(31, ...args, '--at', '2026-06-01')
    assert.match(stdout, /^Specimen – not a real certificate\. If it were real:/)
  })

  test('what is not genuine is asked no rule', async () => {
    const args = ['check', specimen('broken-signature'), '--to', 'CH', '--rules', RULES]
    const { exitCode, stdout } = await policy(...args)
    assert.equal(exitCode, 12)
    assert.doesNotMatch(stdout, /Entry rules/)
  })

  test('a yellow card, by the policy that comes with the program', async () => {
    const card = ['check', YELLOW_CARD, '--to', 'KE', '--policy', 'yellow-fever', ...CATALOGUE]
    const unknown = await answered(22, ...card, ...CONTEXT)
    assert.match(unknown, /\nNot stated, and decisive: name of the vaccine\n/)
    const known = await answered(
      0,
      ...card,
      ...CONTEXT,
      '--terminology',
      TERMINOLOGY,
      '--show-person',
    )
    assert.match(known, /Rules applied: yellow-fever 1\.0\.0/)
    assert.match(known, /– Accepted from 25 December 2025 on\n/)
  })
})

describe('several certificates', () => {
  const both = ['check', TEST, VACCINATION, '--to', 'CH', '--rules', RULES, ...CONTEXT]

  test('are one person’s, and the one to show is named', async () => {
    const stdout = await answered(0, ...both)
    assert.match(stdout, /This one is enough: Certificate 2: ".*vaccination\.txt"/)
    assert.match(stdout, /Taken together, as one person's; each alone:/)
    assertNothingStated(stdout)
  })

  test('of two people are refused, whatever the rules say', async () => {
    const { texts = [] } = findRow('verdicts/together.jsonl', 'together/other-name')
    const files = texts.map((text, index) => write(`other-${index}.txt`, text))
    const stdout = await answered(11, 'check', ...files, '--to', 'CH', '--rules', RULES, ...CONTEXT)
    assert.match(stdout, /^Refused: these are not all of one person/)
    assert.doesNotMatch(stdout, /Entry rules/)
  })

  test('one that cannot be read stops all', async () => {
    const stderr = await refused(
      'usage.argument',
      ...both,
      write('noise.bin', new Uint8Array([0, 1])),
    )
    assert.match(stderr, /needs every input/)
  })
})

describe('as JSON', () => {
  test('without --show-person nothing that the certificate settles', async () => {
    const stdout = await answered(11, ...CHECK, '--on', '2025-12-20', '--json')
    const { policy: told, personOmitted } = objectOf(stdout)
    assert.equal(personOmitted, true)
    assert.deepEqual(told, {
      destination: 'CH',
      at: '2025-12-19T23:00:00Z',
      until: '2025-12-20T22:59:59Z',
      result: 'failed',
      ...{ usedFields: ['vaccination', 'vaccination.date'], derivedFields: [], missingFields: [] },
      rules: [{ id: 'VR-CH-0001', version: '1.0.0', hash: hashIn(told), result: 'failed' }],
      timeZone: 'Europe/Zurich',
      reasons: [
        {
          ...{ rule: 'VR-CH-0001', version: '1.0.0', outcome: 'failed', certificate: 0 },
          officialText: {
            en: 'The dose counts for a while, and not at once.',
            de: 'Die Dosis zählt eine Weile, und nicht sofort.',
          },
          condition: {
            kind: 'too-recent',
            values: { event: 'vaccination', amount: 14, unit: 'day' },
          },
        },
      ],
    })
    assertNothingStated(stdout.replaceAll(/2025-12-(19|20)T/g, ''))
  })

  test('with it, windows and the next date too', async () => {
    const { policy: told } = objectOf(
      await answered(11, ...CHECK, '--on', '2025-12-20', '--json', '--show-person'),
    )
    assert.ok(typeof told === 'object' && told !== null)
    assert.ok('nextPass' in told && 'windows' in told && 'window' in told)
    assert.equal(told.nextPass, '2025-12-29T00:00:00Z')
  })

  test('of verify --to the same', async () => {
    const args = ['verify', VACCINATION, '--to', 'CH', '--rules', RULES, ...CONTEXT, '--json']
    const { exitCode, stdout } = await pratique(args)
    assert.equal(exitCode, 0)
    assertNothingStated(stdout)
  })
})

describe('--to all', () => {
  const all = [
    'check',
    VACCINATION,
    '--to',
    'all',
    '--policy',
    'three-way',
    '--rules',
    RULES,
    ...CONTEXT,
  ]

  test('an overview, with the dates on request alone', async () => {
    const stdout = await answered(3, ...all)
    assert.match(stdout, /\nSwitzerland +Meets the entry rules\nUT +Meets the entry rules\n/)
    assertNothingStated(stdout)
    const shown = await answered(3, ...all, '--show-person', '--on', '2025-12-20')
    assert.match(shown, /\nSwitzerland +Does not meet .* Would be accepted from 29 December 2025/)
  })

  test('as JSON: one object, with all destinations', async () => {
    const { destinations } = objectOf(await answered(3, ...all, '--json'))
    assert.ok(Array.isArray(destinations))
    assert.deepEqual(
      destinations.map(({ destination, result }) => [destination, result]),
      [
        ['CH', 'passed'],
        ['UT', 'passed'],
      ],
    )
  })

  test('needs rules of some country', async () => {
    await refused(
      'usage.option',
      'check',
      VACCINATION,
      '--to',
      'all',
      '--policy',
      'polio',
      ...CONTEXT,
    )
  })
})

describe('rules that are given', () => {
  test('a file that is none says what was expected', async () => {
    const args = ['check', VACCINATION, '--to', 'CH', ...CONTEXT]
    const stderr = await refused(
      'usage.policy-file',
      ...args,
      '--rules',
      write('other.json', '{"a":1}'),
    )
    assert.match(stderr, /expected rules of the EU/)
    const missing = await refused('usage.file-missing', ...args, '--policy', 'yellow-fevr')
    assert.match(missing, /did you mean "yellow-fever"\?/)
    await refused('usage.policy-file', ...args, '--value-sets', RULES)
  })

  test('rules that cannot be used are said, and may be the ones that refuse', async () => {
    const broken = makeRule({ until: 270 }, { Identifier: 'VR-CH-0002', ValidFrom: 'soon' })
    const rules = writeRules('half.json', makeRule({ until: 270 }), broken)
    const { exitCode, stderr } = await policy(
      'check',
      VACCINATION,
      '--to',
      'CH',
      '--rules',
      rules,
      ...CONTEXT,
    )
    assert.equal(exitCode, 22)
    assert.match(stderr, /1 of 2 rules in .* cannot be used:\n {2}VR-CH-0002: ValidFrom must be/)
  })

  test('lines, and rows around rules, are taken too', async () => {
    const rule = makeRule({ until: 270 })
    for (const row of [rule, { id: 'x', rule }]) {
      const lines = write('rules.jsonl', `${JSON.stringify(row)}\n`)
      await answered(0, 'check', VACCINATION, '--to', 'CH', '--rules', lines, ...CONTEXT)
    }
  })
})

function hashIn(told: unknown): unknown {
  const hash = /"hash":"([0-9a-f]{64})"/.exec(JSON.stringify(told))?.[1]
  assert.ok(hash)
  return hash
}
