/**
 * What certificates are signed with (RFC 5280 §4.1.1.2).
 *
 * @module
 */

import { type DerElement, readOid } from '../der/read.ts'
import { SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import { isPs256 } from '../keys/pss-parameters.ts'

/** An AlgorithmIdentifier. `algorithm` is absent where the crypto port has nothing for it. */
export interface SignatureAlgorithm {
  readonly oid: string
  /** Names the hash and the padding. ECDSA goes with any curve here (RFC 5758 §3.2). */
  readonly algorithm?: Algorithm
}

/** ecdsa-with-SHA256, -SHA384 and -SHA512 (RFC 5758 §3.2); id-Ed25519 (RFC 8410 §3). */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['1.2.840.10045.4.3.2', 'ES256'],
  ['1.2.840.10045.4.3.3', 'ES384'],
  ['1.2.840.10045.4.3.4', 'ES512'],
  ['1.3.101.112', 'EdDSA'],
])

/** id-RSASSA-PSS (RFC 8017 appendix A.2.3). */
const RSASSA_PSS = '1.2.840.113549.1.1.10'

/** @throws {FormatError} `format.der` */
export function readSignatureAlgorithm(element: DerElement): SignatureAlgorithm {
  const [type, parameters] = element.tag === SEQUENCE ? element.children() : []
  if (!type) throw new FormatError('format.der', 'expected an AlgorithmIdentifier')
  const oid = readOid(type)
  const isPss = oid === RSASSA_PSS && isPs256(parameters)
  const algorithm = isPss ? 'PS256' : ALGORITHMS.get(oid)
  return { oid, ...(algorithm && { algorithm }) }
}
