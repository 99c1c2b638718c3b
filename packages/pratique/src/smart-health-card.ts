/**
 * SMART Health Cards: the format for a verifier, and the reading of their payload.
 *
 * @module
 */

export { encodeShc, SHC_PREFIX, shc } from './formats/smart-health-card/carrier.ts'
export { type CardClaims, readCardClaims } from './formats/smart-health-card/claims.ts'
export { smartHealthCard } from './formats/smart-health-card/format.ts'
export { type CardBundle, readBundle } from './formats/smart-health-card/payload.ts'
export { remarkOnBundle } from './formats/smart-health-card/remarks.ts'
