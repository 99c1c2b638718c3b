/**
 * What all formats of the HCERT family share: the claims around a certificate, and the table of the
 * sub-claims that certificates stand under (hcert_spec §3.3).
 *
 * @module
 */

import type { CborMap, CborValue } from '../cbor/value.ts'
import type { CertificateClaims } from '../model/format.ts'
import type { HealthCertificate } from '../model/health-certificate.ts'
import { CWT_CLAIMS, readNumericDate } from './cwt.ts'

/** Sub-claims of `hcert` that are known, by what they hold. */
export const SUB_CLAIMS = {
  /** `eu_dcc_v1` */
  euDcc: 1,
  /** WHO DDCC:VS, core data set */
  ddccVaccination: 3,
  /** WHO DDCC:TR, core data set */
  ddccTest: 4,
  /** A link to health documents */
  healthLink: 5,
  /** WHO digital ICVP; its number is one for trials */
  icvp: -6,
} as const

/** The key of a known sub-claim. */
export type SubClaim = (typeof SUB_CLAIMS)[keyof typeof SUB_CLAIMS]

const ALL_SUB_CLAIMS: readonly SubClaim[] = [
  SUB_CLAIMS.euDcc,
  SUB_CLAIMS.ddccVaccination,
  SUB_CLAIMS.ddccTest,
  SUB_CLAIMS.healthLink,
  SUB_CLAIMS.icvp,
]

/** The claims that every format of the family knows; issuers put others, to be ignored. */
const KNOWN_CLAIMS: ReadonlySet<CborValue> = new Set<CborValue>([
  CWT_CLAIMS.iss,
  CWT_CLAIMS.exp,
  CWT_CLAIMS.nbf,
  CWT_CLAIMS.iat,
  CWT_CLAIMS.hcert,
])

/** Who issued a CWT and when. Times in seconds since the epoch; NaN: there, but no number. */
export interface CwtTimes {
  readonly iss?: string
  readonly iat?: number
  readonly nbf?: number
  readonly exp?: number
}

/** The claims of a CWT with `hcert` (−260). */
export interface HcertClaims extends CwtTimes {
  /** The known sub-claims that are there, still to be read. `null` and `undefined` are not there. */
  readonly subClaims: ReadonlyMap<SubClaim, CborValue>
  /** Whether something stands beside the certificate that its format does not know. */
  readonly hasExtraClaims: boolean
  /** Whether a sub-claim is negative: of those that are free for development. */
  readonly hasDevelopmentClaims: boolean
}

/**
 * Reads the claims around a certificate. A CWT may hold several certificates; only one with exactly one
 * has a definite meaning, whichever format looks at it: {@link hasSeveralCertificates}.
 *
 * @param alsoKnown claims that the format knows beside those of all formats
 * @returns `undefined` if there is no `hcert`, or it is no map
 */
export function readHcert(
  claims: CborMap,
  alsoKnown: readonly number[] = [],
): HcertClaims | undefined {
  const hcert = claims.get(CWT_CLAIMS.hcert)
  if (!(hcert instanceof Map)) return undefined
  const subClaims = new Map<SubClaim, CborValue>()
  for (const key of ALL_SUB_CLAIMS) {
    const value: CborValue = hcert.get(key)
    if (value !== undefined && value !== null) subClaims.set(key, value)
  }
  return {
    ...readCwtTimes(claims),
    subClaims,
    hasExtraClaims: hcert.size > 1 || hasExtraClaims(claims, alsoKnown),
    hasDevelopmentClaims: [...hcert.keys()].some((key) => typeof key !== 'string' && key < 0),
  }
}

/** Whether there is more than one certificate: nobody can say which one counts. */
export function hasSeveralCertificates({ subClaims }: HcertClaims): boolean {
  return subClaims.size > 1
}

/** Reads `iss`, `iat`, `nbf` and `exp`. What is no text or no number is no fault of form here. */
export function readCwtTimes(claims: CborMap): CwtTimes {
  const iss = claims.get(CWT_CLAIMS.iss)
  const iat = readNumericDate(claims, CWT_CLAIMS.iat)
  const nbf = readNumericDate(claims, CWT_CLAIMS.nbf)
  const exp = readNumericDate(claims, CWT_CLAIMS.exp)
  return {
    ...(typeof iss === 'string' && { iss }),
    ...(iat !== undefined && { iat }),
    ...(nbf !== undefined && { nbf }),
    ...(exp !== undefined && { exp }),
  }
}

/** The times of a CWT as a verification judges them: NaN too, so that it never counts as "no limit". */
export function toPeriod({
  iat,
  nbf,
  exp,
}: CwtTimes): Pick<CertificateClaims, 'issuedAt' | 'notBefore' | 'expiresAt'> {
  return {
    ...(iat !== undefined && { issuedAt: iat }),
    ...(nbf !== undefined && { notBefore: nbf }),
    ...(exp !== undefined && { expiresAt: exp }),
  }
}

/** The times of a CWT in the common model: what is no finite number is left out. */
export function viewCwtTimes({ iat, nbf, exp }: CwtTimes): HealthCertificate['validity'] {
  return {
    ...(iat !== undefined && Number.isFinite(iat) && { issuedAt: iat }),
    ...(nbf !== undefined && Number.isFinite(nbf) && { notBefore: nbf }),
    ...(exp !== undefined && Number.isFinite(exp) && { expiresAt: exp }),
  }
}

function hasExtraClaims(claims: CborMap, alsoKnown: readonly number[]): boolean {
  for (const key of claims.keys()) {
    if (!KNOWN_CLAIMS.has(key) && !alsoKnown.some((known) => known === key)) return true
  }
  return false
}
