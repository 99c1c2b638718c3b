/**
 * Pratique: verify health certificates that cross borders, offline, with no register of people.
 *
 * The subpaths hold the rest; this is what most programs need.
 *
 * @module
 */

export { FormatError, PratiqueError, UnavailableError, UsageError } from './errors.ts'
export { euDcc } from './formats/eu-dcc/format.ts'
export { smartHealthCard } from './formats/smart-health-card/format.ts'
export { webCrypto } from './keys/web-crypto.ts'
export { createTrustStore, type TrustStore } from './trust/store.ts'
export type { VerifierOptions, VerifyContext } from './verify/context.ts'
export type { Verification } from './verify/verification.ts'
export { createVerifier, type Verifier } from './verify/verifier.ts'
