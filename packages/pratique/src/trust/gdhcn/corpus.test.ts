/**
 * The published lists of all three networks. They lie beside the repository and never in it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { toBytes } from '../../../test/make-gdhcn.ts'
import { TAMPERINGS } from '../../../test/tamper-gdhcn.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readJwk } from '../../keys/jwk.ts'
import { webCrypto } from '../../keys/web-crypto.ts'
import { importGdhcnList } from './gdhcn.ts'
import type { GdhcnNetwork } from './networks.ts'
import type { GdhcnSigner } from './proof.ts'
import type { GdhcnImport } from './report.ts'

const CORPUS = new URL('../../../../../../shared/corpus/trust/', import.meta.url)
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

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
      'signature-unchecked': 5,
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
      'outlives-authority': 14,
      'authority-not-anchored': 87,
      'authority-is-no-ca': 3,
      'name-mismatch': 13,
      'signature-unchecked': 2,
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
      'signature-unchecked': 1,
    },
  },
} as const

const NETWORKS = ['prod', 'uat', 'dev'] as const

/** In production too where time is no matter: it has 501 keys. */
const TAMPERED = process.env['PRATIQUE_LONG'] ? NETWORKS : (['dev'] as const)

describe('published lists', { skip }, () => {
  for (const network of NETWORKS) {
    test(`${network}: the proof verifies, and every key is accounted for`, async (context) => {
      const expected = EXPECTED[network]
      const imported = await importList(readList(network), network)
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
    const { keys } = await importList(readList('prod'), 'prod')
    const certificates = readCertificates('prod')
    const signers = keys.filter(({ usage }) => usage === 'DSC')
    const chained = signers.filter(({ authority }) => authority !== undefined)
    // The rest is signed with SHA-1, which we do not verify; OpenSSL does.
    const rest = signers.filter(({ authority }) => authority === undefined)
    const bySha1 = rest.filter(({ id, participant }) => {
      const own = keys.filter((key) => key.usage === 'SCA' && key.participant === participant)
      return own.some((sca) => {
        const issuer = certificates.get(sca.id)
        return issuer !== undefined && certificates.get(id)?.verify(issuer.publicKey) === true
      })
    })
    assert.deepEqual([chained.length, bySha1.length], [433, 5])
    assert.ok(rest.every(({ evidence }) => evidence === 'unauthenticated'))
    context.diagnostic(`${chained.length} verified here, ${bySha1.length} by SHA-1 alone`)
  })

  test('prod: the signer that was recovered authenticates nothing, the anchor does', async () => {
    const { records, lists } = await importList(readList('prod'), 'prod')
    const levels = new Set(records.map(({ evidence }) => evidence))
    assert.deepEqual([...levels].toSorted(), ['anchored', 'unauthenticated'])
    assert.equal(lists[0]?.isSigned, false)
  })

  test('every key of the test networks is a specimen', async () => {
    for (const network of ['uat', 'dev'] as const) {
      const { records } = await importList(readList(network), network)
      assert.ok(records.every(({ environment }) => environment === 'test'))
    }
    const { records } = await importList(readList('prod'), 'prod')
    const specimens = records.filter(({ environment }) => environment === 'test')
    // Of its ten keys, two are for exchanging data.
    assert.deepEqual(countBy(specimens.map(({ issuer }) => issuer)), { XXH: 8 })
  })

  for (const network of skip ? [] : TAMPERED) {
    for (const [name, tamper] of Object.entries(TAMPERINGS)) {
      test(`${network}, tampered: ${name}`, async () => {
        assert.equal(await isTaken(tamper(readList(network)), network), false)
      })
    }
  }
})

function importList(list: JsonObject, network: GdhcnNetwork): Promise<GdhcnImport> {
  const options = { signers: [readSigner(network)], anchored: readAnchored(network) }
  return importGdhcnList(toBytes(list), { crypto: webCrypto, ...options })
}

async function isTaken(list: JsonObject, network: GdhcnNetwork): Promise<boolean> {
  try {
    const { records, proof } = await importList(list, network)
    return records.length > 0 || proof === 'verified'
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return false
  }
}

/** Certificates that have a CMS of the trust anchor; that it verifies is not this importer's to say. */
function readAnchored(network: GdhcnNetwork): ReadonlySet<string> {
  const url = new URL(`gdhcn-${network}-cms.jsonl`, CORPUS)
  if (!existsSync(url)) return new Set()
  const lines = readFileSync(url, 'utf8').trim().split('\n')
  return new Set(
    lines.map((line) => {
      const { certificateRawData = '' }: { readonly certificateRawData?: string } = JSON.parse(line)
      return createHash('sha256').update(Buffer.from(certificateRawData, 'base64')).digest('hex')
    }),
  )
}

function readSigner(network: GdhcnNetwork): GdhcnSigner {
  const signer = readJson('gdhcn-did-signers.json')[network]
  assert.ok(isJsonObject(signer) && isJsonObject(signer['jwk']))
  return { network, key: readJwk(signer['jwk']), isOriginRecorded: signer['published'] === true }
}

function readCertificates(network: GdhcnNetwork): ReadonlyMap<string, X509Certificate> {
  const methods = readList(network)['verificationMethod']
  assert.ok(Array.isArray(methods))
  return new Map(
    methods.map((method: JsonValue) => {
      assert.ok(isJsonObject(method) && isJsonObject(method['publicKeyJwk']))
      const x5c = method['publicKeyJwk']['x5c']
      assert.ok(Array.isArray(x5c))
      return [String(method['id']), new X509Certificate(Buffer.from(String(x5c[0]), 'base64'))]
    }),
  )
}

function readList(network: GdhcnNetwork): JsonObject {
  return readJson(`gdhcn-${network}-trustlist-v2.json`)
}

function readJson(name: string): JsonObject {
  const value: JsonValue = JSON.parse(readFileSync(new URL(name, CORPUS), 'utf8'))
  assert.ok(isJsonObject(value))
  return value
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
