/**
 * Signers' certificates that messages brought and an authority vouches for, each looked at once.
 *
 * Holds certificates of signers, never anything of a holder. Only what an authority has issued is kept,
 * so that nobody else can fill it.
 *
 * @module
 */

import type { CarriedSigner, SignerCertificate } from '../model/format.ts'
import type { Candidate } from '../trust/store.ts'

export interface SignerCache {
  /** @throws {FormatError} `format.certificate` */
  open(carried: CarriedSigner): SignerCertificate
  /** What the certificate came to before, if it was vouched for. */
  find(certificate: SignerCertificate): Candidate | undefined
  keep(carried: CarriedSigner, certificate: SignerCertificate, candidate: Candidate): void
}

/** Makes a cache for one verifier: it is right for as long as the verifier's trust does not change. */
export function createSignerCache(): SignerCache {
  const certificates = new Map<string, SignerCertificate>()
  const candidates = new Map<SignerCertificate, Candidate>()
  return {
    open: (carried) => certificates.get(carried.text) ?? carried.open(),
    find: (certificate) => candidates.get(certificate),
    keep(carried, certificate, candidate) {
      certificates.set(carried.text, certificate)
      candidates.set(certificate, candidate)
    },
  }
}
