import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyJson } from '../../../test/made-contents.ts'
import { UsageError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { parseProductCatalogue } from './catalogue.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const own = (...products: readonly JsonValue[]): JsonObject => ({
  type: 'pratique-product-catalogue',
  products,
})
const codeSystem = (...concept: readonly JsonValue[]): JsonObject => ({
  resourceType: 'CodeSystem',
  content: 'complete',
  concept,
})

function assertRefused(json: JsonValue): void {
  assert.throws(() => parseProductCatalogue(json), { code: 'usage.catalogue-file' })
}

describe('a catalogue in our own form', () => {
  test('has what it says', () => {
    const url = new URL('../../../../../vectors/who-icvp/catalogue.json', import.meta.url)
    const catalogue = parseProductCatalogue(parseJson(readFileSync(url, 'utf8')))
    assert.equal(catalogue.size, 4)
    assert.deepEqual(catalogue.get('FVP-P-900001'), {
      id: 'FVP-P-900001',
      disease: { code: 'poliomyelitis' },
      manufacturer: 'Examplia Biologicals (made up)',
      name: 'Exampol (made up)',
    })
  })

  test('is refused with anything that has no definite meaning', () => {
    const faulty: JsonValue[] = [
      null,
      [],
      'x',
      {},
      own(),
      own('x'),
      own({}),
      own({ id: 7 }),
      own({ id: '' }),
      own({ id: ' a' }),
      own({ id: 'a', disease: 7 }),
      own({ id: 'a', disease: {} }),
      own({ id: 'a', disease: '' }),
      own({ id: 'a', name: 7 }),
      own({ id: 'a', name: 'x'.repeat(2001) }),
      own({ id: 'a', disease: 'covid-19' }, { id: 'a', disease: 'yellow-fever' }),
      { type: 'pratique-product-catalogue', products: {} },
      { type: 'other', products: [{ id: 'a' }] },
      own(...Array.from({ length: 20_001 }, (_, i) => ({ id: `p${i}` }))),
    ]
    for (const json of faulty) assertRefused(json)
  })

  test('may have a row twice', () => {
    assert.equal(parseProductCatalogue(own({ id: 'a' }, { id: 'a' })).size, 1)
  })
})

describe('a catalogue as WHO publishes it', () => {
  const OLD = { code: 'UtopiaFeverProduct0123456789abcdef0123456789abcdef', display: 'x' }
  const NEW = {
    code: 'a3K000000000UTOAAA',
    property: [
      { code: 'disease', valueCoding: { system: 'urn:icd', code: '1D47' } },
      { code: 'manufacturer', valueString: 'Maker' },
      { code: 'status', valueCode: 'active' },
    ],
  }

  test('a CodeSystem: both generations, nested concepts', () => {
    const catalogue = parseProductCatalogue(codeSystem({ ...OLD, concept: [NEW] }))
    assert.deepEqual(catalogue.get(OLD.code), { id: OLD.code, name: 'x' })
    assert.deepEqual(catalogue.get(NEW.code), {
      id: NEW.code,
      disease: { system: 'urn:icd', code: '1D47' },
      manufacturer: 'Maker',
    })
  })

  test('a ValueSet: its expansion, or the codes that it names', () => {
    const compose = { include: [{ system: 'urn:x', concept: [OLD] }] }
    const contains = [OLD, { code: 'old', inactive: true }, { code: 'group', abstract: true }]
    const sets: JsonObject[] = [
      { resourceType: 'ValueSet', compose },
      { resourceType: 'ValueSet', compose: {}, expansion: { total: 1, contains } },
    ]
    for (const set of sets) assert.deepEqual([...parseProductCatalogue(set).keys()], [OLD.code])
  })

  test('the text of a display says no disease, and two properties of a name say nothing', () => {
    const said = { ...OLD, display: 'Yellow Fever' }
    assert.equal(parseProductCatalogue(codeSystem(said)).get(OLD.code)?.disease, undefined)
    const property = [
      { code: 'disease', valueCode: '1D47' },
      { code: 'Disease', valueCode: '1C81' },
    ]
    const twice = parseProductCatalogue(codeSystem({ ...OLD, property }))
    assert.equal(twice.get(OLD.code)?.disease, undefined)
  })

  test('a part of a catalogue is refused: it would refuse what stands in the rest', () => {
    const faulty: JsonObject[] = [
      { ...codeSystem(OLD), content: 'fragment' },
      { ...codeSystem(OLD), content: 'not-present' },
      codeSystem(),
      codeSystem('x'),
      { resourceType: 'ValueSet' },
      { resourceType: 'ValueSet', compose: { include: [{ system: 'urn:x' }] } },
      { resourceType: 'ValueSet', compose: { include: [{ concept: [OLD] }], exclude: [] } },
      { resourceType: 'ValueSet', expansion: { total: 99, contains: [OLD] } },
      { resourceType: 'Bundle', concept: [OLD] },
    ]
    for (const json of faulty) assertRefused(json)
    let deep: JsonObject = OLD
    for (let i = 0; i < 30; i++) deep = { code: `c${i}`, concept: [deep] }
    assertRefused(codeSystem(deep))
  })
})

test('any JSON at all is a catalogue, or refused with a UsageError', () => {
  const wrapped = anyJson().chain((value) =>
    fc.constantFrom<JsonValue>(
      value,
      { type: 'pratique-product-catalogue', products: value },
      { resourceType: 'CodeSystem', concept: value },
      { resourceType: 'CodeSystem', concept: [value] },
      { resourceType: 'ValueSet', expansion: { contains: [value] } },
      { resourceType: 'ValueSet', compose: { include: [value] } },
    ),
  )
  fc.assert(
    fc.property(wrapped, (json) => {
      try {
        assert.ok(parseProductCatalogue(json).size > 0)
      } catch (error) {
        assert.ok(error instanceof UsageError)
      }
    }),
    RUNS,
  )
})
