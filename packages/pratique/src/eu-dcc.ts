/**
 * EU Digital COVID Certificates: the format for a verifier, and the reading of their payload.
 *
 * @module
 */

export { type DccClaims, readDccClaims } from './formats/eu-dcc/claims.ts'
export { euDcc } from './formats/eu-dcc/format.ts'
export {
  type DccPayload,
  type Fault,
  readPayload as readDccPayload,
} from './formats/eu-dcc/payload.ts'
export { findImplausible as findImplausibleDcc } from './formats/eu-dcc/plausibility.ts'
