/**
 * What the certificates of an issuer's keys are to have: one profile a role, and no key has two roles
 * (WHO GDHCN certificate profiles; EU DCC Public Key Certificate Governance; ICAO Doc 9303-12 §7.1,
 * 9303-13; DESIGN §8, §9).
 *
 * @module
 */

import type { Certificate } from './certificate.ts'
import type { KeyUsage } from './extensions.ts'
import { HEALTH_USAGES, type HealthUsage } from './health-usages.ts'
import { NON_CONSTRAINED, VDS_NC_SIGNER } from './vds-nc-signer.ts'

/** What a key of an issuer signs: keys, certificates of health, ICAO's seals, lists of revocations. */
export type KeyRole = 'authority' | 'certificates' | 'seals' | 'revocation-lists'

/** What an authority certifies a key for: kinds of certificate of health, or another role. */
export type Purpose = readonly HealthUsage[] | 'seals' | 'revocation-lists'

/** A template. Months are those of the calendar. */
export interface Profile {
  /** How long a certificate may last: what is signed on the last day is still verified. */
  readonly lifeMonths: number
  /** How long the private key signs, from the first day on. */
  readonly signingMonths: number
  readonly keyUsages: readonly KeyUsage[]
  readonly extendedKeyUsages?: { readonly oids: readonly string[]; readonly isCritical: boolean }
  readonly documentTypes?: readonly string[]
}

/**
 * An authority certifies for half of its life, so that the keys that it has certified end within it. A
 * key for lists has `cRLSign` and not `digitalSignature`: no reader of certificates takes what it signs
 * for one, and a key for certificates signs no list (decision 0017).
 */
const PROFILES: Readonly<Record<KeyRole, Profile>> = {
  authority: { lifeMonths: 48, signingMonths: 24, keyUsages: ['keyCertSign', 'cRLSign'] },
  certificates: { lifeMonths: 24, signingMonths: 6, keyUsages: ['digitalSignature'] },
  seals: {
    lifeMonths: 24,
    signingMonths: 6,
    keyUsages: ['digitalSignature'],
    extendedKeyUsages: { oids: [VDS_NC_SIGNER], isCritical: true },
    documentTypes: [NON_CONSTRAINED],
  },
  'revocation-lists': { lifeMonths: 24, signingMonths: 12, keyUsages: ['cRLSign'] },
}

/** Tells what signs for a purpose. */
function toRole(purpose: Purpose): KeyRole {
  return typeof purpose === 'string' ? purpose : 'certificates'
}

/** The template of a role. */
export function profileOf(role: KeyRole): Profile {
  return PROFILES[role]
}

/** The template of a key that is certified for a purpose. */
export function profileFor(purpose: Purpose): Profile {
  const profile = PROFILES[toRole(purpose)]
  if (typeof purpose === 'string') return profile
  const oids = HEALTH_USAGES.filter(({ usage }) => purpose.includes(usage)).map(({ oid }) => oid)
  return { ...profile, extendedKeyUsages: { oids, isCritical: false } }
}

/**
 * Tells the role of a key by its certificate, whoever made it.
 *
 * @returns `undefined` if it has none of ours, or more than one
 */
export function roleOf({
  isCa,
  keyUsages = ['digitalSignature'],
  extendedKeyUsages = [],
}: Pick<Certificate, 'isCa' | 'keyUsages' | 'extendedKeyUsages'>): KeyRole | undefined {
  const signsDocuments =
    keyUsages.includes('digitalSignature') || keyUsages.includes('nonRepudiation')
  const signsKeys = keyUsages.includes('keyCertSign')
  if (isCa) return signsKeys && !signsDocuments ? 'authority' : undefined
  if (signsKeys) return undefined
  if (!signsDocuments) return keyUsages.includes('cRLSign') ? 'revocation-lists' : undefined
  if (keyUsages.includes('cRLSign')) return undefined
  return extendedKeyUsages.includes(VDS_NC_SIGNER) ? 'seals' : 'certificates'
}
