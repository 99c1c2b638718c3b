import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  authorityKeyId,
  COMMON_NAME,
  COUNTRY,
  type CrlSpec,
  type KeyPair,
  makeCrl,
  makeKeys,
  makeRsaKeys,
  type NameSpec,
  NOT_AFTER,
  NOT_BEFORE,
  type SignedWith,
  spkiOf,
} from '../../../test/make-certificate.ts'
import { readSpki } from '../../keys/spki.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { readCrl } from '../../x509/crl.ts'
import type { RevocationList } from '../list.ts'
import { type CrlAuthority, type VerifiedCrl, verifyCrl } from './x509-crl.ts'

const AKI = '0102030405060708090a0b0c0d0e0f1011121314'
const NAME: NameSpec = [
  [COUNTRY, 'ut'],
  [COMMON_NAME, 'Utopia CSCA'],
]
const KEYS = makeKeys('P-384')
const AUTHORITY = authority(KEYS)

test('a list of an authority’s own is looked up in by serial number', async () => {
  const list = only(await verify({}))
  assert.equal(list.framework, 'vds-nc')
  assert.deepEqual([list.issuer, list.keyId, list.isComplete], ['UT', AKI, true])
  assert.deepEqual([list.asOf, list.freshUntil], [NOT_BEFORE, NOT_AFTER])
  assert.equal(list.isRevoked('18ad', 0), true)
  assert.equal(list.isRevoked('18ae', 0), false)
  assert.equal(list.isRevoked('18AD', 0), false)
})

test('of several keys with the identifier, the one that signed it counts', async () => {
  const other = authority(makeKeys('P-384'))
  const list = only(await verify({}, [other, AUTHORITY, AUTHORITY]))
  assert.equal(list.keyId, AKI)
})

test('a list without the identifier is its country’s, if a key of the country signed it', async () => {
  const list = only(await verify({ extensions: [] }))
  assert.deepEqual([list.issuer, list.keyId], ['UT', AKI])
  const foreign = { ...AUTHORITY, issuer: 'XE' }
  assert.match(reasonOf(await verify({ extensions: [] }, [foreign])), /not among the trusted/)
})

test('a list without identifier and country is of whose key signed it', async () => {
  const nameless = { extensions: [], issuer: [[COMMON_NAME, 'CSCA']] } as const
  const other = { ...authority(makeKeys()), keyId: 'ff', issuer: 'XE' }
  const list = only(await verify(nameless, [other, AUTHORITY]))
  assert.deepEqual([list.issuer, list.keyId], ['UT', AKI])
  assert.match(reasonOf(await verify(nameless, [other])), /not signed/)
})

test('a list without the date of the next says nothing about its age', async () => {
  assert.equal(only(await verify({ nextUpdate: null })).freshUntil, undefined)
})

for (const signedWith of ['rsa-sha256', 'rsa-pss-sha512'] as const) {
  test(`a list signed with ${signedWith}`, async () => {
    const keys = makeRsaKeys()
    only(await verify({ signer: keys.privateKey, signedWith }, [authority(keys)]))
  })
}

describe('a list that counts for nothing, and why', () => {
  test('of nobody who is trusted', async () => {
    assert.match(reasonOf(await verify({}, [])), /not among the trusted/)
    const another = { ...AUTHORITY, keyId: '00' }
    assert.match(reasonOf(await verify({}, [another])), /not among the trusted/)
  })

  test('of a signer: it signs certificates of health, not lists', async () => {
    const { role: _, ...signer } = AUTHORITY
    assert.match(reasonOf(await verify({}, [signer])), /not among the trusted/)
    const named = { ...AUTHORITY, role: 'signer' } as const
    assert.match(reasonOf(await verify({}, [named])), /not among the trusted/)
  })

  test('that somebody else signed, with a copied identifier', async () => {
    const forged = await verify({ signer: makeKeys('P-384').privateKey })
    assert.match(reasonOf(forged), /has not signed/)
  })

  test('that cannot be checked, as with SHA-1', async () => {
    assert.match(reasonOf(await verify({ signedWith: 'ecdsa-sha1' })), /cannot be checked/)
  })
})

function authority(keys: KeyPair): CrlAuthority {
  const key = readSpki(spkiOf(keys))
  return { framework: 'vds-nc', role: 'authority', issuer: 'UT', keyId: AKI, key }
}

function verify(
  spec: Partial<CrlSpec>,
  authorities: readonly CrlAuthority[] = [AUTHORITY],
): Promise<VerifiedCrl> {
  const signedWith: SignedWith = 'ecdsa-sha384'
  const crl = makeCrl({
    ...{ issuer: NAME, signer: KEYS.privateKey, signedWith },
    ...{ revoked: [{ serialNumber: '18ad' }], extensions: [authorityKeyId(AKI)] },
    ...spec,
  })
  return verifyCrl(readCrl(crl), authorities, crypto)
}

function only(verified: VerifiedCrl): RevocationList {
  assert.ok('lists' in verified, 'reason' in verified ? verified.reason : '')
  const [list, ...others] = verified.lists
  assert.ok(list && others.length === 0)
  return list
}

function reasonOf(verified: VerifiedCrl): string {
  assert.ok('reason' in verified)
  return verified.reason
}
