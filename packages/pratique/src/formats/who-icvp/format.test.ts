import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCbor } from '../../../test/made-contents.ts'
import {
  EXPIRES_AT,
  ISSUED_AT,
  makeSigner,
  makeVerifier,
  NOW,
  signCose,
  toHc1,
  toMap,
} from '../../../test/made-messages.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { decodeHc1 } from '../../cose/hc1.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Format, Reading } from '../../model/format.ts'
import { euDcc } from '../eu-dcc/format.ts'
import { parseProductCatalogue } from './catalogue.ts'
import { createWhoIcvp, whoIcvp } from './format.ts'
import { readPayload } from './payload.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const YELLOW = 'UtopiaFeverProduct0123456789abcdef0123456789abcdef'
const POLIO = 'FVP-P-900001'
const UNSAID = 'a3K000000000UTOAAA'

function catalogueOf(products: Readonly<Record<string, string | null>>): Format {
  const json: JsonObject = {
    type: 'pratique-product-catalogue',
    products: Object.entries(products).map(([id, disease]) => ({
      id,
      ...(disease && { disease }),
    })),
  }
  return createWhoIcvp({ catalogue: parseProductCatalogue(json) })
}
const withCatalogue = catalogueOf({ [YELLOW]: 'yellow-fever', [POLIO]: '1C81', [UNSAID]: null })

const OLD = { n: 'Raphael Hythlodæus', dob: '1976-05-16', s: 'M', nid: 'X1' }
const NEW = { n: 'Raphael Hythlodæus', dob: '1976-05-16', s: 'male', nt: 'UTO', id: 'X1', v: '1' }
const PILOT = { tg: 'RA01', vp: '871772009', dn: 'Primary', dt: '2021-03-01', bo: 'L' }
const dose = (date: string, other: JsonObject = {}): JsonObject => ({
  vp: YELLOW,
  [date]: '2021-03-01',
  bo: 'L',
  is: 'UTO',
  ...other,
})
const G0: JsonObject = { ...OLD, v: PILOT }
const G1: JsonObject = { ...OLD, v: [dose('dt')] }
const G2: JsonObject = { ...NEW, vx: dose('dt') }
const G3: JsonObject = { ...NEW, vx: dose('dv') }
const SHAPES = { G0, G1, G2, G3 }

const cwt = (
  icvp: CborValue,
  exp: CborValue = EXPIRES_AT,
  beside: [number, CborValue][] = [],
): CborMap =>
  new Map<number, CborValue>([
    [1, 'UTO'],
    [4, exp],
    [6, ISSUED_AT],
    [-260, new Map([[-6, icvp], ...beside])],
  ])

function read(json: JsonValue, format: Format = withCatalogue, exp?: CborValue): Reading {
  const opened = format.open({ kind: 'cwt', map: cwt(toMap(json), exp) })
  assert.ok(opened)
  assert.deepEqual(opened.usages, ['vaccination'])
  const reading = opened.read()
  assert.deepEqual(opened.view(), reading.certificate)
  return reading
}

const codeOf = (json: JsonValue, format?: Format) => read(json, format).content.code
const remarksOf = (json: JsonValue, format?: Format, exp?: CborValue) =>
  read(json, format, exp).remarks.map(({ code }) => code)
function factOf(json: JsonValue, format?: Format) {
  const [fact] = read(json, format).certificate.facts
  assert.ok(fact?.kind === 'vaccination')
  return fact
}

