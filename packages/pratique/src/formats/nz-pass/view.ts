/**
 * The common model's view of a pass.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { stated } from '../../model/fields.ts'
import type { HealthCertificate } from '../../model/health-certificate.ts'
import type { PassClaims } from './claims.ts'
import type { PassPayload } from './payload.ts'
import { PASS_TYPE } from './schema.ts'

/** Shows a pass in the common model. */
export function viewPass(
  { iss, nbf, exp, cti }: PassClaims,
  { givenName, familyName, dob }: PassPayload,
): HealthCertificate {
  const given = stated(givenName)
  return {
    holder: {
      name: familyName === undefined ? { given } : { family: stated(familyName), given },
      birthDate: stated(dob),
    },
    facts: [{ kind: 'attestation', type: PASS_TYPE }],
    identifiers: [{ scheme: 'cti', value: toUrn(cti) }],
    issuer: { stated: stated(iss) },
    validity: { notBefore: nbf, expiresAt: exp },
  }
}

/** Writes a UUID as a URN (NZCP "Mapping JTI <-> CTI", RFC 9562 §4). */
function toUrn(cti: Bytes): string {
  const hex = encodeHex(cti)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return `urn:uuid:${parts.join('-')}-${hex.slice(20)}`
}
