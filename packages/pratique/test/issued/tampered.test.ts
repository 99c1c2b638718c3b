/**
 * Certificates that were issued, with one bit changed: none is genuine, whichever bit of header, payload or
 * signature it is.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeBase64Url, encodeBase64Url } from '../../src/bytes/base64url.ts'
import type { Bytes } from '../../src/bytes/bytes.ts'
import { decodeHc1 } from '../../src/cose/hc1.ts'
import { encodeCoseSign1 } from '../../src/cose/sign1.ts'
import { encodeShc } from '../../src/formats/smart-health-card/carrier.ts'
import type { FormatId } from '../../src/model/health-certificate.ts'
import { createVerifier } from '../../src/verify/verifier.ts'
import { Coverage } from '../coverage.ts'
import { createChance } from '../made-expressions.ts'
import { ISSUED_FORMATS, makeIssuerKit } from '../made-issuer.ts'
import { testCrypto, toHc1 } from '../made-messages.ts'
import { makeOrder, NOW } from '../made-orders.ts'
import { isLong } from './issue-many.ts'
import { joinJws } from './open-card.ts'

/** Each takes other bits: together they take them all. */
const CERTIFICATES = isLong ? 8 : 4
const STEP = isLong ? 1 : 16

/** A part of a certificate, and the text that it makes when it is changed. */
interface Part {
  readonly name: string
  readonly bytes: Bytes
  toText(bytes: Bytes): string
}

const TAKE_APART: Partial<Record<FormatId, (texts: readonly string[]) => readonly Part[]>> = {
  'eu-dcc': takeHc1Apart,
  'who-icvp': takeHc1Apart,
  'smart-health-card': takeCardApart,
  'vds-nc': takeSealApart,
}

describe('one bit of what was issued', () => {
  for (const format of ISSUED_FORMATS) {
    test(`${format}: ${STEP === 1 ? 'every bit' : `every ${STEP}th bit`} of ${CERTIFICATES}`, async () => {
      const kit = await makeIssuerKit(format)
      const verifier = createVerifier({
        formats: [kit.format],
        trust: kit.trust,
        crypto: testCrypto,
      })
      const [chance, coverage] = [createChance(5), new Coverage()]
      let changes = 0
      for (let run = 0; run < CERTIFICATES; run++) {
        const json = makeOrder(format, chance, coverage)
        const outcome = await kit.issuer.issue(json, { format, now: NOW })
        assert.ok('issued' in outcome)
        for (const { name, bytes, toText } of TAKE_APART[format]?.(outcome.issued.texts) ?? []) {
          const as = await verifier.verify(toText(bytes), { now: NOW })
          assert.equal(as.verdict, 'genuine', 'taken apart and put together')
          for (let bit = run % STEP; bit < bytes.length * 8; bit += STEP) {
            const { verdict } = await verifier.verify(toText(flip(bytes, bit)), { now: NOW })
            assert.ok(verdict !== 'genuine' && verdict !== 'accepted', `${name}, bit ${bit}`)
            changes += 1
          }
        }
      }
      assert.ok(changes > 500, 'too few changes to say anything')
    })
  }
})

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice()
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return flipped
}

function takeHc1Apart([text = '']: readonly string[]): readonly Part[] {
  const message = decodeHc1(text)
  return (['protected', 'payload', 'signature'] as const).map((name) => ({
    name,
    bytes: message[name],
    toText: (bytes) => toHc1(encodeCoseSign1({ ...message, [name]: bytes }), 1),
  }))
}

function takeCardApart(texts: readonly string[]): readonly Part[] {
  const parts = joinJws(texts).split('.')
  return parts.map((part, at) => ({
    name: ['header', 'payload', 'signature'][at] ?? '',
    bytes: decodeBase64Url(part),
    toText: (bytes) => encodeShc(parts.with(at, encodeBase64Url(bytes)).join('.')),
  }))
}

/** The content as its text stands; a text that is changed may be no UTF-8 any more, and is read as it may. */
function takeSealApart([text = '']: readonly string[]): readonly Part[] {
  const { sig } = JSON.parse(text)
  const before = '{"data":'
  const from = text.indexOf(',"sig":{"alg"')
  const [data, rest] = [text.slice(before.length, from), text.slice(from)]
  return [
    {
      name: 'payload',
      bytes: new Uint8Array(Buffer.from(data, 'utf8')),
      toText: (bytes) => before + Buffer.from(bytes).toString('utf8') + rest,
    },
    {
      name: 'signature',
      bytes: decodeBase64Url(sig.sigvl),
      toText: (bytes) => text.replace(sig.sigvl, encodeBase64Url(bytes)),
    },
    {
      name: 'header',
      bytes: new Uint8Array(Buffer.from(sig.alg, 'latin1')),
      toText: (bytes) =>
        `${before}${data},"sig":${JSON.stringify({ ...sig, alg: Buffer.from(bytes).toString('latin1') })}}`,
    },
  ]
}
