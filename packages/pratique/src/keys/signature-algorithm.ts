/**
 * What certificates and CMS messages are signed with (RFC 5280 §4.1.1.2, RFC 5652 §10.1.2).
 *
 * @module
 */

import { type DerElement, readOid } from '../der/read.ts'
import { NULL, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import type { Algorithm } from './algorithms.ts'
import { readPssAlgorithm } from './pss-parameters.ts'

/**
 * An AlgorithmIdentifier. `algorithm` is absent where the crypto port has nothing for it; so it is with
 * SHA-1 and MD5, whose signatures can be forged.
 */
export interface SignatureAlgorithm {
  readonly oid: string
  /** Names the hash and the padding. ECDSA goes with any curve here (RFC 5758 §3.2). */
  readonly algorithm?: Algorithm
}

/**
 * ecdsa-with-SHA256, -SHA384 and -SHA512 (RFC 5758 §3.2); sha256WithRSAEncryption and its like (RFC
 * 4055 §5); id-Ed25519 (RFC 8410 §3).
 */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['1.2.840.10045.4.3.2', 'ES256'],
  ['1.2.840.10045.4.3.3', 'ES384'],
  ['1.2.840.10045.4.3.4', 'ES512'],
  ['1.2.840.113549.1.1.11', 'RS256'],
  ['1.2.840.113549.1.1.12', 'RS384'],
  ['1.2.840.113549.1.1.13', 'RS512'],
  ['1.3.101.112', 'EdDSA'],
])

/** id-RSASSA-PSS (RFC 8017 appendix A.2.3). */
const RSASSA_PSS = '1.2.840.113549.1.1.10'

/** @throws {FormatError} `format.der` */
export function readSignatureAlgorithm(element: DerElement): SignatureAlgorithm {
  const [type, parameters] = element.tag === SEQUENCE ? element.children() : []
  if (!type) throw new FormatError('format.der', 'expected an AlgorithmIdentifier')
  const oid = readOid(type)
  const algorithm = oid === RSASSA_PSS ? readPssAlgorithm(parameters) : findPlain(oid, parameters)
  return { oid, ...(algorithm && { algorithm }) }
}

/**
 * RSA has NULL for parameters, the others have none (RFC 4055 §5, RFC 5758 §3.2); some issuers write
 * the one for the other.
 */
function findPlain(oid: string, parameters: DerElement | undefined): Algorithm | undefined {
  return parameters === undefined || parameters.tag === NULL ? ALGORITHMS.get(oid) : undefined
}
