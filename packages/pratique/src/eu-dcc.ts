/**
 * EU Digital COVID Certificates: the format for a verifier, and the reading of their payload.
 *
 * @module
 */

export { type DccClaims, readDccClaims } from './formats/eu-dcc/claims.ts'
export { euDcc } from './formats/eu-dcc/format.ts'
export { type DccPayload, type Fault, readPayload } from './formats/eu-dcc/payload.ts'
export { findImplausible } from './formats/eu-dcc/plausibility.ts'
