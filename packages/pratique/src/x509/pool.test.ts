/**
 * Published certificates of document signers and their CAs, with node:crypto as the oracle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { webCrypto } from '../keys/web-crypto.ts'
import { toCertificateKeyId } from '../trust/document-signer.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { verifyCertificateSignature } from './chain.ts'

/** Beside the repository; other machines do not have it. */
const POOL = new URL('../../../../../shared/corpus/hcert/certificate-pool.jsonl', import.meta.url)

interface Row {
  readonly kid: string
  readonly der: string
}

interface Pair {
  readonly row: Row
  readonly ours: Certificate
  readonly theirs: X509Certificate
}

/** Issuers of one name to try a certificate against. */
const MAX_ISSUERS = 2

describe('published certificates', {
  skip: existsSync(POOL) ? false : 'no corpus beside the repository',
}, () => {
  const pairs = existsSync(POOL) ? readPool() : []

  test('are all read', (context) => {
    assert.ok(pairs.length > 2000)
    context.diagnostic(`${pairs.length} certificates`)
  })

  test('have the names, dates, serial numbers and CA flags that node:crypto reads', () => {
    for (const { ours, theirs } of pairs) {
      assert.equal(ours.subject.country, lastPart(theirs, 'C'))
      assert.equal(ours.subject.commonName, lastPart(theirs, 'CN'))
      assert.equal(ours.subject.organization, lastPart(theirs, 'O'))
      assert.equal(ours.notBefore * 1000, Date.parse(theirs.validFrom))
      assert.equal(ours.notAfter * 1000, Date.parse(theirs.validTo))
      assert.equal(toSigned(ours.serialNumber), theirs.serialNumber)
      assert.equal(ours.isCa, theirs.ca)
      assert.deepEqual(ours.extendedKeyUsages ?? [], theirs.keyUsage ?? [])
    }
  })

  test('have the public keys that node:crypto reads', () => {
    for (const { ours, theirs } of pairs) {
      const { publicKey } = theirs
      // Compared as keys: an id-RSASSA-PSS key is rewritten as rsaEncryption (keys/spki.ts).
      if (publicKey.asymmetricKeyType !== 'rsa-pss') {
        const key = Buffer.from(ours.publicKey.spki)
        assert.ok(createPublicKey({ key, format: 'der', type: 'spki' }).equals(publicKey))
      }
      const bits = publicKey.asymmetricKeyDetails?.modulusLength
      assert.equal(ours.publicKey.modulusBits, bits)
    }
  })

  test('have the key identifiers that their lists give', async () => {
    for (const { row, ours } of pairs) {
      const kid = Buffer.from(await toCertificateKeyId(ours.der, webCrypto), 'hex')
      assert.equal(kid.toString('base64'), row.kid)
    }
  })

  test('are signed by whom node:crypto says, wherever we say anything', async (context) => {
    const byName = new Map<string, Pair[]>()
    for (const pair of pairs) {
      const name = nameOf(pair.ours.subject.der)
      byName.set(name, [...(byName.get(name) ?? []), pair])
    }
    const counts = { good: 0, bad: 0, unsaid: 0 }
    for (const { ours, theirs } of pairs) {
      const issuers = byName.get(nameOf(ours.issuer.der)) ?? []
      for (const issuer of issuers.slice(0, MAX_ISSUERS)) {
        const isGood = await verifyCertificateSignature(ours, issuer.ours.publicKey, webCrypto)
        if (isGood === undefined) counts.unsaid++
        else assert.equal(isGood, theirs.verify(issuer.theirs.publicKey))
        if (isGood !== undefined) counts[isGood ? 'good' : 'bad']++
      }
    }
    // Measured: 1262 good, 1013 bad, 41 unsaid.
    assert.ok(counts.good > 500 && counts.bad > 500 && counts.unsaid < 60, JSON.stringify(counts))
    context.diagnostic(`${counts.good} good, ${counts.bad} bad, ${counts.unsaid} not to be said`)
  })
})

function readPool(): readonly Pair[] {
  const lines = readFileSync(POOL, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const row: Row = JSON.parse(line)
    const der = Uint8Array.from(Buffer.from(row.der, 'base64'))
    return { row, ours: readCertificate(der), theirs: new X509Certificate(der) }
  })
}

/** The last attribute of a type in the text that node:crypto makes of a name, one a line. */
function lastPart({ subject }: X509Certificate, type: string): string | undefined {
  const parts = (subject ?? '').split('\n').filter((part) => part.startsWith(`${type}=`))
  // Characters that are special in RFC 2253 are escaped.
  return parts
    .at(-1)
    ?.slice(type.length + 1)
    .replace(/\\(.)/g, '$1')
}

/** A serial number as node:crypto writes it: the sign, then whole bytes. */
function toSigned(contents: string): string {
  const value = BigInt.asIntN(4 * contents.length, BigInt(`0x${contents}`))
  const digits = (value < 0n ? -value : value).toString(16).toUpperCase()
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return value < 0n ? `-${even}` : even
}

function nameOf(der: Uint8Array): string {
  return Buffer.from(der).toString('hex')
}
