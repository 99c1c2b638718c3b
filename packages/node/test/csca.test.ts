/**
 * The passport authorities of the shared corpus: all of them can be used, and those that say that they
 * are their own issuers are.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readCrl, verifyCrl } from 'pratique/revocation'
import { importCscaPem } from 'pratique/trust'
import { webCrypto } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'
import { readSealRows, skip } from './corpus.ts'

const PEM = /-----[^-]+-----|\s/g

it('authorities, by both ports', { skip }, async (t) => {
  const texts = new Set(readSealRows().flatMap(({ keys }) => keys.trustAnchors ?? []))
  for (const text of texts) {
    for (const crypto of [nodeCrypto, webCrypto]) {
      const { records, dropped } = await importCscaPem(text, { crypto })
      assert.deepEqual(dropped, [])
      assert.ok(records.length > 0)
      for (const { key, issuer } of records) {
        assert.notEqual(key.kind, 'unknown', issuer)
        assert.match(issuer, /^[A-Z]{2}$/)
      }
    }
  }
  assert.ok(texts.size > 0)
  t.diagnostic(`${texts.size} authorities and signers`)
})

it('revocation lists, by the authority of their row and by no other', { skip }, async (t) => {
  const rows = readSealRows().filter(({ keys }) => keys.crls)
  const foreign = await importCscaPem(
    readSealRows()
      .flatMap(({ keys }) => (keys.crls ? [] : (keys.trustAnchors ?? [])))
      .join(''),
    { crypto: nodeCrypto },
  )
  let lists = 0
  for (const { keys } of rows) {
    const anchors = (keys.trustAnchors ?? []).join('')
    const { records } = await importCscaPem(anchors, { crypto: nodeCrypto })
    const ids = new Set(records.map(({ keyId }) => keyId))
    const others = foreign.records.filter(({ keyId }) => !ids.has(keyId))
    assert.ok(others.length > 0)
    for (const text of keys.crls ?? []) {
      const crl = readCrl(new Uint8Array(Buffer.from(text.replace(PEM, ''), 'base64')))
      assert.ok('lists' in (await verifyCrl(crl, records, nodeCrypto)))
      assert.ok('reason' in (await verifyCrl(crl, others, nodeCrypto)))
      lists++
    }
  }
  assert.ok(lists > 0)
  t.diagnostic(`${lists} lists`)
})
