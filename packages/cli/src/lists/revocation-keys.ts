/**
 * The keys by which an issuer's lists are signed: the one of today, and those of before.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type Certificate,
  readCertificate,
  readSpki,
  roleOf,
  type SignPort,
  withCertificate,
} from 'pratique/keys'
import type { PublicKey } from 'pratique/verify'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { readBlocks, readIfAny, readOneCertificate } from '../keys/certificate-files.ts'
import { type SignerOptions, withSigner } from '../keys/open-signer.ts'
import { quote } from '../output/visible.ts'

/**
 * Does something with the revocation key, and lets go of it. Where its certificate is given, lists by it are
 * taken.
 *
 * @throws {UsageError} `usage.certificate` if the certificate is of another key, or not for lists; and the
 *   codes of `openSigner`
 */
export async function withRevoker<T>(
  name: string,
  certificateFile: string | undefined,
  io: Io,
  options: SignerOptions,
  act: (signer: SignPort) => Promise<T>,
): Promise<T> {
  if (certificateFile === undefined) {
    return withSigner(name, io, options, (signer) => {
      if (signer.certificate) requireRole(name, readCertificate(signer.certificate))
      return act(signer)
    })
  }
  const certificate = readOneCertificate(certificateFile)
  requireRole(certificateFile, certificate)
  const certified = (signer: SignPort) =>
    named(certificateFile, 'usage.certificate', () => withCertificate(signer, certificate))
  return withSigner(name, io, options, (signer) => act(certified(signer)))
}

/**
 * Reads the public halves of earlier revocation keys, of certificates or of PEM files of public keys.
 *
 * @throws {UsageError} `usage.certificate` if a file has neither, or a certificate is not for lists
 */
export function readEarlierKeys(paths: readonly string[]): readonly PublicKey[] {
  return paths.map((path) => readBareKey(path) ?? readCertified(path))
}

function readBareKey(path: string): PublicKey | undefined {
  const bytes = readFileBytes(path)
  const [spki] = readIfAny(() => readBlocks(bytes, 'public-key')) ?? []
  return spki && spki !== bytes ? readIfAny(() => readSpki(spki)) : undefined
}

function readCertified(path: string): PublicKey {
  const certificate = readOneCertificate(path)
  requireRole(path, certificate)
  return certificate.publicKey
}

/** A verifier takes lists by a key that signs lists alone. */
function requireRole(path: string, certificate: Certificate): void {
  if (roleOf(certificate) === 'revocation-lists') return
  throw new UsageError(
    'usage.certificate',
    `${quote(path)} is no certificate for revocation lists alone (cRLSign): nobody takes lists by its key. ` +
      'Have one made with "pratique keys certify --for revocation"',
  )
}
