/**
 * Parsing of policies: all faults at once, nothing passed over, and as the published schema has it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parseCases } from './cases.ts'
import { parsePolicy, readPolicy } from './parse-policy.ts'
import { DISEASES, PLATFORMS, TEST_CLASSES } from './words.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }
const ROOT = new URL('../../../../../', import.meta.url)
const NAMES = ['yellow-fever', 'polio', 'meningococcal-acwy', 'pcr-72h', 'three-way']
const TEXTS = NAMES.map((name) => read(`packages/cli/data/policies/${name}.json`))

const SCHEMA: object = Object(JSON.parse(read('docs/schemas/pratique-policy.schema.json')))
const isBySchema = new Ajv2020({ strict: true, strictRequired: false }).compile(SCHEMA)

/** A policy that has every member and every condition. */
const FULL = {
  type: 'pratique-policy',
  id: 'full',
  version: '1.2.3',
  title: { en: 'All there is', 'zh-Hans': '全部' },
  description: { en: 'All there is' },
  destinations: ['CH', 'LI'],
  source: { name: 'nobody', url: 'https://example.org/', checkedOn: '2026-01-01' },
  note: 'Check before use',
  effective: { from: '2026-01-01', until: '2026-12-31' },
  timezone: 'Europe/Zurich',
  months: 'overflow',
  requires: {
    evidence: { hcert: 'anchored', 'nz-pass': 'listed' },
    maxKeyListAgeDays: 7,
    maxRevocationAgeDays: 3,
    acceptAttestationOf: ['NZ', 'https://example.org/issuer'],
  },
  appliesTo: {
    age: { from: { months: 9 } },
    fromCountries: ['BR'],
    purposes: ['work'],
    others: 'exempt',
  },
  exemptions: [{ age: { below: { years: 12 } } }],
  requirement: {
    anyOf: [
      {
        vaccinated: {
          disease: 'covid-19',
          products: ['comirnaty'],
          platforms: ['mrna'],
          prequalified: true,
          serogroups: ['A'],
          doses: { least: 2 },
          from: { days: 14 },
          until: { months: 9 },
          ignoreStatedStart: false,
          ignoreStatedEnd: true,
        },
      },
      { allOf: [{ exempt: { disease: 'rabies' } }, { age: { from: { years: 18 } } }] },
      {
        tested: {
          disease: 'covid-19',
          classes: ['naat'],
          result: 'detected',
          withinHours: 48,
          devices: ['1232'],
        },
      },
      { recovered: { disease: 'covid-19', until: { years: 1 } } },
      { prophylaxis: { disease: 'cholera', until: 'lifetime' } },
    ],
  },
}

describe('a policy with everything', () => {
  test('is taken as it is written', () => {
    assert.deepEqual(parsePolicy(JSON.stringify(FULL)), FULL)
    assert.ok(isBySchema(FULL))
  })

  test('the schema has the words that we have', () => {
    const words = JSON.stringify(SCHEMA)
    for (const list of [DISEASES, PLATFORMS, TEST_CLASSES]) {
      assert.ok(words.includes(JSON.stringify({ enum: list })), list[0])
    }
  })
})