describe('the four published shapes', () => {
  for (const [generation, json] of Object.entries(SHAPES)) {
    test(`${generation} is told by its types and content, and read`, () => {
      assert.equal(readPayload(asMap(json)).generation, generation)
      const { content, certificate, remarks } = read(json)
      assert.equal(content.status, 'passed')
      assert.ok(remarks.some(({ code }) => code === 'content.development'))
      assert.equal(certificate.holder.name.full?.value, 'Raphael Hythlodæus')
      assert.equal(certificate.holder.documentNumber?.value, 'X1')
      assert.equal(factOf(json).date?.value, '2021-03-01')
      assert.equal(factOf(json).lot?.value, 'L')
    })
  }

  test('`v` is a vaccination or a version, never both, never guessed', () => {
    const faulty: JsonObject[] = [
      { ...G3, v: dose('dt') },
      { ...G3, v: [dose('dt')] },
      { ...G3, v: null },
      { ...G3, v: ' ' },
      { ...G3, v: 1 },
      { ...G3, vx: [dose('dv')] },
      { ...G3, vx: 'x' },
      { ...NEW, v: '1' },
      { ...OLD, v: 1 },
      { ...OLD, v: [] },
      { ...OLD, v: ['x'] },
      { ...OLD, v: [[dose('dt')]] },
      OLD,
    ]
    for (const json of faulty) {
      assert.equal(codeOf(json), 'content.structure', JSON.stringify(json))
      assert.deepEqual(read(json).certificate.facts, [])
    }
  })

  test('of `dv` and `dt`, both must say the same', () => {
    assert.equal(codeOf({ ...G3, vx: dose('dv', { dt: '2021-03-01' }) }), undefined)
    assert.equal(codeOf({ ...G3, vx: dose('dv', { dt: '2021-03-02' }) }), 'content.structure')
  })

  test('a version of the template that nobody published is left open', () => {
    for (const v of ['0.3.0', '1', '1.0', '1.0.0']) assert.equal(codeOf({ ...G3, v }), undefined)
    for (const v of ['2', '01', 'v1', '1.0.0.0', 'ICVP', '0.3']) {
      const { content } = read({ ...G3, v })
      assert.deepEqual(
        [content.status, content.code],
        ['indeterminate', 'content.template-version'],
        v,
      )
    }
  })

  test('what a shape requires must be there', () => {
    const without = (json: JsonObject, member: string) => ({ ...json, [member]: null })
    for (const json of [G1, G2, G3]) {
      assert.equal(codeOf(without(json, 'dob')), 'content.structure')
    }
    for (const member of ['vp', 'dv', 'bo', 'is']) {
      assert.equal(codeOf({ ...G3, vx: without(dose('dv'), member) }), 'content.structure', member)
    }
    for (const json of Object.values(SHAPES)) {
      assert.equal(codeOf(without(json, 'n')), 'content.structure')
    }
    // Pilots have less, and are read as far as they go.
    assert.equal(codeOf({ ...OLD, v: { tg: 'RA01', vp: 'XM68M6' } }), undefined)
  })

  test('a clinician is as good as an authority, and is not shown', () => {
    const json = { ...G3, vx: { ...dose('dv'), is: null, cn: 'Dr Secret' } }
    assert.equal(codeOf(json), undefined)
    assert.ok(!JSON.stringify(read(json)).includes('Secret'))
  })

  test('a sub-claim that is no map is none of this format', () => {
    for (const value of ['x', 5, []]) {
      const map = cwt(value)
      assert.throws(() => whoIcvp.open({ kind: 'cwt', map }), { code: 'format.claims' })
    }
    assert.equal(whoIcvp.open({ kind: 'cwt', map: new Map([[-260, new Map()]]) }), undefined)
    assert.equal(whoIcvp.open({ kind: 'json', object: {} }), undefined)
  })

  test('several doses, or several certificates, are none', () => {
    const two = { ...OLD, v: [dose('dt'), dose('dt')] }
    assert.equal(codeOf(two), 'content.several-entries')
    for (const beside of [1, 3, 4, 5]) {
      const map = cwt(toMap(G3), EXPIRES_AT, [[beside, new Map()]])
      const content = withCatalogue.open({ kind: 'cwt', map })?.read().content
      assert.equal(content?.code, 'content.several-entries')
    }
    const map = cwt(toMap(G3), EXPIRES_AT, [[1, new Map()]])
    assert.equal(euDcc.open({ kind: 'cwt', map })?.read().content.code, 'content.several-entries')
  })
})

