/**
 * Bundles made up for tests: records, who signs, and what is signed.
 *
 * @module
 */

import fc from 'fast-check'
import type { BundleContent } from '../src/bundle/content.ts'
import type { Quorum } from '../src/bundle/quorum.ts'
import type { Bytes } from '../src/bytes/bytes.ts'
import { REMARK_CODES } from '../src/codes.ts'
import { FITTING_ALGORITHMS } from '../src/keys/algorithms.ts'
import type { PublicKey } from '../src/keys/public-key.ts'
import type { SignPort } from '../src/keys/sign-port.ts'
import { DOMAINS, FRAMEWORKS, USAGES } from '../src/model/format.ts'
import { ENVIRONMENTS, EVIDENCE_LEVELS, type TrustRecord } from '../src/trust/record.ts'
import { makeSigner } from './make-signer.ts'

export function makeQuorum(signers: readonly SignPort[], threshold = 2): Quorum {
  return { threshold, keys: signers.map(({ key }, at) => ({ name: `signer ${at + 1}`, key })) }
}

const KEYS: readonly PublicKey[] = Array.from({ length: 6 }, () => makeSigner().key).concat(
  makeSigner('Ed25519').key,
)

export const RECORD: TrustRecord = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'FR',
  keyId: 'a1b2c3d4e5f60708',
  key: KEYS[0] as PublicKey,
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'anchored',
  list: 'gdhcn',
  revocation: 'none',
  remarks: [],
}

export const CONTENT: BundleContent = {
  records: [RECORD],
  lists: [{ framework: 'hcert', name: 'gdhcn', asOf: 1_760_000_000, isSigned: true }],
  revocations: [],
  policies: [],
  sources: [
    {
      name: 'gdhcn',
      kind: 'gdhcn',
      files: [{ name: 'did.json', sha256: '00'.repeat(32) }],
      signedAt: 1_760_000_000,
      verdict: 'signed by its signer',
      kept: 1,
      dropped: 0,
    },
  ],
  denied: [],
}

/** Records of every shape that an importer could make. */
export const anyRecord: fc.Arbitrary<TrustRecord> = fc.constantFrom(...KEYS).chain((key) =>
  fc.record(
    {
      framework: fc.constantFrom(...FRAMEWORKS),
      environment: fc.constantFrom(...ENVIRONMENTS),
      issuer: fc.oneof(fc.constantFrom('FR', 'DE', 'https://example.org'), fc.string()),
      keyId: fc.oneof(fc.constantFrom('', 'ab', 'AB', 'a1b2', 'key'), fc.string()),
      key: fc.constant(key),
      algorithms: fc.subarray([...FITTING_ALGORITHMS[key.kind]]),
      status: fc.constantFrom('live' as const, 'withdrawn' as const),
      evidence: fc.constantFrom(...EVIDENCE_LEVELS),
      revocation: fc.constantFrom('none' as const, 'x509-crl' as const, 'token-list' as const),
      remarks: fc.array(
        fc.record(
          { code: fc.constantFrom(...REMARK_CODES), field: fc.string() },
          { requiredKeys: ['code'], noNullPrototype: true },
        ),
        { maxLength: 2 },
      ),
      name: fc.string(),
      role: fc.constantFrom('authority' as const, 'revoker' as const),
      usages: fc.subarray([...USAGES]),
      domains: fc.subarray([...DOMAINS]),
      notBefore: fc.integer(),
      notAfter: fc.maxSafeInteger(),
      list: fc.string(),
      crlVersion: fc.nat(),
      parent: fc.string(),
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        'framework',
        'environment',
        'issuer',
        'keyId',
        'key',
        'algorithms',
        'status',
        'evidence',
        'revocation',
        'remarks',
      ],
    },
  ),
)

export function toBytes(buffer: Buffer): Bytes {
  return new Uint8Array(buffer)
}
