/**
 * The linter, on rules that were in force, and on others with faults of the same kinds.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { type ReadRules, readRules } from '../rules/read-rules.ts'
import { readValueSets, type ValueSets } from '../rules/value-sets.ts'
import { LINT_SEVERITIES, type LintFinding, type LintId } from './finding.ts'
import { lintRules } from './lint-rules.ts'

const CORPUS = new URL('../../../../../../shared/corpus/rules/', import.meta.url)
const noCorpus = existsSync(CORPUS) ? false : 'no corpus beside the repository'

interface Row {
  readonly firstSeen: string
  readonly ruleId: string
  readonly rule: JsonObject
}

function readRows(name: string): readonly Row[] {
  const lines = readFileSync(new URL(name, CORPUS), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function readSets(): ValueSets {
  const { valueSets } = JSON.parse(readFileSync(new URL('payload-battery.json', CORPUS), 'utf8'))
  return readValueSets(valueSets) ?? assert.fail()
}

function readAll(rows: readonly Row[]): ReadRules {
  return readRules(rows.map(({ rule }) => rule))
}

describe('rules that were in force', { skip: noCorpus }, () => {
  const rows = noCorpus ? [] : readRows('production-rules.jsonl')
  const valueSets = noCorpus ? { codes: {}, dates: {} } : readSets()
  const findings = lintRules(readAll(rows), { valueSets })

  const of = (id: LintId): readonly LintFinding[] => findings.filter((each) => each.id === id)
  const rulesOf = (id: LintId): readonly string[] =>
    [...new Set(of(id).map(({ rule, country }) => rule ?? country ?? ''))].toSorted()
  const codesOf = (country: string): ReadonlySet<unknown> =>
    new Set(
      findings
        .filter((each) => each.country === country && each.id.startsWith('code-'))
        .map(({ values }) => values['code']),
    )

  it('names the findings of each country', (t) => {
    const table = new Map<string, Map<string, number>>()
    for (const { id, severity, country = '' } of findings) {
      const row = table.get(`${severity} ${id}`) ?? new Map<string, number>()
      table.set(`${severity} ${id}`, row.set(country, (row.get(country) ?? 0) + 1))
    }
    for (const [name, row] of [...table].toSorted()) {
      t.diagnostic(
        `${name}: ${[...row].map(([country, count]) => `${country} ${count}`).join(', ')}`,
      )
    }
    assert.ok(findings.every(({ message }) => /[.?]$/.test(message) && !/undefined/.test(message)))
  })

  it('finds a malformed if in AL and LT', () => {
    assert.deepEqual(rulesOf('logic-malformed'), ['VR-AL-0002', 'VR-LT-0003'])
  })

  it('finds a wrong root in SK', () => {
    assert.deepEqual(rulesOf('path-root'), ['TR-SK-0008'])
    assert.equal(
      of('path-root')[0]?.values['suggestion'],
      'external.valueSets.covid-19-lab-test-manufacturer-and-name',
    )
  })

  it('finds private value sets in FR', () => {
    assert.deepEqual(rulesOf('value-set-missing'), ['VR-FR-0001', 'VR-FR-0008'])
  })

  it('finds misspelt products in CH, CY and FR, and what is meant', () => {
    const meant = new Map(
      of('code-misspelt').map(({ values }) => [values['code'], values['suggestion']]),
    )
    assert.equal(meant.get('COVOVAX'), 'Covovax')
    assert.equal(meant.get('Covavax'), 'Covovax')
    assert.equal(meant.get('Covid-19-adsorvidainativada'), 'Covid-19-adsorvida-inativada')
    assert.equal(meant.get('R-Covi'), 'R-COVI')
    assert.equal(meant.get('Covid-19 (recombinant)'), 'Covid-19-recombinant')
    assert.ok(meant.has('Covid-19 vaccine (recombinante)'))
    const countries = new Set(of('code-misspelt').map(({ country }) => country))
    assert.deepEqual([...countries].toSorted(), ['CH', 'CY', 'FR'])
  })

  it('takes codes of their own for no misspellings', () => {
    const swiss = codesOf('CH')
    assert.ok(swiss.has('BBIBP-CorV_T') && swiss.has('94504-8'))
    assert.ok(of('code-unknown').every(({ severity }) => severity !== 'error'))
    const own = { 'covid-19-lab-test-type': ['94504-8', 'medical-exemption'] }
    const withCode = rows.filter(({ rule }) => JSON.stringify(rule).includes('"94504-8"'))
    const again = lintRules(readAll(withCode), { valueSets, known: own })
    assert.ok(again.some(({ country }) => country === 'CH'))
    assert.ok(!again.some(({ values }) => values['code'] === '94504-8'))
  })

  it('finds a positive test accepted in RO and TG', () => {
    assert.deepEqual(rulesOf('positive-accepted'), ['RO', 'TG'])
  })

  it('finds a recovery refused for what its issuer wrote in LT and UA', () => {
    assert.deepEqual(rulesOf('issuer-window'), ['RR-LT-0002', 'RR-UA-0002'])
  })

  it('finds Logic changed under one version, in 2 of 961 pairs', () => {
    const pairs = new Set(rows.map(({ rule }) => `${rule['Identifier']} ${rule['Version']}`))
    assert.equal(pairs.size, 961)
    assert.equal(of('logic-changed').length, 2)
  })

  it('finds AffectedFields that differ from what is read, as sets of paths: 34 of 409 identifiers', () => {
    assert.equal(new Set(rows.map(({ rule }) => rule['Identifier'])).size, 409)
    assert.equal(rulesOf('affected-fields').length, 34)
  })

  it('finds the bogus engine version of TG, and codes of countries for languages', () => {
    assert.deepEqual(rulesOf('engine-version'), ['GR-TG-0001'])
    const languages = new Set(of('description-language').map(({ values }) => values['language']))
    assert.deepEqual([...languages].toSorted(), ['ee', 'si', 'ua'])
  })

  it('finds a rule without a guard in UA, and months in CZ', () => {
    assert.ok(rulesOf('event-unguarded').includes('VR-UA-0003'))
    assert.ok(
      of('calendar-unit').some(({ country, values }) => country === 'CZ' && values['days'] === 3),
    )
  })

  for (const { at, all, future } of [
    { at: '2022-02-15T12:00:00Z', all: 22, future: 21 },
    { at: '2022-11-15T12:00:00Z', all: 24, future: 23 },
  ]) {
    it(`finds a future-dated test accepted everywhere but in CH, ${at}`, () => {
      const ms = Date.parse(at)
      const known = readAll(
        rows.filter(
          ({ firstSeen, rule: { CertificateType: type } }) =>
            Date.parse(firstSeen) <= ms && (type === 'Test' || type === 'General'),
        ),
      )
      const inForce = known.rules.filter(
        ({ validFrom, validUntil }) => validFrom <= ms && ms < validUntil,
      )
      const countries = new Set(inForce.map(({ country }) => country))
      const found = lintRules(known, { valueSets, at: ms / 1000 }).filter(
        ({ id, values }) => id === 'future-dated' && values['kind'] === 'test',
      )
      assert.equal(countries.size, all)
      assert.equal(found.length, future)
      const others = [...countries].filter((each) => !found.some(({ country }) => country === each))
      assert.deepEqual(others, ['CH'])
    })
  }

  it('raises no false alarm about the rules that the EU proposes', () => {
    const templates = readRows('country-rules.jsonl').filter(({ ruleId }) =>
      ruleId.startsWith('EU/'),
    )
    const ids = new Set(templates.map(({ ruleId }) => ruleId))
    assert.deepEqual(
      [...ids],
      [
        'EU/GR-EU-0001',
        'EU/TR-EU-0000',
        'EU/TR-EU-0001',
        'EU/TR-EU-0002',
        'EU/TR-EU-0004',
        'EU/TR-EU-0005',
        'EU/VR-EU-0000',
      ],
    )
    for (const sets of [valueSets, { codes: {}, dates: {} }]) {
      const alarms = lintRules(readAll(templates), { valueSets: sets }).filter(
        ({ severity }) => severity !== 'note',
      )
      assert.deepEqual(alarms, [])
    }
  })

  it('is total: any rule with a part of it exchanged', () => {
    const wrong: readonly JsonValue[] = [
      null,
      0.5,
      '',
      [],
      {},
      { var: 1 },
      { if: [] },
      [[[]]],
      1e300,
    ]
    const step = process.env['PRATIQUE_LONG'] ? 40 : 200
    for (const { rule } of rows.filter((_, index) => index % step === 0)) {
      for (const name of Object.keys(rule)) {
        for (const value of wrong) {
          const read = readRules([{ ...rule, [name]: value }])
          assert.ok(lintRules(read, { valueSets, at: 1_650_000_000 }))
        }
      }
    }
  })
})

const BASE: JsonObject = {
  Identifier: 'TR-XX-0001',
  Type: 'Acceptance',
  Country: 'XX',
  Version: '1.0.0',
  SchemaVersion: '1.3.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '1.0.0',
  CertificateType: 'Test',
  Description: [{ lang: 'en', desc: 'The test must be a proper one, and not too old.' }],
  ValidFrom: '2022-01-01T00:00:00Z',
  ValidTo: '2030-01-01T00:00:00Z',
  AffectedFields: ['t.0', 't.0.sc', 't.0.tr', 't.0.tt'],
  Logic: {},
}

const SETS: ValueSets = {
  codes: {
    'covid-19-lab-test-type': ['LP6464-4', 'LP217198-3'],
    'covid-19-lab-result': ['260415000', '260373001'],
    'vaccines-covid-19-names': ['EU/1/20/1528', 'Covovax', 'Sputnik-V'],
    'vaccines-covid-19-auth-holders': ['ORG-100030215'],
    'sct-vaccines-covid-19': ['1119349007'],
    'country-2-codes': ['DE', 'GR'],
    'disease-agent-targeted': ['840539006'],
    'covid-19-lab-test-manufacturer-and-name': ['1232'],
  },
  dates: {},
}

const CLOCK = { plusTime: [{ var: 'external.validationClock' }, 0, 'day'] }
const SAMPLE = (amount: number): JsonObject => ({
  plusTime: [{ var: 'payload.t.0.sc' }, amount, 'hour'],
})

/** A rule about tests that is in order. */
const SOUND: JsonObject = {
  if: [
    { var: 'payload.t.0' },
    {
      and: [
        { in: [{ var: 'payload.t.0.tt' }, ['LP6464-4', 'LP217198-3']] },
        { '===': [{ var: 'payload.t.0.tr' }, '260415000'] },
        { 'not-after': [SAMPLE(0), CLOCK, SAMPLE(72)] },
      ],
    },
    true,
  ],
}

