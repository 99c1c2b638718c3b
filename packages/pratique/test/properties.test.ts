/**
 * Properties that every format must hold (CONVENTIONS §8), for the EU DCC and the card: 1, 2 and 4. Numbers
 * 3 and 5 stand in totality.test.ts. The other formats have theirs beside them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decodeBase45, encodeBase45 } from '../src/bytes/base45.ts'
import type { Bytes } from '../src/bytes/bytes.ts'
import { decodeNumeric, encodeNumeric } from '../src/bytes/numeric.ts'
import { encodeCbor } from '../src/cbor/encode.ts'
import { CborTag, type CborValue } from '../src/cbor/value.ts'
import { decodeHc1, hc1 } from '../src/cose/hc1.ts'
import { type CoseSign1, encodeCoseSign1 } from '../src/cose/sign1.ts'
import { FormatError } from '../src/errors.ts'
import { encodeShc, shc } from '../src/formats/smart-health-card/carrier.ts'
import { decodeCompactJws, encodeCompactJws } from '../src/jws/compact.ts'
import type { Verification } from '../src/verify/verification.ts'
import { bundles, dccs, oneBundle, oneDcc } from './made-contents.ts'
import {
  cardClaims,
  dccClaims,
  makeSigner,
  makeVerifier,
  NOW,
  signCard,
  signCose,
  toHc1,
  toMap,
} from './made-messages.ts'

const FUZZ_RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)
const RUNS = { numRuns: FUZZ_RUNS }
/** For what signs in every run. */
const SIGNED_RUNS = { numRuns: Math.ceil(FUZZ_RUNS / 4) }

const country = makeSigner('hcert')
const issuer = makeSigner('smart-health-card')
const context = { now: NOW }
const verifier = makeVerifier([country, issuer])

describe('1: decode(encode(x)) = x', () => {
  test('EU DCC', async () => {
    await fc.assert(
      fc.asyncProperty(dccs(), async (dcc) => {
        const claims = dccClaims(toMap(dcc))
        const message = signCose(country, claims)
        const text = toHc1(message)
        assert.deepEqual(decodeHc1(text), message)
        assert.deepEqual(hc1.decode(text).claims, { kind: 'cwt', map: claims })
        const { verdict, remarks } = await verifier.verify(text, context)
        assert.equal(verdict, 'genuine', JSON.stringify([dcc, remarks]))
      }),
      SIGNED_RUNS,
    )
  })

  test('SMART Health Card', async () => {
    await fc.assert(
      fc.asyncProperty(bundles(), async (fhirBundle) => {
        const claims = cardClaims(fhirBundle)
        const jws = signCard(issuer, claims)
        assert.deepEqual(shc.decode(encodeShc(jws)).claims, { kind: 'jwt', object: claims })
        assert.deepEqual(shc.decode(jws), shc.decode(encodeShc(jws)))
        assert.equal((await verifier.verify(encodeShc(jws), context)).verdict, 'genuine')
      }),
      SIGNED_RUNS,
    )
  })
})

describe('2: encode(decode(t)) = t, or t is refused, or the README names the malleability', () => {
  const message = signCose(country, dccClaims(toMap(oneDcc())))
  const hc1Text = toHc1(message)
  const jws = signCard(issuer, cardClaims(oneBundle()))

  test('Base45 has one text for every sequence of bytes', () => {
    fc.assert(
      fc.property(changed(hc1Text.slice(4), '0AZ $%*+-./:b='), (text) => {
        const bytes = orRefused(() => decodeBase45(text))
        if (bytes) assert.equal(encodeBase45(bytes), text)
      }),
      RUNS,
    )
  })

  test('a JWS has one text, in digits as in letters', () => {
    fc.assert(
      fc.property(changed(jws, '-_.AZaz09=+/ '), (text) => {
        const decoded = orRefused(() => decodeCompactJws(text))
        if (!decoded) return
        const input = new TextDecoder().decode(decoded.signedBytes)
        assert.equal(encodeCompactJws(input, decoded.signature), text)
        assert.equal(decodeNumeric(encodeNumeric(text)), text)
      }),
      RUNS,
    )
  })

  test('digits are those of one JWS', () => {
    fc.assert(
      fc.property(changed(encodeNumeric(jws), '0123456789 /x'), (text) => {
        const letters = orRefused(() => decodeNumeric(text))
        if (letters !== undefined) assert.equal(encodeNumeric(letters), text)
      }),
      RUNS,
    )
  })

  test('what an EU DCC’s wrapper may be is one message, one verdict, one certificate', async () => {
    const { unprotected, payload, signature } = message
    const parts: readonly CborValue[] = [message.protected, unprotected, payload, signature]
    const tagged = new CborTag(18, parts)
    const plain = encodeCbor(parts)
    const other = new Map<number | string, CborValue>([
      [4, Uint8Array.of(1)],
      ['x', 1],
    ])
    const wrappers: readonly Bytes[] = [
      plain,
      encodeCbor(new CborTag(61, tagged)),
      new Uint8Array([0xd2, 0x9f, ...plain.subarray(1), 0xff]),
      new Uint8Array([0xd2, 0x98, 0x04, ...plain.subarray(1)]),
      encodeCbor(new CborTag(18, [message.protected, other, payload, signature])),
    ]
    const expected = await verifier.verify(hc1Text, context)
    assert.equal(expected.verdict, 'genuine')
    for (const wrapper of wrappers) {
      const text = toHc1(wrapper)
      assert.notEqual(text, hc1Text)
      const { unprotected: _, ...signed } = decodeHc1(text)
      assert.deepEqual(signed, { protected: message.protected, payload, signature })
      assert.deepEqual(await verifier.verify(text, context), expected)
    }
    for (let level = 0; level <= 9; level++) {
      assert.deepEqual(await verifier.verify(toHc1(message, level), context), expected)
    }
  })
})

