/**
 * Certificates that were issued, against the libraries that are here to be measured against: @auth0/cose,
 * cose-js and kill-the-clipboard.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sign1 } from '@auth0/cose'
import { sign } from 'cose-js'
import { SHCReader } from 'kill-the-clipboard'
import { LETTERS } from '../packages/pratique/test/icao-letters.ts'
import { issueMany } from '../packages/pratique/test/issued/issue-many.ts'
import { openCard } from '../packages/pratique/test/issued/open-card.ts'
import { openHc1 } from '../packages/pratique/test/issued/open-hc1.ts'
import { createChance } from '../packages/pratique/test/made-expressions.ts'
import { makeIssuerKit } from '../packages/pratique/test/made-issuer.ts'
import { NOW } from '../packages/pratique/test/made-orders.ts'
import { type KeyPair, spkiOf } from '../packages/pratique/test/make-certificate.ts'

/** They are slow. */
const ORDERS = Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 20)

describe('COSE messages', () => {
  for (const format of ['eu-dcc', 'who-icvp'] as const) {
    test(`${ORDERS} of ${format} are taken by @auth0/cose and by cose-js`, async () => {
      await issueMany(
        format,
        async ({ keys, certificate }) => {
          const key = await importKey(keys)
          const { x = '', y = '' } = keys.publicKey.export({ format: 'jwk' })
          const coordinates = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
          return async ({ texts }) => {
            const { message } = openHc1(texts[0] ?? '', keys, certificate)
            const read = Sign1.decode(message)
            await read.verify(key)
            const payload = sign.verifySync(message, { key: coordinates })
            assert.deepEqual(new Uint8Array(payload), new Uint8Array(read.payload))
          }
        },
        ORDERS,
      )
    })
  }
})

describe('SMART Health Cards', () => {
  test(`${ORDERS} are taken by kill-the-clipboard, digits and chunks too`, async () => {
    await issueMany(
      'smart-health-card',
      async ({ keys }) => {
        const reader = await createReader(keys)
        return async ({ texts }) => {
          const card = await readBy(reader, texts)
          const { claims } = await openCard(texts, keys)
          assert.deepEqual(card.getOriginalBundle(), bundleOf(claims))
        }
      },
      ORDERS,
    )
  })

  test('a card that needs chunks, in any order', async () => {
    const { issuer, keys } = await makeIssuerKit('smart-health-card')
    const outcome = await issuer.issue(LONG_ORDER, { format: 'smart-health-card', now: NOW })
    assert.ok('issued' in outcome)
    const { texts } = outcome.issued
    assert.ok(texts.length > 1, 'it fits into one code')
    const reader = await createReader(keys)
    for (const order of [texts, texts.toReversed()]) {
      const card = await readBy(reader, order)
      const { claims } = await openCard(order, keys)
      assert.deepEqual(card.getOriginalBundle(), bundleOf(claims))
    }
  })
})

/** Texts that do not get smaller. */
const LONG_ORDER = {
  holder: { family: makeLetters(1), given: makeLetters(2), birthDate: '1980-02-29' },
  fact: {
    kind: 'vaccination',
    disease: 'covid-19',
    product: { system: 'http://hl7.org/fhir/sid/cvx', code: '208' },
    date: '2026-10-01',
    lot: makeLetters(3),
    statedBy: makeLetters(4),
  },
}

function makeLetters(seed: number): string {
  const [chance, letters] = [createChance(seed), LETTERS.get('latin') ?? []]
  return Array.from({ length: 199 }, () => letters[chance(letters.length)]).join('')
}

function readBy(reader: SHCReader, texts: readonly string[]) {
  const [first = ''] = texts
  return texts.length === 1 ? reader.fromQRNumeric(first) : reader.fromQRNumeric([...texts])
}

async function createReader(keys: KeyPair): Promise<SHCReader> {
  return new SHCReader({ publicKey: await importKey(keys) })
}

function importKey(keys: KeyPair): Promise<CryptoKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.importKey('spki', spkiOf(keys), algorithm, true, ['verify'])
}

function bundleOf(claims: unknown): unknown {
  const { vc } = claims as { vc: { credentialSubject: { fhirBundle: unknown } } }
  return vc.credentialSubject.fhirBundle
}
