/**
 * X.509 revocation lists that trust files held, once all keys are known.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { verifyCrl } from '../revocation/x509-crl/x509-crl.ts'
import type { Dropped, TrustRecord } from '../trust/record.ts'
import { type Crl, readCrl } from '../x509/crl.ts'
import type { ReadRevocations } from './revocations.ts'

/**
 * Reads revocation lists and verifies that an authority of the records has signed each. One that
 * counts for nothing is told of with its reason.
 *
 * @param crls DER (RFC 5280 §5)
 */
export async function readCrlLists(
  crls: readonly Bytes[],
  records: readonly TrustRecord[],
  crypto: CryptoPort,
): Promise<ReadRevocations> {
  const authorities = records.filter(({ role }) => role === 'authority')
  const lists: ReadRevocations['lists'][number][] = []
  const dropped: Dropped[] = []
  for (const der of crls) {
    const crl = readOrReason(der)
    if (typeof crl === 'string') {
      dropped.push({ keyId: '', reason: crl })
      continue
    }
    const verified = await verifyCrl(crl, authorities, crypto)
    if ('lists' in verified) lists.push(...verified.lists)
    else dropped.push(verified)
  }
  return { lists, dropped }
}

function readOrReason(der: Bytes): Crl | string {
  try {
    return readCrl(der)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return `is a revocation list that cannot be taken: ${error.message}`
  }
}