describe('4: no single-bit change of protected header, payload or signature is genuine', () => {
  const signers = [
    country,
    makeSigner('hcert', 'ES256', 'P-384'),
    makeSigner('hcert', 'ES384', 'P-384'),
    makeSigner('hcert', 'ES512', 'P-521'),
    makeSigner('hcert', 'PS256', 'RSA'),
    makeSigner('hcert', 'EdDSA', 'Ed25519'),
  ]

  for (const signer of signers) {
    const { algorithm, record } = signer
    // Larger curves are slow: of them, every bit in the long run only.
    const isSlow = record.key.kind === 'P-384' || record.key.kind === 'P-521'
    const step = isSlow && !process.env['PRATIQUE_LONG'] ? 11 : 1
    const which = step === 1 ? 'every bit' : `every ${step}th bit`
    test(`EU DCC, ${algorithm} with ${record.key.kind}: ${which}`, async () => {
      const own = makeVerifier([signer])
      const message = signCose(signer, dccClaims(toMap(oneDcc())))
      assert.equal((await own.verify(toHc1(message), context)).verdict, 'genuine')
      for (const part of ['protected', 'payload', 'signature'] as const) {
        for (let bit = 0; bit < message[part].length * 8; bit += step) {
          const text = toHc1({ ...message, [part]: flip(message[part], bit) }, 1)
          assertNotGenuine(await own.verify(text, context), `${part}, bit ${bit}`)
        }
      }
    })
  }

  test('SMART Health Card: every bit of header, payload and signature, and of the text', async () => {
    const jws = signCard(issuer, cardClaims(oneBundle()))
    assert.equal((await verifier.verify(jws, context)).verdict, 'genuine')
    const parts = jws.split('.')
    for (const [i, part] of parts.entries()) {
      const bytes = new Uint8Array(Buffer.from(part, 'base64url'))
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const text = parts.with(i, Buffer.from(flip(bytes, bit)).toString('base64url')).join('.')
        assertNotGenuine(await verifier.verify(text, context), `part ${i}, bit ${bit}`)
      }
    }
    const letters = new TextEncoder().encode(jws)
    for (let bit = 0; bit < letters.length * 8; bit++) {
      const text = new TextDecoder('latin1').decode(flip(letters, bit))
      assertNotGenuine(await verifier.verify(text, context), `letters, bit ${bit}`)
    }
  })

  test('of many certificates, some bits', async () => {
    const made = fc.oneof(
      dccs().map((dcc) => signCose(country, dccClaims(toMap(dcc)))),
      bundles().map((each) => signCard(issuer, cardClaims(each))),
    )
    const places = fc.array(fc.tuple(fc.nat(2), fc.nat()), { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(made, places, async (message, bits) => {
        for (const [part, bit] of bits) {
          const text =
            typeof message === 'string' ? flipJws(message, part, bit) : flipCose(message, part, bit)
          assertNotGenuine(await verifier.verify(text, context), `part ${part}, bit ${bit}`)
        }
      }),
      SIGNED_RUNS,
    )
  })
})

function assertNotGenuine({ verdict, exitCode }: Verification, what: string): void {
  assert.ok(
    verdict === 'not-genuine' || verdict === 'undecided' || exitCode === 30,
    `${what}: ${verdict}`,
  )
}

/** A text with up to three characters replaced, removed or put in. */
function changed(text: string, characters: string): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(text.length),
    fc.nat(1),
    fc.string({ unit: fc.constantFrom(...characters), maxLength: 2 }),
  )
  return fc
    .array(change, { maxLength: 3 })
    .map((changes) =>
      changes.reduce(
        (now, [at, removed, put]) => now.slice(0, at) + put + now.slice(at + removed),
        text,
      ),
    )
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}

function flipCose(message: CoseSign1, part: number, bit: number): string {
  const name = (['protected', 'payload', 'signature'] as const)[part] ?? 'payload'
  const flipped = flip(message[name], bit % (message[name].length * 8))
  return toHc1(encodeCoseSign1({ ...message, [name]: flipped }), 1)
}

function flipJws(jws: string, part: number, bit: number): string {
  const parts = jws.split('.')
  const bytes = new Uint8Array(Buffer.from(parts[part] ?? '', 'base64url'))
  const flipped = Buffer.from(flip(bytes, bit % (bytes.length * 8)))
  return encodeShc(parts.with(part, flipped.toString('base64url')).join('.'))
}

function orRefused<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return undefined
  }
}
