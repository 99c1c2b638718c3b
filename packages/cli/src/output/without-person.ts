/**
 * A verification without what its certificate states.
 *
 * @module
 */

import type { Verification } from 'pratique/verify'

/** A verification as it is written. `personOmitted`: a certificate was read, and is left out. */
export type ToldVerification = Omit<Verification, 'certificate' | 'unverified'> & {
  readonly personOmitted?: true
}

/** Leaves out everything that was taken from the certificate, and says so. */
export function withoutPerson(verification: Verification): ToldVerification {
  const { certificate, unverified, ...told } = {
    certificate: undefined,
    unverified: undefined,
    ...verification,
  }
  return certificate || unverified ? { ...told, personOmitted: true } : told
}
