/**
 * The five properties that every format must hold, for seals.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import {
  makeAuthority,
  makeSealSigner,
  makeSealVerifier,
  partOf,
  sealText,
  signSeal,
  testSeal,
  vaccinationSeal,
} from '../../../test/make-seal.ts'
import { FormatError } from '../../errors.ts'
import { canonicalizeJson } from '../../json/canonical.ts'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { CHECK_NAMES } from '../../outcome.ts'
import { seal, toSignedBytes } from './carrier.ts'

const FUZZ_RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300)
const RUNS = { numRuns: FUZZ_RUNS }
/** For what signs in every run. */
const SIGNED_RUNS = { numRuns: Math.ceil(FUZZ_RUNS / 3) }
/** No text made here may take longer, on a slow machine at that. */
const MAX_MS = 2000

const authority = makeAuthority()
const signer = makeSealSigner(authority)
const verifier = makeSealVerifier([authority.record])
const another = makeSealVerifier([authority.record])
const context = { now: Date.parse('2026-06-01T12:00:00Z') / 1000 }
const seals = [vaccinationSeal(), testSeal()]

describe('1: decode(encode(x)) = x', () => {
  test('whatever data holds', () => {
    fc.assert(
      fc.property(anyObject(), (data) => {
        const given: JsonValue = parseJson(JSON.stringify(data))
        assert.ok(isJsonObject(given))
        const { claims, signedBytes } = seal.decode(sealText(signer, given))
        assert.deepEqual(claims, { kind: 'json', object: given })
        assert.deepEqual(signedBytes, toSignedBytes(given))
      }),
      SIGNED_RUNS,
    )
  })
})

describe('2: one seal has many texts, and they are one message', () => {
  test('order, white space and escapes change neither verdict nor certificate', async () => {
    for (const data of seals) {
      const signed = signSeal(signer, data)
      const expected = await verifier.verify(JSON.stringify(signed), context)
      assert.equal(expected.verdict, 'genuine')
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(8), async (seed, indent) => {
          const text = JSON.stringify(shuffle(signed, seed), null, indent)
          const spelled = text.replace(
            /[A-Z](?=[a-z])/g,
            (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
          )
          assert.deepEqual(await verifier.verify(text, context), expected)
          assert.deepEqual(await verifier.verify(spelled, context), expected)
        }),
        { numRuns: 20 },
      )
    }
  })
})

describe('3 and 5: any string has a verdict, quickly, and always the same one', () => {
  fuzz('any text', fc.string({ unit: ANY_CHARACTER, maxLength: 60 }))
  fuzz(
    'any text behind the beginning of a seal',
    fc
      .tuple(
        fc.constantFrom(
          '{"data":',
          '{"data":{},"sig":',
          '[{"data":1,"sig":',
          '{"data":{"hdr":{"t":',
        ),
        fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0eE+-. 019tnf'), maxLength: 40 }),
      )
      .map((parts) => parts.join('')),
  )
  fuzz(
    'any JSON as data and as sig',
    fc.tuple(anyJson(), anyJson()).map(([data, sig]) => JSON.stringify({ data, sig })),
  )
  fuzz(
    'anything in the place of a part of a seal, well signed',
    fc.tuple(fc.constantFrom(...seals), fc.nat(), anyJson()).map(([data, place, value]) => {
      const changed = replaceAt(data, place, value)
      return isJsonObject(changed) && isSignable(changed) ? sealText(signer, changed) : '{}'
    }),
  )
  fuzz(
    'anything in the place of a member of sig',
    fc.tuple(fc.constantFrom('alg', 'cer', 'sigvl'), anyJson()).map(([name, value]) => {
      const signed = signSeal(signer, vaccinationSeal())
      return JSON.stringify({ ...signed, sig: { ...partOf(signed, 'sig'), [name]: value } })
    }),
  )

  test('long, deep and wide texts', async () => {
    const signed = JSON.stringify(signSeal(signer, vaccinationSeal()))
    const inside = (value: string) => signed.replace('"v":1', `"v":1,"x":${value}`)
    for (const text of [
      inside('['.repeat(7000)),
      inside(`${'[['.repeat(3000)}${']]'.repeat(3000)}`),
      inside(`"${'\\'.repeat(14_000)}"`),
      inside(`[${'1e9,'.repeat(3000)}1]`),
      inside('9'.repeat(14_000)),
      inside(`{${Array.from({ length: 1500 }, (_, i) => `"${i}":0`).join()}}`),
      `{"data":{},"sig":{"alg":"ES256","sigvl":"","cer":"${'A'.repeat(16_000)}"}}`,
      `{"data":{},"sig":{},"x":"${'x'.repeat(2_000_000)}"}`,
    ]) {
      await assertVerdict(text)
    }
  })
})

