/**
 * The signer that an hcert row names, and the questions about it.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import {
  type CborMap,
  type CoseSign1,
  type JsonObject,
  readCoseHeader,
  sigStructure,
} from 'pratique/codecs'
import { FormatError, UnavailableError } from 'pratique/errors'
import { FITTING_ALGORITHMS, importCertificate, readSpki, type TrustRecord } from 'pratique/trust'
import type { CertificateClaims } from 'pratique/verify'
import { HCERT_FORMATS } from './hcert-payload.ts'
import type { Bytes, HcertSteps } from './hcert-steps.ts'
import { textOf } from './row.ts'

/** Reads the row's certificate, or its bare key, as the one record that there is. */
export async function readSigner(
  given: JsonObject,
  { message }: HcertSteps,
): Promise<TrustRecord | undefined> {
  const certificate = textOf(given, 'certificate')
  const spki = textOf(given, 'publicKeySpki')
  try {
    if (certificate !== undefined) {
      const der = new Uint8Array(Buffer.from(certificate, 'base64'))
      const { records } = await importCertificate(der, { crypto: nodeCrypto })
      return records[0]
    }
    if (spki === undefined || !message) return undefined
    // A bare key has no identifier of its own: it is looked up under the message's.
    const { keyId } = readCoseHeader(message)
    return recordOfKey(new Uint8Array(Buffer.from(spki, 'base64')), keyId)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function recordOfKey(spki: Bytes, keyId: string): TrustRecord {
  const key = readSpki(spki)
  return {
    framework: 'hcert',
    environment: 'exercise',
    issuer: '',
    keyId,
    key,
    algorithms: FITTING_ALGORITHMS[key.kind],
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
  }
}

/** The algorithm fits the key, the key identifier is the certificate's, and the signature is good. */
export async function verifySignature(message: CoseSign1, signer: TrustRecord): Promise<boolean> {
  try {
    const { algorithm, keyId } = readCoseHeader(message)
    if (keyId !== signer.keyId || !signer.algorithms.includes(algorithm)) return false
    const key = await nodeCrypto.prepareKey(signer.key)
    return await key.verify(algorithm, message.signature, sigStructure(message))
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnavailableError) return false
    throw error
  }
}

/** Whether the key may sign what the claims state. */
export function isUsageAllowed({ usages: allowed }: TrustRecord, map: CborMap): boolean {
  if (!allowed) return true
  const usages = usagesOf(map)
  return allowed.length > 0 && usages.every((usage) => allowed.includes(usage))
}

/** As the first format has it that opens the claims; what none can open states nothing. */
function usagesOf(map: CborMap): CertificateClaims['usages'] {
  try {
    for (const format of HCERT_FORMATS) {
      const opened = format.open({ kind: 'cwt', map })
      if (opened) return opened.usages
    }
    return []
  } catch (error) {
    if (error instanceof FormatError) return []
    throw error
  }
}
