import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verification } from '../src/verify.ts'

/** The compiler is the test: each expected error must be one (CONVENTIONS §8). */
export function readCertificate(verification: Verification): unknown {
  // @ts-expect-error: a verification as such has no certificate
  const blind: unknown = verification.certificate
  switch (verification.verdict) {
    case 'accepted':
    case 'genuine':
    case 'more-needed':
    case 'refused':
      return verification.certificate.holder
    case 'specimen':
      // @ts-expect-error: a specimen has one only if the verdict inside says so
      return verification.certificate
    case 'not-genuine':
    case 'undecided':
    case 'not-a-certificate':
      // @ts-expect-error: what was read of it is called `unverified`
      return verification.certificate ?? verification.unverified ?? blind
  }
}

test('only genuine verdicts carry a certificate, and the compiler knows', () => {
  assert.equal(typeof readCertificate, 'function')
})