describe('4: nothing that is signed can be changed', () => {
  for (const data of seals) {
    const type = String(partOf(data, 'hdr')['t'])

    test(`${type}: any character of any name, text or number`, async () => {
      const signed = signSeal(signer, data)
      const canonical = canonicalizeJson(data)
      let mutants = 0
      for (let at = 0; at < canonical.length; at++) {
        for (const character of new Set([other(canonical.charAt(at)), '"', ' '])) {
          const text = canonical.slice(0, at) + character + canonical.slice(at + 1)
          const changed = orRefused(text)
          // What is still the same value was not changed.
          if (changed === undefined || canonicalizeJson(changed) === canonical) continue
          mutants++
          const whole = `{"data":${text},"sig":${JSON.stringify(signed['sig'])}}`
          const { verdict, exitCode } = await verifier.verify(whole, context)
          const isRefused = verdict === 'not-genuine' || exitCode === 30
          assert.ok(isRefused, `${verdict} with ${JSON.stringify(character)} at ${at}`)
        }
      }
      assert.ok(mutants > 300)
    })

    test(`${type}: any member or element replaced, left out, doubled or moved`, async (t) => {
      const { sig } = signSeal(signer, data)
      const counts = { replaced: 0, 'left out': 0, doubled: 0, moved: 0 }
      for (const { name, text } of editPlaces(data)) {
        const changed = orRefused(text)
        if (changed !== undefined && canonicalizeJson(changed) === canonicalizeJson(data)) continue
        counts[name]++
        const whole = `{"data":${text},"sig":${JSON.stringify(sig)}}`
        const { verdict, exitCode } = await verifier.verify(whole, context)
        assert.ok(verdict === 'not-genuine' || exitCode === 30, `${verdict}, ${name}: ${text}`)
      }
      // All are told from the original, but for those that put what was there.
      const places = countPlaces(data) - 1
      assert.ok(counts.replaced > 5 * places && counts.moved > 5 * places, JSON.stringify(counts))
      assert.deepEqual([counts['left out'], counts.doubled], [places, places])
      t.diagnostic(JSON.stringify(counts))
    })
  }

  test('any bit of the signature, and of the certificate', async () => {
    const signed = signSeal(signer, vaccinationSeal())
    const sig = partOf(signed, 'sig')
    for (const name of ['sigvl', 'cer']) {
      const bytes = Buffer.from(String(sig[name]), 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const changed = { ...sig, [name]: flipped.toString('base64url') }
        const { verdict } = await verifier.verify(
          JSON.stringify({ ...signed, sig: changed }),
          context,
        )
        assert.equal(verdict, 'not-genuine', `${name}, bit ${bit}`)
      }
    }
  })
})

function fuzz(name: string, texts: fc.Arbitrary<string>): void {
  test(name, () => fc.assert(fc.asyncProperty(texts, assertVerdict), RUNS))
}

async function assertVerdict(text: string): Promise<void> {
  const started = performance.now()
  const first = await verifier.verify(text, context)
  assert.ok(performance.now() - started < MAX_MS)
  assert.equal(first.checks.length, CHECK_NAMES.length)
  assert.deepEqual(await another.verify(text, context), first)
  try {
    seal.decode(text)
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
  }
}