describe('the product (ICVP REQ-CC-06)', () => {
  test('without a catalogue nothing is said, and no disease guessed from a name', () => {
    for (const json of [G1, G2, G3, { ...OLD, v: { ...PILOT, vp: UNSAID } }]) {
      const { content } = read(json, whoIcvp)
      assert.deepEqual([content.status, content.code], ['indeterminate', 'content.no-catalogue'])
    }
    for (const json of [G1, G2, G3]) assert.equal(factOf(json, whoIcvp).disease.value, 'unknown')
  })

  test('with a catalogue the disease is derived from it', () => {
    assert.deepEqual(factOf(G3).disease, {
      value: 'yellow-fever',
      source: 'derived',
      codes: [{ code: 'yellow-fever' }],
    })
    assert.equal(factOf({ ...G3, vx: dose('dv', { vp: POLIO }) }).disease.value, 'poliomyelitis')
    assert.equal(factOf({ ...G3, vx: dose('dv', { vp: UNSAID }) }).disease.value, 'unknown')
  })

  test('a product that is not in it fails, by exact comparison', () => {
    for (const vp of ['FVP-P-900009', YELLOW.toLowerCase(), `${POLIO}x`, 'XM0N24', 'constructor']) {
      const { content } = read({ ...G3, vx: dose('dv', { vp }) })
      assert.deepEqual([content.status, content.code], ['failed', 'content.not-in-catalogue'], vp)
    }
  })

  test('another catalogue, another answer', () => {
    const swapped = catalogueOf({ [YELLOW]: 'poliomyelitis' })
    assert.equal(factOf(G3, swapped).disease.value, 'poliomyelitis')
    assert.equal(
      codeOf({ ...G3, vx: dose('dv', { vp: POLIO }) }, swapped),
      'content.not-in-catalogue',
    )
    // A pilot that says another disease than the catalogue does.
    const pilot = { ...OLD, v: { ...PILOT, tg: '1D47', vp: YELLOW } }
    assert.equal(codeOf(pilot), undefined)
    assert.equal(codeOf(pilot, swapped), 'content.implausible')
  })

  test('pilots say their disease by exact codes', () => {
    const diseaseOf = (tg: string) => factOf({ ...OLD, v: { ...PILOT, tg } }, whoIcvp).disease.value
    assert.deepEqual(
      ['RA01', 'RA01.0', '840539006', '1D47', '1C81', 'RA02', 'ra01', 'Yellow fever'].map(
        diseaseOf,
      ),
      ['covid-19', 'covid-19', 'covid-19', 'yellow-fever', 'poliomyelitis'].concat(
        Array.from({ length: 3 }, () => 'unknown'),
      ),
    )
  })
})

describe('an end, or none', () => {
  const yellowPilot = { ...OLD, v: { ...PILOT, tg: '1D47', vp: 'XM0N24' } }

  test('without `exp` it is for life with yellow fever, and with nothing else', () => {
    assert.ok(remarksOf(G3, withCatalogue, null).includes('content.lifetime'))
    assert.ok(remarksOf(yellowPilot, whoIcvp, null).includes('content.lifetime'))
    // Without the catalogue nobody knows that it is yellow fever.
    for (const [json, format] of [
      [G3, whoIcvp],
      [G0, whoIcvp],
      [{ ...G3, vx: dose('dv', { vp: POLIO }) }, withCatalogue],
      [{ ...G3, vx: dose('dv', { vp: UNSAID }) }, withCatalogue],
    ] as const) {
      const codes = remarksOf(json, format, null)
      assert.ok(codes.includes('content.no-end-date') && !codes.includes('content.lifetime'))
    }
  })

  test('with `exp` neither is said, and an `exp` that is no number is no "for ever"', () => {
    const codes = remarksOf(G3)
    assert.ok(!codes.includes('content.lifetime') && !codes.includes('content.no-end-date'))
    const opened = withCatalogue.open({ kind: 'cwt', map: cwt(toMap(G3), 'for life') })
    assert.ok(Number.isNaN(opened?.expiresAt))
  })

  test('the words for life are no date and no fault', () => {
    for (const vle of ['life of person vaccinated', 'Vie entière du sujet vacciné']) {
      const json = { ...OLD, v: [dose('dt', { vle })] }
      assert.equal(codeOf(json), undefined)
      assert.ok(!remarksOf(json).includes('content.unreadable-date'))
      assert.equal(factOf(json).validUntil, undefined)
    }
  })
})

