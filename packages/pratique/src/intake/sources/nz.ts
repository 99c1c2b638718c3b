/**
 * New Zealand's issuer of COVID Passes as a source: its DID document, as it lies on its own host.
 *
 * @module
 */

import { decodeJson } from '../../json/parse.ts'
import { importDidDocument } from '../../trust/did-document/did-document.ts'
import {
  type NzSource,
  refuseSource,
  requireFile,
  requireKnown,
  type SourceFiles,
  type SourceOptions,
} from './source.ts'

/** Who issues real passes (NZCP "Trusted Issuers"). The other one of the specification is for tests. */
const LIVE_ISSUER = 'did:web:nzcp.identity.health.nz'

const DOCUMENT = 'did.json'

/**
 * Imports the document. Nobody has signed it: that it came from the host that its name says, over TLS,
 * is all that speaks for it, so that its keys are `directory` then, and else `local`. It has no date either.
 *
 * @throws {UsageError} `usage.trust-file` if it is another's
 * @throws {FormatError} `format.json`
 */
export function importNzSource(
  files: SourceFiles,
  { isFetched = false }: Pick<SourceOptions, 'isFetched'>,
): NzSource {
  requireKnown(files, (name) => name === DOCUMENT)
  const { value } = decodeJson(requireFile(files, DOCUMENT))
  const imported = importDidDocument(value, {
    environment: 'production',
    evidence: isFetched ? 'directory' : 'local',
    issuers: [LIVE_ISSUER],
  })
  if (imported.lists.length === 0)
    return refuseSource('the document is of no issuer that is trusted')
  return { ...imported, kind: 'nz', isSigned: false }
}