function lint(...changes: readonly JsonObject[]): readonly LintFinding[] {
  const rules = changes.map((change) => ({ ...BASE, Logic: SOUND, ...change }))
  return lintRules(readRules(rules), { valueSets: SETS })
}

function idsOf(...changes: readonly JsonObject[]): readonly LintId[] {
  return [...new Set(lint(...changes).map(({ id }) => id))].toSorted()
}

/** A guarded rule about one kind of event. */
function about(event: string, logic: JsonValue): JsonObject {
  return { Logic: { if: [{ var: `payload.${event}.0` }, logic, true] } }
}

describe('rules with one fault', () => {
  it('says nothing of a sound one', () => {
    assert.deepEqual(lint({}), [])
  })

  const header: readonly (readonly [LintId, JsonObject])[] = [
    ['rule-unreadable', { ValidFrom: 'soon' }],
    ['identifier-form', { Identifier: 'TR-XX-1' }],
    ['identifier-country', { Identifier: 'TR-YY-0001' }],
    ['identifier-type', { Identifier: 'VR-XX-0001' }],
    ['identifier-type', { Identifier: 'IR-XX-0001' }],
    ['identifier-type', { Type: 'Invalidation' }],
    ['version-form', { Version: '1.0' }],
    ['schema-version', { SchemaVersion: '1.4.0' }],
    ['engine-unknown', { Engine: 'JSONLOGIC' }],
    ['engine-version', { EngineVersion: '2.0.1' }],
    ['validity-form', { ValidFrom: '2022-01-01T00:00:00.123Z' }],
    ['validity-reversed', { ValidTo: '2021-12-31T00:00:00Z' }],
    ['validity-short', { ValidTo: '2022-01-03T00:00:00Z' }],
    [
      'description-english',
      { Description: [{ lang: 'de', desc: 'Der Test darf nicht alt sein.' }] },
    ],
    ['description-short', { Description: [{ lang: 'en', desc: 'Test rule.' }] }],
    ['affected-fields', { AffectedFields: ['t.0', 't.0.sc', 't.0.tr'] }],
  ]
  for (const [id, change] of header) {
    it(`${id}: ${JSON.stringify(change)}`, () => assert.ok(idsOf(change).includes(id)))
  }

  const tt = { var: 'payload.t.0.tt' }
  const logics: readonly (readonly [LintId, JsonObject])[] = [
    ['logic-malformed', { Logic: { if: [tt, true] } }],
    ['logic-malformed', { Logic: { if: [tt, true, false, true] } }],
    ['logic-malformed', { Logic: { or: [tt, tt] } }],
    ['logic-no-var', { Logic: { if: [true, true, true] } }],
    ['path-root', { Logic: { in: [tt, { var: 'valueSets.covid-19-lab-test-type' }] } }],
    ['path-root', { Logic: { '===': [{ reduce: [[1], { var: 'payload.t' }, 0] }, 1] } }],
    ['path-unknown', about('t', { '===': [{ var: 'payload.t.0.type' }, 'x'] })],
    ['path-unknown', about('t', { '===': [{ var: 'external.validationclock' }, 'x'] })],
    ['value-set-missing', about('t', { in: [tt, { var: 'external.valueSets.tests-of-XX' }] })],
    ['code-misspelt', about('t', { '===': [tt, 'LP64644'] })],
    ['code-misspelt', about('t', { '===': [{ var: 'payload.t.0.co' }, 'de'] })],
    ['code-misspelt', about('v', { in: [{ var: 'payload.v.0.mp' }, ['Sputnik V']] })],
    ['code-misspelt', about('v', { in: [{ var: 'payload.v.0.mp' }, ['Covavax']] })],
    ['code-misspelt', about('v', { '===': [{ var: 'payload.v.0.mp' }, 'Comirnaty'] })],
    ['code-misspelt', about('v', { '===': [{ var: 'payload.v.0.mp' }, 'EU/1/2O/1528'] })],
    ['code-unknown', about('v', { '===': [{ var: 'payload.v.0.mp' }, 'EU/1/20/1529'] })],
    ['code-unknown', about('t', { '===': [{ var: 'payload.t.0.co' }, 'UK'] })],
    ['code-unknown', about('v', { in: [{ var: 'payload.v.0.mp' }, ['Covovax_T']] })],
    ['code-unknown', about('v', { '===': [{ var: 'payload.v.0.ma' }, 'ORG-999'] })],
    ['code-unknown', about('t', { in: [{ var: 'payload.t.0.ma' }, ['7777', '1232']] })],
    [
      'calendar-unit',
      about('t', { before: [CLOCK, { plusTime: [{ var: 'payload.t.0.sc' }, 1, 'month'] }] }),
    ],
    ['event-unguarded', { Logic: { before: [CLOCK, SAMPLE(72)] } }],
    [
      'field-unguarded',
      about('t', { after: [CLOCK, { plusTime: [{ var: 'payload.dob' }, 12, 'year'] }] }),
    ],
    ['result-not-boolean', { Logic: { if: [{ var: 'payload.t.0' }, tt, true] } }],
    ['always-open', { Logic: { before: [CLOCK, { var: 'payload.t.0.sc' }] } }],
    ['sometimes-open', about('t', { if: [{ '===': [tt, 'LP6464-4'] }, { '<': [tt, 1] }, true] })],
    ['never-true', about('t', false)],
    ['never-false', about('t', { in: [true, [tt, true]] })],
    ['no-lower-bound', about('t', { before: [CLOCK, SAMPLE(72)] })],
    ['future-dated', about('t', { before: [CLOCK, SAMPLE(72)] })],
    ['positive-accepted', about('t', { before: [CLOCK, SAMPLE(72)] })],
    [
      'set-not-regulated',
      {
        Identifier: 'GR-XX-0001',
        CertificateType: 'General',
        Logic: { '!': [{ var: 'payload.t.1' }] },
      },
    ],
    ['set-unrestricted', { Logic: { if: [true, true, { var: 'payload.t' }] } }],
  ]
  for (const [id, change] of logics) {
    const text = JSON.stringify(change).slice(0, 100)
    it(`${id}: ${text}`, () => assert.equal(idsOf(change).includes(id), true, idsOf(change).join()))
  }

  it('alternative-throws: a dose number that is missing', () => {
    const dose = { '>': [{ var: 'payload.v.0.dn' }, 2] }
    const logic = { in: [true, [dose, { '===': [{ var: 'payload.v.0.co' }, 'DE'] }]] }
    const change = {
      ...about('v', logic),
      CertificateType: 'Vaccination',
      Identifier: 'VR-XX-0001',
    }
    assert.ok(idsOf(change).includes('alternative-throws'))
  })

  it('issuer-window: the end that the issuer wrote, compared with a window of the rule', () => {
    const at = (name: string, amount: number): JsonObject => ({
      plusTime: [{ var: `payload.r.0.${name}` }, amount, 'day'],
    })
    const change = { CertificateType: 'Recovery', Identifier: 'RR-XX-0001' }
    const refusing = about('r', { 'not-after': [at('du', 0), at('fr', 185)] })
    assert.ok(idsOf({ ...refusing, ...change }).includes('issuer-window'))
    const sound = about('r', { 'not-after': [at('fr', 11), CLOCK, at('du', 0)] })
    assert.ok(!idsOf({ ...sound, ...change }).includes('issuer-window'))
  })

  it('logic-changed, rule-duplicate: one version twice', () => {
    assert.ok(idsOf({}, about('t', false)).includes('logic-changed'))
    assert.ok(idsOf({}, { ValidTo: '2029-01-01T00:00:00Z' }).includes('rule-duplicate'))
  })

  it('guards of a set are in any of its rules', () => {
    const age = { Identifier: 'TR-XX-0002', ...about('t', { before: [CLOCK, SAMPLE(72)] }) }
    const past = { Identifier: 'TR-XX-0003', ...about('t', { 'not-before': [CLOCK, SAMPLE(0)] }) }
    assert.ok(idsOf(age).includes('future-dated'))
    assert.ok(!idsOf(age, past).includes('future-dated'))
  })

  it('produces every kind of finding', () => {
    const changes = [...header, ...logics].map(([, change]) => change)
    const seen = new Set(changes.flatMap((change) => idsOf(change)))
    const elsewhere = [
      'alternative-throws',
      'issuer-window',
      'logic-changed',
      'rule-duplicate',
      'description-language',
    ]
    const missing = Object.keys(LINT_SEVERITIES).filter(
      (id) => ![...seen, ...elsewhere].includes(id),
    )
    assert.deepEqual(missing, [])
  })
})
