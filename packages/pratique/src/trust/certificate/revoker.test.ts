/**
 * The certificate of a key that signs lists: it makes records of that role, and of no other.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCrypto } from '../../../test/made-messages.ts'
import { COUNTRY, keyUsage, makeCertificate, makeKeys } from '../../../test/make-certificate.ts'
import { toSignerId } from '../../keys/signer-id.ts'
import { importCertificate } from './certificate.ts'

/** Bits of `keyUsage` (RFC 5280 §4.2.1.3). */
const DIGITAL_SIGNATURE = 0
const CRL_SIGN = 6

test('a key for lists alone is a revoker of its country, in each network of countries', async () => {
  const { records } = await importCertificate(make(CRL_SIGN), { crypto: testCrypto })
  assert.deepEqual(
    records.map(({ framework, issuer, role }) => [framework, issuer, role]),
    [
      ['hcert', 'UT', 'revoker'],
      ['vds-nc', 'UT', 'revoker'],
    ],
  )
  for (const { keyId, key, algorithms } of records) {
    assert.equal(keyId, toSignerId(key))
    assert.deepEqual(algorithms, [])
  }
})

for (const [name, bits] of [
  ['of certificates too', [DIGITAL_SIGNATURE, CRL_SIGN]],
  ['of certificates', [DIGITAL_SIGNATURE]],
] as const) {
  test(`a signer ${name} is no revoker`, async () => {
    const { records } = await importCertificate(make(...bits), { crypto: testCrypto })
    assert.deepEqual(
      records.map(({ role }) => role),
      [undefined],
    )
  })
}

function make(...bits: readonly number[]) {
  return makeCertificate({
    keys: makeKeys(),
    subject: [[COUNTRY, 'UT']],
    extensions: [keyUsage(...bits)],
  })
}
