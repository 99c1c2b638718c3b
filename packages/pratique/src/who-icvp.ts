/**
 * WHO digital International Certificates of Vaccination or Prophylaxis (ICVP): the format for a verifier,
 * the catalogue of products that it needs, and the reading of payloads.
 *
 * @module
 */

export {
  type CatalogueProduct,
  type ProductCatalogue,
  parseProductCatalogue,
} from './formats/who-icvp/catalogue.ts'
export { type IcvpClaims, readIcvpClaims } from './formats/who-icvp/claims.ts'
export { createWhoIcvp, type WhoIcvpOptions, whoIcvp } from './formats/who-icvp/format.ts'
export {
  type IcvpPayload,
  readPayload as readIcvpPayload,
} from './formats/who-icvp/payload.ts'
export { findImplausible as findImplausibleIcvp } from './formats/who-icvp/plausibility.ts'