describe('traps of real samples', () => {
  test('a dose in words is no number', () => {
    for (const dn of ['Primary', 'secondDose', '1st', '-1']) {
      const json = { ...OLD, v: { ...PILOT, dn } }
      assert.equal(factOf(json).doseNumber, undefined)
      assert.ok(remarksOf(json).includes('content.unknown-code'))
    }
    assert.equal(factOf({ ...OLD, v: { ...PILOT, dn: '2' } }).doseNumber?.value, 2)
    assert.equal(factOf({ ...OLD, v: { ...PILOT, dn: 2 } }).doseNumber?.value, 2)
  })

  test('a number is shown where its type is one of a document', () => {
    const numberOf = (dt: string | null) =>
      read({ ...G3, dt }).certificate.holder.documentNumber?.value
    for (const dt of [null, 'PPN', 'NI', 'NN', 'NNUTO', 'DL']) assert.equal(numberOf(dt), 'X1')
    for (const dt of ['MR', 'SS', 'NNuto', 'TAX', 'ppn']) assert.equal(numberOf(dt), undefined)
    // In the older shapes the type has another name, and `dt` is none.
    const old = read({ ...G1, ndt: 'MR', dt: 'PPN' }).certificate.holder
    assert.equal(old.documentNumber, undefined)
  })

  test('sex, nationality and guardian are not shown', () => {
    const text = JSON.stringify(read({ ...G3, s: 'SECRET', nt: 'SECRET', gn: 'SECRET' }))
    assert.ok(!text.includes('SECRET'))
  })
})

describe('the five properties of every format', () => {
  const signer = makeSigner('hcert')
  const verifier = makeVerifier([signer], { formats: [euDcc, withCatalogue] })
  const context = { now: NOW }

  test('1 and 2: what is read is what was written', () => {
    for (const json of Object.values(SHAPES)) {
      const text = toHc1(signCose(signer, cwt(toMap(json))))
      const map = decodeCbor(decodeHc1(text).payload)
      assert.ok(map instanceof Map)
      assert.deepEqual(withCatalogue.open({ kind: 'cwt', map })?.read(), read(json))
      // Another text of the same message means the same: the wrapper is not signed (see README).
      assert.deepEqual(decodeHc1(toHc1(decodeHc1(text), 1)), decodeHc1(text))
    }
  })

  test('3: anything at all is read, or refused with a FormatError', () => {
    const root = fc.constantFrom(...'n dob s ntl nid ndt gn v nt id dt vx x'.split(' '))
    const inner = fc.constantFrom(...'vp tg mp ma mid dt dv bo cn is vls vle dn x'.split(' '))
    const entry = fc
      .array(fc.tuple(inner, anyCbor(1)), { maxLength: 10 })
      .map((all) => new Map(all))
    const value = fc.oneof<fc.Arbitrary<CborValue>[]>(
      anyCbor(2),
      entry,
      fc.array(entry, { maxLength: 2 }),
    )
    const icvps = fc.array(fc.tuple(root, value), { maxLength: 10 }).map((all) => new Map(all))
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<CborValue>[]>(icvps, anyCbor(2)), (icvp) => {
        for (const format of [whoIcvp, withCatalogue]) {
          try {
            format.open({ kind: 'cwt', map: cwt(icvp) })?.read()
          } catch (error) {
            assert.ok(error instanceof FormatError)
          }
        }
      }),
      RUNS,
    )
  })

  test('4: no changed bit of header, payload or signature is genuine', async () => {
    const message = signCose(signer, cwt(toMap(G3)))
    assert.equal((await verifier.verify(toHc1(message), context)).verdict, 'genuine')
    for (const part of ['protected', 'payload', 'signature'] as const) {
      for (let bit = 0; bit < message[part].length * 8; bit += 5) {
        const text = toHc1({ ...message, [part]: flip(message[part], bit) }, 1)
        const { verdict } = await verifier.verify(text, context)
        assert.notEqual(verdict, 'genuine', `${part}, bit ${bit}`)
      }
    }
  })

  test('5: the same text has the same outcome', async () => {
    const text = toHc1(signCose(signer, cwt(toMap(G1))))
    const first = await verifier.verify(text, context)
    assert.deepEqual([first.verdict, first.format], ['genuine', 'who-icvp'])
    assert.deepEqual(await verifier.verify(text, context), first)
  })
})

function asMap(json: JsonValue): CborMap {
  const map = toMap(json)
  return map instanceof Map ? map : new Map()
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}
