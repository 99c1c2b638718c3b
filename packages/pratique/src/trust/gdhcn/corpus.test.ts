/**
 * The published lists of all three networks. They lie beside the repository and never in it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  entriesOf,
  importPublished,
  readPublished,
  noCorpus as skip,
} from '../../../test/gdhcn-corpus.ts'
import { TAMPERINGS } from '../../../test/tamper-gdhcn.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { GDHCN_NETWORKS, type GdhcnNetwork } from './networks.ts'

/** What each list has: entries, and named warnings. Counted once by other means (reference trust.md §1). */
const EXPECTED = {
  prod: {
    keys: { DSC: 438, SCA: 61, DECA: 2 },
    dropped: 2,
    warnings: {
      'der-signature': 1,
      // With the four curves below 378, which is how many JWKs no strict reader takes.
      'jwk-coordinate-length': 374,
      'unknown-curve': 4,
      'expired-when-signed': 314,
      'outlives-authority': 5,
      'authority-not-anchored': 13,
      'authority-is-no-ca': 1,
      'name-mismatch': 12,
      'sha1-signature': 5,
      'country-mismatch': 4,
    },
  },
  uat: {
    keys: { DSC: 93, SCA: 87, DECA: 1 },
    dropped: 1,
    warnings: {
      'der-signature': 1,
      'jwk-coordinate-length': 96,
      'unknown-curve': 7,
      'duplicate-kid': 4,
      'expired-when-signed': 76,
      'outlives-authority': 16,
      'authority-not-anchored': 87,
      'authority-is-no-ca': 3,
      'name-mismatch': 13,
      'sha1-signature': 2,
    },
  },
  dev: {
    keys: { DSC: 109, SCA: 139, DECA: 4, DESC: 3 },
    dropped: 8,
    warnings: {
      'der-signature': 1,
      'jwk-coordinate-length': 187,
      'unknown-curve': 2,
      'kid-mismatch': 1,
      'duplicate-kid': 2,
      'expired-when-signed': 19,
      'outlives-authority': 2,
      'authority-not-anchored': 81,
      'not-chained': 2,
      'sha1-signature': 1,
    },
  },
} as const

/** Authorities of the production list that have no CMS of the anchor (reference trust.md §7). */
const NOT_ANCHORED = { AND: 2, ARM: 1, FIN: 1, IDN: 1, IOM: 2, IRL: 2, OMN: 1, SMR: 1, XXH: 2 }

describe('published lists', { skip }, () => {
  for (const network of GDHCN_NETWORKS) {
    test(`${network}: the proof verifies, and every key is accounted for`, async (context) => {
      const expected = EXPECTED[network]
      const imported = await importPublished(readPublished(network), network)
      const { proof, keys, records, dropped, warnings } = imported
      assert.equal(proof, 'verified')
      assert.deepEqual(countBy(keys.map(({ usage }) => usage)), expected.keys)
      assert.equal(records.length + dropped.length, keys.length)
      assert.equal(dropped.length, expected.dropped)
      const counts = Object.fromEntries(warnings.map(({ name, count }) => [name, count]))
      assert.deepEqual(counts, expected.warnings)
      context.diagnostic(
        `${keys.length} keys, ${records.length} records, ${dropped.length} dropped`,
      )
      const evidence = records.map((each) => `${each.role ?? 'signer'} ${each.evidence}`)
      context.diagnostic(JSON.stringify(countBy(evidence)))
      context.diagnostic(JSON.stringify(counts))
    })
  }

  test('prod: 438 of 438 document signers have a listed authority', async (context) => {
    const { keys } = await importPublished(readPublished('prod'), 'prod')
    const certificates = readCertificates('prod')
    const signers = keys.filter(({ usage }) => usage === 'DSC')
    // OpenSSL finds each of them under the very authority that is named.
    const chained = signers.filter(({ id, authority }) => {
      const sca = keys.find((key) => key.usage === 'SCA' && key.fingerprint === authority)
      const issuer = sca && certificates.get(sca.id)
      return issuer !== undefined && certificates.get(id)?.verify(issuer.publicKey) === true
    })
    const bySha1 = signers.filter(({ warnings }) => warnings.includes('sha1-signature'))
    assert.deepEqual([signers.length, chained.length, bySha1.length], [438, 438, 5])
    assert.ok(bySha1.every(({ evidence }) => evidence === 'unauthenticated'))
    context.diagnostic(`${chained.length} verified, ${bySha1.length} of them with SHA-1 alone`)
  })

  test('prod: the signer that was recovered authenticates nothing, the anchor does', async () => {
    const { records, lists } = await importPublished(readPublished('prod'), 'prod')
    const levels = new Set(records.map(({ evidence }) => evidence))
    assert.deepEqual([...levels].toSorted(), ['anchored', 'unauthenticated'])
    assert.equal(lists[0]?.isSigned, false)
  })

  test('prod: 13 authorities that the anchor has not signed are named, and anchor nobody', async (context) => {
    const { keys, warnings } = await importPublished(readPublished('prod'), 'prod')
    const { ids = [] } = warnings.find(({ name }) => name === 'authority-not-anchored') ?? {}
    const named = new Set(ids)
    const authorities = keys.filter(({ id }) => named.has(id))
    assert.deepEqual(countBy(authorities.map(({ participant }) => participant)), NOT_ANCHORED)
    assert.ok(
      authorities.every(({ usage, evidence }) => usage === 'SCA' && evidence !== 'anchored'),
    )
    const signers = keys.filter(({ authority }) => {
      return authorities.some(({ fingerprint }) => fingerprint === authority)
    })
    assert.ok(signers.length > 0)
    assert.ok(signers.every(({ evidence }) => evidence !== 'anchored'))
    context.diagnostic(`${ids.length} authorities, and ${signers.length} signers below them`)
  })

  test('every key of the test networks is a specimen', async () => {
    for (const network of ['uat', 'dev'] as const) {
      const { records } = await importPublished(readPublished(network), network)
      assert.ok(records.every(({ environment }) => environment === 'test'))
    }
    const { records } = await importPublished(readPublished('prod'), 'prod')
    const specimens = records.filter(({ environment }) => environment === 'test')
    // Of its ten keys, two are for exchanging data.
    assert.deepEqual(countBy(specimens.map(({ issuer }) => issuer)), { XXH: 8 })
  })

  for (const network of skip ? [] : GDHCN_NETWORKS) {
    for (const [name, tamper] of Object.entries(TAMPERINGS)) {
      test(`${network}, tampered: ${name}`, async () => {
        assert.equal(await isTaken(tamper(readPublished(network)), network), false)
      })
    }
  }
})

async function isTaken(list: JsonObject, network: GdhcnNetwork): Promise<boolean> {
  try {
    const { records, proof } = await importPublished(list, network)
    return records.length > 0 || proof === 'verified'
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return false
  }
}

function readCertificates(network: GdhcnNetwork): ReadonlyMap<string, X509Certificate> {
  return new Map(
    entriesOf(readPublished(network)).map(({ id, publicKeyJwk }) => {
      const x5c = isJsonObject(publicKeyJwk) ? publicKeyJwk['x5c'] : undefined
      assert.ok(Array.isArray(x5c))
      return [String(id), new X509Certificate(Buffer.from(String(x5c[0]), 'base64'))]
    }),
  )
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
