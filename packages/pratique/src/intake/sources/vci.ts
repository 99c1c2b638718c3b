/**
 * The VCI directory of SMART Health Card issuers as a source: its signed snapshot.
 *
 * @module
 */

import { VCI_SIGNER } from '../../trust/jwk-set/vci-signer.ts'
import { importVciSnapshot } from '../../trust/jwk-set/vci-snapshot.ts'
import {
  refuseSource,
  requireFile,
  requireKnown,
  type SourceFiles,
  type SourceOptions,
  type VciSource,
} from './source.ts'

const SNAPSHOT = 'snapshot.json'
const SIGNATURE = 'snapshot.sig'
const CERTIFICATE = 'snapshot.crt'
const DIRECTORY = 'directory.json'
const FILES: readonly string[] = [SNAPSHOT, SIGNATURE, CERTIFICATE, DIRECTORY]

/**
 * Imports the snapshot, less what has left the directory of today.
 *
 * @throws {UsageError} `usage.trust-file`
 * @throws {FormatError} `format.json`
 * @throws {UnavailableError} `unavailable.algorithm`
 */
export async function importVciSource(
  files: SourceFiles,
  { crypto, fingerprint = VCI_SIGNER.fingerprint }: SourceOptions,
): Promise<VciSource> {
  requireKnown(files, (name) => FILES.includes(name))
  const directory = files.get(DIRECTORY)
  const imported = await importVciSnapshot(requireFile(files, SNAPSHOT), {
    crypto,
    fingerprint,
    signature: requireFile(files, SIGNATURE),
    certificate: requireFile(files, CERTIFICATE),
    ...(directory && { directory }),
  })
  const signedAt = imported.lists[0]?.asOf
  if (signedAt === undefined) return refuseSource('the snapshot has no date')
  return {
    ...imported,
    kind: 'vci',
    signedAt,
    isSigned: true,
    staleKeys: imported.dropped.filter(({ reason }) => reason.startsWith('stale')).length,
    issuers: new Set(imported.records.map(({ issuer }) => issuer)).size,
  }
}
