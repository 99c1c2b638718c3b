/**
 * WHO Digital Documentation of COVID-19 Certificates (DDCC): the format for a verifier, and the reading
 * of their core data set.
 *
 * @module
 */

export { type DdccClaims, readDdccClaims } from './formats/who-ddcc/claims.ts'
export { whoDdcc } from './formats/who-ddcc/format.ts'
export {
  type DdccPayload,
  readPayload as readDdccPayload,
} from './formats/who-ddcc/payload.ts'
export { findImplausible as findImplausibleDdcc } from './formats/who-ddcc/plausibility.ts'
