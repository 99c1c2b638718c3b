/**
 * Writing Bitstring Status Lists (W3C Bitstring Status List v1.0 §2.2, §3.1, §3.3).
 *
 * @module
 */

import { encodeBase64Url } from '../../bytes/base64url.ts'
import { encodeGzip } from '../../bytes/deflate-encode.ts'
import { UsageError } from '../../errors.ts'
import type { JsonObject } from '../../json/value.ts'
import type { SignPort } from '../../keys/sign-port.ts'
import { signTypedJws } from '../signed-status.ts'
import { encodeStatuses, type RevokedIndices } from '../status-array.ts'
import { checkStatusUri } from '../status-uri.ts'
import {
  CONTENT_TYPE,
  CONTEXT,
  CREDENTIAL,
  JWT_TYPE,
  LAYOUT,
  LIST,
  LIST_CREDENTIAL,
  MIN_ENTRIES,
  MULTIBASE,
} from './names.ts'

/** What a list states. */
export interface BitstringStatusListContent {
  /** Where the list will be: what certificates name it by. */
  readonly uri: string
  /** Who publishes it: a URI, such as a DID. */
  readonly issuer: string
  /** A list for fewer certificates than the standard's least has room for that many. */
  readonly revoked: RevokedIndices
  /** Seconds since the epoch, whole ones. */
  readonly validFrom: number
  readonly validUntil?: number
}

/** The year 10000: a year of five digits is no date of the data model. */
const END_OF_TIME = 253_402_300_800

/**
 * Writes the credential that a list is, unsecured: nobody can tell who wrote it.
 *
 * @throws {UsageError} `usage.argument` if the content is not such that a reader would take it
 */
export function createBitstringStatusList(content: BitstringStatusListContent): JsonObject {
  const { uri, issuer, revoked, validFrom, validUntil } = content
  checkStatusUri(uri)
  checkStatusUri(issuer)
  const statuses = encodeStatuses(revoked, LAYOUT, MIN_ENTRIES)
  const list = encodeBase64Url(encodeGzip(statuses))
  if (validUntil !== undefined && !(validUntil > validFrom)) {
    throw new UsageError('usage.argument', 'expected the list to end after it begins')
  }
  return {
    '@context': [CONTEXT],
    id: uri,
    type: [CREDENTIAL, LIST_CREDENTIAL],
    issuer,
    validFrom: toDateTime(validFrom),
    ...(validUntil !== undefined && { validUntil: toDateTime(validUntil) }),
    credentialSubject: {
      id: `${uri}#list`,
      type: LIST,
      statusPurpose: 'revocation',
      encodedList: `${MULTIBASE}${list}`,
    },
  }
}

/**
 * Writes a list as a credential that a JWS secures (VC-JOSE-COSE §3.1.1).
 *
 * @param keyId what verifiers find the key by, for the header
 * @throws {UsageError} as {@link createBitstringStatusList}, and `usage.key-file` if the signer's
 *   algorithm does not fit its key
 */
export async function signBitstringStatusListJwt(
  content: BitstringStatusListContent,
  signer: SignPort,
  keyId?: string,
): Promise<string> {
  const credential = createBitstringStatusList(content)
  const kid = { ...(keyId !== undefined && { kid: keyId }) }
  return signTypedJws({ ...kid, typ: JWT_TYPE, cty: CONTENT_TYPE }, credential, signer)
}

/** A dateTimeStamp to the second (VC Data Model 2.0 §4.9). */
function toDateTime(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= END_OF_TIME) {
    throw new UsageError('usage.argument', 'expected whole seconds since the epoch')
  }
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
