import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readRevocations } from '../../intake/revocations.ts'
import { parseJson } from '../../json/parse.ts'
import { thumbprint } from '../../keys/jwk.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { createTrustStore } from '../store.ts'
import { readVciSnapshot } from './vci-entries.ts'
import { importVciSnapshot, type VciSnapshotOptions } from './vci-snapshot.ts'

/** Beside the repository; other machines do not have it. */
const CORPUS = new URL('../../../../../../shared/corpus/trust/', import.meta.url)
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

/** The certificate that the project signs with since 2022 (`openssl x509 -fingerprint -sha256`). */
const PIN = 'c3e44e40a20e6d54a5ad247e9ddd07763708cec1aa9acd47a408a3cc28f320fb'

describe('the snapshot of the VCI directory', { skip }, () => {
  test('is signed, and every key has its thumbprint for a name', async (context) => {
    const { entries } = readVciSnapshot(
      parseJson(new TextDecoder().decode(read('vci-snapshot.json'))),
    )
    const keys = entries.flatMap(({ keys: own }) => own)
    const named = await Promise.all(
      keys.map(async (jwk) => (await thumbprint(jwk, crypto)) === jwk['kid']),
    )
    assert.deepEqual([entries.length, keys.length, named.filter(Boolean).length], [651, 961, 961])
    const { records, dropped, lists } = await importCorpus({ maxAgeSeconds: Infinity })
    // Two have a coordinate without its first zero, which RFC 7518 §6.2.1.2 demands.
    assert.deepEqual([records.length, dropped.length], [959, 2])
    assert.ok(dropped.every(({ reason }) => /32 bytes/.test(reason)))
    assert.deepEqual(lists, [
      { framework: 'smart-health-card', name: 'vci-directory', asOf: 1787373830, isSigned: true },
    ])
    context.diagnostic(`${entries.length} issuers, ${named.length} of ${keys.length} keys`)
  })

  test('holds issuers that are stale, and others that are specimens', async (context) => {
    const directory = read('vci-issuers.json')
    const { records, dropped, aliases } = await importCorpus({ directory })
    const isGone = (reason: string) => reason.includes('no longer in the directory')
    const gone = dropped.filter(({ reason }) => isGone(reason))
    const old = dropped.filter(({ reason }) => reason.startsWith('stale') && !isGone(reason))
    const specimens = records.filter(({ environment }) => environment === 'test')
    const issuers = new Set(records.map(({ issuer }) => issuer))
    assert.deepEqual([records.length + dropped.length, aliases.length], [961, 6])
    assert.ok(gone.length >= 14 && old.length > 0 && specimens.length > 0)
    const { findRecords } = createTrustStore({ records })
    const shared = specimens.flatMap(({ key }) =>
      findRecords(key).filter(({ environment }) => environment === 'production'),
    )
    // No specimen's key is a real issuer's, which it would make a specimen.
    assert.deepEqual(shared, [])
    context.diagnostic(
      `${records.length} keys of ${issuers.size} issuers; stale: ${gone.length} keys not listed, ${old.length} old; specimens: ${specimens.map(({ issuer }) => issuer)}`,
    )
  })

  test('holds the revocation lists of three issuers', async (context) => {
    const imported = await importCorpus({})
    const { lists, dropped } = readRevocations(imported)
    const issuers = new Set(lists.map(({ issuer }) => issuer))
    assert.deepEqual([issuers.size, lists.length, dropped.length], [3, 6, 0])
    assert.ok(lists.every(({ isComplete }) => isComplete))
    context.diagnostic(`${lists.length} lists of ${issuers.size} issuers`)
  })

  test('is refused with a byte changed in the file, the signature or the certificate', async () => {
    for (const name of ['vci-snapshot.json', 'vci-snapshot.sig', 'vci-snapshot.crt.pem']) {
      const changed = read(name)
      const at = changed.length >> 1
      changed[at] = (changed[at] ?? 0) ^ 1
      const bytes = name.endsWith('.json') ? changed : read('vci-snapshot.json')
      const options = {
        ...(name.endsWith('.sig') && { signature: changed }),
        ...(name.endsWith('.pem') && { certificate: changed }),
      }
      await assert.rejects(importVciSnapshot(bytes, { ...signed(), ...options }), {
        code: 'usage.trust-file',
      })
    }
    const fingerprint = createHash('sha256').update('another').digest('hex')
    await assert.rejects(importCorpus({ fingerprint }), { code: 'usage.trust-file' })
  })
})

function importCorpus(options: Partial<VciSnapshotOptions>): ReturnType<typeof importVciSnapshot> {
  return importVciSnapshot(read('vci-snapshot.json'), { ...signed(), ...options })
}

function signed(): VciSnapshotOptions {
  return {
    signature: read('vci-snapshot.sig'),
    certificate: read('vci-snapshot.crt.pem'),
    fingerprint: PIN,
    crypto,
  }
}

function read(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(name, CORPUS)))
}
