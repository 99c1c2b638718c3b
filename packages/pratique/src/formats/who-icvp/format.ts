/**
 * WHO digital International Certificate of Vaccination or Prophylaxis, as a format of the verifier.
 *
 * @module
 */

import { decodeHex } from '../../bytes/hex.ts'
import { hc1 } from '../../cose/hc1.ts'
import { hasSeveralCertificates, toPeriod } from '../../cose/hcert-claims.ts'
import { toRevocationIds } from '../../cose/revocation-ids.ts'
import { toIssuerCountry } from '../../model/country-codes.ts'
import type { CertificateClaims, Claims, Domain, Format, Reading } from '../../model/format.ts'
import { decodeToken, findTokenIds } from '../../model/revocation-token.ts'
import { type Check, failed, indeterminate } from '../../outcome.ts'
import type { ProductCatalogue } from './catalogue.ts'
import { type IcvpClaims, readIcvpClaims } from './claims.ts'
import { type IcvpPayload, readPayload } from './payload.ts'
import { findImplausible } from './plausibility.ts'
import { checkProduct } from './product.ts'
import { remarkOnIcvp } from './remarks.ts'
import { TEMPLATE_VERSIONS } from './schema.ts'
import { viewIcvp } from './view.ts'

/** The domain that the WHO’s guide names (ICVP guide 0.3.0). */
const DOMAINS: readonly Domain[] = ['ICVP']

/** What the format is given. */
export interface WhoIcvpOptions {
  /** Which products count. Without it no ICVP of the published shapes can be decided. */
  readonly catalogue?: ProductCatalogue
}

/** The WHO digital ICVP with a catalogue of products. */
export function createWhoIcvp({ catalogue }: WhoIcvpOptions = {}): Format {
  return {
    id: 'who-icvp',
    edition: 'pilots of 2024 to guide 0.3.0',
    carrier: hc1,
    open: (claims) => openIcvp(claims, catalogue),
  }
}

/** The WHO digital ICVP without a catalogue. */
export const whoIcvp: Format = /* @__PURE__ */ createWhoIcvp()

function openIcvp(
  claims: Claims,
  catalogue: ProductCatalogue | undefined,
): CertificateClaims | undefined {
  if (claims.kind !== 'cwt') return undefined
  const icvp = readIcvpClaims(claims.map)
  if (!icvp) return undefined
  return {
    // Whoever may not vouch for vaccinations vouches for no prophylaxis either.
    usages: ['vaccination'],
    domains: DOMAINS,
    ...toIssuerCountry(icvp.iss),
    ...toPeriod(icvp),
    revocationIds: (kind, message) =>
      kind === 'token' ? findTokens(icvp) : toRevocationIds(kind, message),
    view: () => viewIcvp(icvp, readPayload(icvp.icvp), catalogue),
    read: () => readIcvp(icvp, catalogue),
  }
}

function findTokens({ cti }: IcvpClaims): readonly string[] {
  const bytes = cti === undefined ? undefined : decodeHex(cti)
  return bytes ? findTokenIds([bytes], decodeToken) : []
}

function readIcvp(claims: IcvpClaims, catalogue: ProductCatalogue | undefined): Reading {
  const payload = readPayload(claims.icvp)
  return {
    certificate: viewIcvp(claims, payload, catalogue),
    content: checkContent(claims, payload, catalogue),
    remarks: remarkOnIcvp(claims, payload, catalogue),
  }
}

function checkContent(
  claims: IcvpClaims,
  payload: IcvpPayload,
  catalogue: ProductCatalogue | undefined,
): Check {
  const { faults, templateVersion } = payload
  if (hasSeveralCertificates(claims) || faults.some(({ kind }) => kind === 'several-entries')) {
    return failed('content', 'content.several-entries')
  }
  if (faults.length > 0) return failed('content', 'content.structure')
  if (templateVersion !== undefined && !TEMPLATE_VERSIONS.has(templateVersion)) {
    return indeterminate('content', 'content.template-version')
  }
  if (findImplausible(payload, claims.iat).length > 0) {
    return failed('content', 'content.implausible')
  }
  return checkProduct(payload, catalogue)
}
