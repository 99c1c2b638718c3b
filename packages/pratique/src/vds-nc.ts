/**
 * ICAO's visible digital seals: the format for a verifier, and the reading of their payload.
 *
 * @module
 */

export { seal, toSignedBytes } from './formats/vds-nc/carrier.ts'
export { readSealClaims, type SealClaims } from './formats/vds-nc/claims.ts'
export { vdsNc } from './formats/vds-nc/format.ts'
export { readPayload as readSealPayload, type SealPayload } from './formats/vds-nc/payload.ts'
export { toCountry } from './model/country-codes.ts'