describe('faults', () => {
  test('are all told, each with its place', () => {
    const bad = {
      ...FULL,
      id: 'Not Kebab',
      colour: 'blue',
      effective: { from: '2026-02-30' },
      timezone: 'Mars/Olympus',
      requirement: { anyOf: [{ vaccinated: { disease: 'plague', until: 'never' } }, { any: [] }] },
    }
    const { policy, faults } = readPolicy(JSON.stringify(bad))
    assert.equal(policy, undefined)
    assert.deepEqual(
      faults.map(({ path }) => path).toSorted(),
      [
        '/colour',
        '/effective/from',
        '/id',
        '/requirement/anyOf/0/vaccinated/disease',
        '/requirement/anyOf/0/vaccinated/until',
        '/requirement/anyOf/1/any',
      ].toSorted(),
    )
    assert.throws(() => parsePolicy(JSON.stringify(bad)), { code: 'usage.policy-file' })
  })

  /** What only a reader sees, and no schema. */
  const MEANING: readonly (readonly [string, object])[] = [
    ['an unknown zone', { timezone: 'Mars/Olympus' }],
    ['a day that is none', { effective: { from: '2026-02-30' } }],
    ['an end before the beginning', { effective: { from: '2026-02-03', until: '2026-02-02' } }],
    ['a country that is none', { destinations: ['QQ'] }],
    [
      'a period that nobody can meet',
      {
        requirement: {
          recovered: { disease: 'covid-19', from: { days: 20 }, until: { days: 19 } },
        },
      },
    ],
    [
      'too deep',
      {
        requirement: Array.from({ length: 7 }).reduce<object>(wrap, {
          exempt: { disease: 'rabies' },
        }),
      },
    ],
  ]
  for (const [name, change] of MEANING) {
    test(`${name} is refused, though the schema takes it`, () => {
      const changed = { ...FULL, ...change }
      const { faults } = readPolicy(JSON.stringify(changed))
      assert.deepEqual(
        faults.map(({ kind }) => kind),
        ['meaning'],
      )
      assert.ok(isBySchema(changed), JSON.stringify(isBySchema.errors))
    })
  }

  test('more than a hundred conditions', () => {
    const leaf = (years: number) => ({ age: { from: { years } } })
    const many = (from: number) => ({
      anyOf: Array.from({ length: 34 }, (_, index) => leaf(from + index)),
    })
    const changed = { ...FULL, requirement: { anyOf: [many(1), many(34), many(66)] } }
    assert.equal(readPolicy(JSON.stringify(changed)).faults.length, 1)
  })

  for (const text of ['', 'null', '[]', '{"type":"a","type":"b"}', '{'.repeat(99), '"\\ud800"']) {
    test(`no policy: ${text.slice(0, 20)}`, () => {
      assert.throws(() => parsePolicy(text), { code: 'usage.policy-file' })
      assert.throws(() => parseCases(text), { code: 'usage.policy-file' })
    })
  }
})

describe('any change of a policy', () => {
  test('is refused for its structure where the schema refuses it, and only there', () => {
    const policies: object[] = [...TEXTS.map((text): object => Object(JSON.parse(text))), FULL]
    const junk = fc.constantFrom<unknown[]>(
      ...[null, true, false, 0, 1, -1, 1.5, 1e9, '', 'x', 'lifetime', 'CH', '*', '2026-01-01'],
      ...[[], ['A'], ['A', 'A'], {}, { days: 1 }, { months: 0 }, { age: { from: { years: 3 } } }],
      ...['toString', '__proto__', { en: 'x', de: 1 }, { en: 'x', DE: 'y' }, 'a\nb', 'naat'],
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'set', 'add'), junk), {
          minLength: 1,
          maxLength: 3,
        }),
        (policy, changes) => {
          const changed: unknown = JSON.parse(JSON.stringify(policy))
          for (const [at, kind, value] of changes) change(changed, at, kind, structuredClone(value))
          const { faults } = readPolicy(JSON.stringify(changed))
          const isStructural = faults.some(({ kind }) => kind === 'structure')
          const known: unknown = JSON.parse(JSON.stringify(changed))
          assert.equal(!isBySchema(known), isStructural, JSON.stringify({ faults, changed }))
        },
      ),
      RUNS,
    )
  })

  test('any text at all: a policy or faults', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { policy, faults } = readPolicy(text)
        assert.equal(policy === undefined, faults.length > 0)
      }),
      RUNS,
    )
  })
})

/** Changes one of all places of a value. */
function change(value: unknown, at: number, kind: string, junk: unknown): void {
  const places: (readonly [object, string])[] = []
  const walk = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return
    for (const name of Object.keys(each)) {
      places.push([each, name])
      walk(Reflect.get(each, name))
    }
  }
  walk(value)
  const [holder, name] = places[at % places.length] ?? [{}, '']
  if (kind === 'set') Reflect.set(holder, name, junk)
  else if (kind === 'drop' && Array.isArray(holder)) holder.splice(Number(name), 1)
  else if (kind === 'drop') Reflect.deleteProperty(holder, name)
  else if (Array.isArray(holder)) holder.push(junk)
  else Reflect.set(holder, 'added', junk)
}

function wrap(inside: object): object {
  return { anyOf: [inside] }
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8')
}
