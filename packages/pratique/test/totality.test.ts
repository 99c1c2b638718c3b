/**
 * Totality and determinism (CONVENTIONS §8, properties 3 and 5): any text at all has a verdict, and
 * always the same one. What is signed and means nothing is tried here for the EU DCC and the card, and
 * for the other formats beside them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../src/bytes/bytes.ts'
import { encodeNumeric } from '../src/bytes/numeric.ts'
import { encodeCbor } from '../src/cbor/encode.ts'
import { CborTag, type CborValue } from '../src/cbor/value.ts'
import { encodeShc } from '../src/formats/smart-health-card/carrier.ts'
import { isJsonObject } from '../src/json/read.ts'
import type { JsonValue } from '../src/json/value.ts'
import { CHECK_NAMES } from '../src/outcome.ts'
import { readHashBatches } from '../src/revocation/eu-hash-batches/hash-batches.ts'
import type { Verification } from '../src/verify/verification.ts'
import { ANY_CHARACTER } from './any-character.ts'
import {
  anyCbor,
  anyDccs,
  anyJson,
  bundles,
  dccs,
  oneBundle,
  oneDcc,
  toJsonText,
  withAnything,
} from './made-contents.ts'
import {
  cardClaims,
  dccClaims,
  deflateText,
  makeSigner,
  makeVerifier,
  NOW,
  signCard,
  signCose,
  signJws,
  toBase45,
  toHc1,
  toMap,
} from './made-messages.ts'

/** One fourth for each kind of text: there are many kinds. */
const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 4) }

/** No text that a test makes here may take longer, on a slow machine at that. */
const MAX_MS = 2000

/** What a file of cards calls them. */
const CREDENTIAL = 'verifiableCredential'

const GENUINE = ['accepted', 'genuine', 'more-needed', 'refused']

const country = makeSigner('hcert')
const issuer = makeSigner('smart-health-card')
const context = { now: NOW }
/** Everything is looked up that a list may name a certificate by, and found on none. */
const batches = ['UCI', 'COUNTRYCODEUCI', 'SIGNATURE'].map((hashType) => ({
  ...{ country: 'UT', expires: '2099-01-01T00:00:00Z', kid: 'UNKNOWN_KID', hashType },
  entries: [{ hash: Buffer.alloc(16).toString('base64') }],
}))
const revocation = readHashBatches(batches).lists
const verifier = makeVerifier([country, issuer], { revocation })
const another = makeVerifier([issuer, country], { revocation: revocation.toReversed() })

describe('any string has a verdict, quickly, and always the same one', () => {
  const prefix = fc.constantFrom(
    ...['HC1:', 'HC1:6BF', 'HC2:', 'shc:/', 'shc:', 'SHC:/', 'shc:/1/2/', 'shc:/2/1/', 'shlink:/'],
    ...['eyJ6aXAiOiJERUYifQ.', 'eyJ6aXAiOiJERUYifQ..', '{"verifiableCredential":[', 'NZCP:/1/'],
    ...['{"verifiableCredential":["', '{"parameter":[{"name":"verifiableCredential"', '{', '[{'],
    ...['{"type":"icao.vacc"', '\ufeffHC1:', ' \n shc:/', 'B64:', 'PK', 'LT1:', 'DC04', ''],
  )
  const anyText = fc.oneof(
    fc.string({ unit: ANY_CHARACTER, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'0123456789/'), maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'{}[]":,.eyJ0-_ '), maxLength: 40 }),
    fc.array(fc.nat(0xffff), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
  )
  const data = fc.uint8Array({ maxLength: 60 }).map((bytes): Bytes => new Uint8Array(bytes))

  test('what is changed here is genuine before', async () => {
    const [dcc, bundle] = [dccClaims(toMap(oneDcc())), cardClaims(oneBundle())]
    for (const text of [signAny(dcc), signJson(bundle), signAnyHeader([{}, bundle])]) {
      assert.equal((await verifier.verify(text, context)).verdict, 'genuine')
    }
  })

  fuzz(
    'a prefix and any text',
    fc.tuple(prefix, anyText).map((parts) => parts.join('')),
  )
  fuzz(
    'any bytes as Base45 and as zlib',
    fc.oneof(
      data.map(toBase45),
      data.map((b) => toHc1(b)),
    ),
  )
  fuzz(
    'any CBOR in the place of a message',
    anyCbor().map((value) => toHc1(encodeCbor(value))),
  )
  fuzz('anything in the place of a part of a message', anyMessages())
  fuzz('any claims, well signed', anyCbor(4).map(signAny))
  fuzz(
    'any DCC, well signed',
    anyDccs().map((dcc) => signAny(dccClaims(dcc))),
  )
  fuzz(
    'a DCC with anything in it, well signed',
    withAnything(dccs()).map((dcc) => signAny(dccClaims(toMap(dcc)))),
  )
  fuzz(
    'a DCC with any dates, well signed',
    fc
      .array(fc.tuple(fc.constantFrom(4, 5, 6, 1, 7), anyCbor(1)), { maxLength: 2 })
      .map((dates) => signAny(dccClaims(toMap(oneDcc()), new Map(dates)))),
  )
  fuzz('any header of a JWS, well signed', fc.tuple(anyJson(1), anyJson(2)).map(signAnyHeader))
  fuzz(
    'any payload of a card, well signed',
    fc
      .oneof(
        data,
        anyText.map((text) => deflateText(text)),
      )
      .map((bytes) => signJws(issuer, bytes)),
  )
  fuzz('any JSON in a card, well signed', anyJson(4).map(signJson))
  fuzz(
    'a card with anything in it, well signed',
    withAnything(bundles().map((each) => cardClaims(each))).map(signJson),
  )
  fuzz(
    'a card with any dates, well signed',
    fc
      .record({ nbf: anyJson(0), exp: anyJson(0) }, { requiredKeys: [] })
      .map((dates) => signJson(cardClaims(oneBundle(), { ...dates }))),
  )
  fuzz(
    'any bundle, well signed',
    withAnything(bundles()).map((json) => signJson(cardClaims(json))),
  )
  fuzz('any file of cards', anyFiles())

  test('several texts, in any mixture', async () => {
    const card = signCard(issuer, cardClaims(oneBundle()))
    const digits = encodeNumeric(card)
    const half = digits.length / 2
    const pool = [
      ...[toHc1(signCose(country, dccClaims(toMap(oneDcc())))), card, encodeShc(card), 'x', ''],
      ...[`shc:/1/2/${digits.slice(0, half)}`, `shc:/2/2/${digits.slice(half)}`, 'shc:/1/3/00'],
      JSON.stringify({ verifiableCredential: [card, 'no card', card] }),
    ]
    const texts = fc.array(fc.oneof(fc.constantFrom(...pool), anyText), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        assertVerification(await verifier.verify(all, context))
        const parts = await verifier.verifyAll(all, context)
        const positions = parts.flatMap(({ from }) => from)
        assert.deepEqual(new Set(positions), new Set(all.keys()))
        for (const { verification } of parts) assertVerification(verification)
        const together = await verifier.verifyTogether(all, context)
        assert.deepEqual(together.parts, parts)
        assert.deepEqual(together.verification, await verifier.verify(all, context))
      }),
      RUNS,
    )
  })
})