function anyJson(): fc.Arbitrary<JsonValue> {
  return fc.jsonValue({ depthSize: 'small' }).map((value) => parseJson(JSON.stringify(value)))
}

function anyObject(): fc.Arbitrary<JsonObject> {
  return fc
    .dictionary(fc.string(), fc.jsonValue({ depthSize: 'small' }))
    .map((object): JsonValue => parseJson(JSON.stringify(object)))
    .filter((value): value is JsonObject => isJsonObject(value) && isSignable(value))
}

function isSignable(value: JsonObject): boolean {
  try {
    canonicalizeJson(value)
    return true
  } catch {
    return false
  }
}

function orRefused(text: string): JsonValue | undefined {
  try {
    const value = parseJson(text)
    canonicalizeJson(value)
    return value
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return undefined
  }
}

function other(character: string): string {
  return /\d/.test(character) ? String((Number(character) + 1) % 10) : character === 'x' ? 'y' : 'x'
}

/** Members in another order, by a number. */
function shuffle(value: JsonValue, seed: number): JsonValue {
  if (isArray(value)) return value.map((each) => shuffle(each, seed))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(
    ([name, member]) => [name, shuffle(member, seed)] as const,
  )
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => ((a.length * 7 + seed) % 5) - ((b.length * 7 + seed) % 5)),
  )
}

function countPlaces(value: JsonValue): number {
  if (isArray(value)) return value.reduce((sum: number, each) => sum + countPlaces(each), 1)
  if (!isJsonObject(value)) return 1
  return Object.values(value).reduce((sum: number, each) => sum + countPlaces(each), 1)
}

interface Edited {
  readonly name: 'replaced' | 'left out' | 'doubled' | 'moved'
  readonly text: string
}

/** Every member and element but the root with something else in its place, or in another place. */
function* editPlaces(data: JsonObject): Generator<Edited> {
  const places = countPlaces(data)
  for (let place = 1; place < places; place++) {
    const edit = (change: (value: JsonValue) => readonly JsonValue[]): string =>
      // The second of two members has the name of the first.
      JSON.stringify(editAt(data, place, change)).replaceAll('~":', '":')
    for (const value of [null, '', 0, [], {}, 'x']) {
      yield { name: 'replaced', text: edit(() => [value]) }
    }
    yield { name: 'left out', text: edit(() => []) }
    yield { name: 'doubled', text: edit((value) => [value, value]) }
    for (let later = place + 1; later < places; later++) {
      // The later one first: what stands before it keeps its number.
      const moved = replaceAt(data, later, valueAt(data, place))
      const text = JSON.stringify(replaceAt(moved, place, valueAt(data, later)))
      yield { name: 'moved', text }
    }
  }
}

/** Puts a value in the place of the nth one, counted from the root, which is 0. */
function replaceAt(value: JsonValue, place: number, put: JsonValue): JsonValue {
  return editAt(value, place % countPlaces(value), () => [put]) ?? put
}

function valueAt(value: JsonValue, place: number): JsonValue {
  let found: JsonValue = null
  editAt(value, place, (each) => {
    found = each
    return [each]
  })
  return found
}

/** Puts none, one or more values in the place of the nth one; further members have a `~` each. */
function editAt(
  value: JsonValue,
  place: number,
  change: (value: JsonValue) => readonly JsonValue[],
): JsonValue | undefined {
  let next = place
  const visit = (each: JsonValue): readonly JsonValue[] => {
    if (next-- === 0) return change(each)
    if (isArray(each)) return [each.flatMap(visit)]
    if (!isJsonObject(each)) return [each]
    const members = Object.entries(each).flatMap(([name, member]) =>
      visit(member).map((one, i) => [name + '~'.repeat(i), one] as const),
    )
    return [Object.fromEntries(members)]
  }
  return visit(value)[0]
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
