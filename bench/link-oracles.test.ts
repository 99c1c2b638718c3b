/**
 * Health links and their files, against what others make of them: jose and kill-the-clipboard, which are
 * here to be measured against.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { SHL } from 'kill-the-clipboard'
import {
  decodeCompactJwe,
  decodeHealthLink,
  encodeHealthLink,
  openLinkFile,
  readJweHeader,
} from 'pratique/smart-health-link'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 100) }
const FHIR = 'application/fhir+json'

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((key) => Uint8Array.from(key))
const flags = fc.constantFrom('L' as const, 'P' as const, 'U' as const, 'LP' as const, undefined)

describe('files, by jose', () => {
  test('what jose encrypts opens, compressed or not', async () => {
    await fc.assert(
      fc.asyncProperty(keys, fc.string(), fc.boolean(), async (key, note, isCompressed) => {
        const text = JSON.stringify({ resourceType: 'Basic', note })
        const zip = isCompressed ? { zip: 'DEF' } : {}
        const jwe = await new CompactEncrypt(new TextEncoder().encode(text))
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: FHIR, ...zip })
          .encrypt(key)
        const file = await openLinkFile(jwe, key)
        assert.equal(file.kind === 'fhir' && file.text, text)
        assert.equal(readJweHeader(decodeCompactJwe(jwe)).isCompressed, isCompressed)
      }),
      RUNS,
    )
  })

  test('what jose does not open does not open', async () => {
    const key = new Uint8Array(32)
    const jwe = await new CompactEncrypt(new TextEncoder().encode('{"resourceType":"Basic"}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: FHIR })
      .encrypt(key)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: jwe.length - 1 }), fc.nat({ max: 6 }), async (at, bit) => {
        const character = String.fromCharCode(jwe.charCodeAt(at) ^ (1 << bit))
        const changed = jwe.slice(0, at) + character + jwe.slice(at + 1)
        const isOpened = await compactDecrypt(changed, key).then(
          () => true,
          () => false,
        )
        if (!isOpened) await assert.rejects(openLinkFile(changed, key))
      }),
      RUNS,
    )
  })
})

describe('links, by kill-the-clipboard', () => {
  test('what it writes is read alike, and what we write it reads alike', () => {
    fc.assert(
      fc.property(
        flags,
        fc.option(fc.string({ maxLength: 80 }), { nil: undefined }),
        (flag, label) => {
          const theirs = SHL.generate({
            baseManifestURL: 'https://shl.pratique.example/manifests/',
            ...(flag && { flag }),
            ...(label && { label }),
          })
          const link = decodeHealthLink(theirs.toURI())
          assert.equal(link.url, theirs.url)
          assert.equal(Buffer.from(link.key).toString('base64url'), theirs.key)
          assert.equal(link.label, theirs.label)
          assert.deepEqual(
            [link.isPasscodeNeeded, link.isLongTerm, link.isDirectFile],
            [theirs.requiresPasscode, theirs.isLongTerm, theirs.isDirectFile],
          )
          assert.deepEqual(link.remarks, [])
          assert.deepEqual(SHL.parse(encodeHealthLink(link)).payload, theirs.payload)
        },
      ),
      RUNS,
    )
  })
})