/** Properties 3 and 5: the verdict of any text, by two verifiers with the same keys. */
function fuzz(name: string, texts: fc.Arbitrary<string>): void {
  test(name, async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const started = performance.now()
        const verification = await verifier.verify(text, context)
        assertVerification(verification)
        assert.deepEqual(await another.verify(text, context), verification)
        assert.ok(performance.now() - started < MAX_MS, 'took too long')
      }),
      RUNS,
    )
  })
}

/** What holds for every verification, whatever was verified. */
function assertVerification(verification: Verification): void {
  const { verdict, exitCode, checks, code } = verification
  const told = verdict === 'specimen' ? verification.as : verdict
  assert.deepEqual(
    checks.map(({ check }) => check),
    CHECK_NAMES,
  )
  assert.equal('certificate' in verification, GENUINE.includes(told))
  assert.equal(code === undefined, exitCode === 0 || exitCode === 3)
  for (const check of checks) {
    const isPlain = check.status === 'passed' || check.status === 'not-applicable'
    assert.equal('code' in check, !isPlain, JSON.stringify(check))
  }
  const certificate = 'certificate' in verification ? verification.certificate : undefined
  if (!certificate) return
  assert.ok(isJson(certificate), 'is no JSON')
  assert.ok(certificate.facts.length > 0)
}

/** Whether a value can be written as JSON without loss. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return value !== undefined
  return Object.values(value).every(isJson)
}

function signAny(payload: CborValue): string {
  return toHc1(signCose(country, encodeCbor(payload)), 1)
}

function signJson(payload: JsonValue): string {
  return signJws(issuer, deflateText(toJsonText(payload)))
}

function signAnyHeader([json, payload]: readonly [JsonValue, JsonValue]): string {
  const usual = { zip: 'DEF', alg: 'ES256', kid: issuer.record.keyId }
  const header = isJsonObject(json) ? { ...usual, ...json } : { ...usual, crit: json }
  return signJws(issuer, deflateText(JSON.stringify(payload)), header)
}

/** Files of up to three cards, or nearly. */
function anyFiles(): fc.Arbitrary<string> {
  const jws = signCard(issuer, cardClaims(oneBundle()))
  const card = fc.oneof(fc.constantFrom<JsonValue>(jws, encodeShc(jws), ` ${jws}`, ''), anyJson(1))
  const cards = fc.oneof(fc.array(card, { minLength: 1, maxLength: 3 }), anyJson(1))
  const parameters = cards.map((all) =>
    Array.isArray(all) ? all.map((each) => ({ name: CREDENTIAL, valueString: each })) : all,
  )
  return fc.oneof(
    cards.map((all) => JSON.stringify({ [CREDENTIAL]: all })),
    parameters.map((parameter) => JSON.stringify({ resourceType: 'Parameters', parameter })),
    anyJson(2).map((json) => JSON.stringify({ [CREDENTIAL]: 5, parameter: json })),
  )
}

/** Messages of which one part is anything. */
function anyMessages(): fc.Arbitrary<string> {
  const {
    unprotected,
    payload,
    signature,
    protected: header,
  } = signCose(country, dccClaims(toMap(oneDcc())))
  const parts: readonly CborValue[] = [header, unprotected, payload, signature]
  return fc
    .tuple(fc.nat(3), anyCbor(2), fc.boolean())
    .map(([i, other, isEncoded]) => parts.with(i, isEncoded ? encodeCbor(other) : other))
    .map((all) => toHc1(encodeCbor(new CborTag(18, all))))
}
