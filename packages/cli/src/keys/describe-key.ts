/**
 * A key in words: how each format names it, what it may sign, and when.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { toSignerId } from 'pratique/bundle'
import {
  type Certificate,
  type CertificateRequest,
  type HealthUsage,
  isRequestProven,
  type KeyRole,
  type Name,
  readPrivateKeyUsage,
  roleOf,
  thumbprintOfKey,
  toCertificateKeyId,
  usagesOf,
} from 'pratique/keys'
import type { PublicKey } from 'pratique/verify'
import { type Statement, writeColumns } from '../output/columns.ts'
import { toDay, toTime } from '../output/dates.ts'
import { visible } from '../output/visible.ts'

/** What a file or a token holds of a key. */
export type ShownKey =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'request'; readonly request: CertificateRequest }
  | { readonly kind: 'key'; readonly key: PublicKey }

/** What is told of a key, as `--json` has it. Times are RFC 3339. */
export interface KeyFacts {
  readonly kind: ShownKey['kind']
  readonly keyKind: string
  /** RFC 7638; absent for other kinds of key than P-256. */
  readonly thumbprint?: string
  /** What lists of revocations, bundles and policies call their signer: hex. */
  readonly signer: string
  /** Hex: the first 8 bytes of the certificate's SHA-256. */
  readonly kid?: string
  readonly kidBase64?: string
  /** Hex: the whole SHA-256 of the certificate, to compare by another way. */
  readonly sha256?: string
  readonly subject?: string
  readonly issuer?: string
  readonly role?: KeyRole | 'none'
  /** What it may sign; absent: everything that its role has. */
  readonly usages?: readonly HealthUsage[]
  readonly subjectKeyId?: string
  readonly serialNumber?: string
  readonly notBefore?: string
  readonly notAfter?: string
  /** When its private half signs. */
  readonly signsFrom?: string
  readonly signsUntil?: string
  /** Of a request: whether its maker has the key. */
  readonly isProven?: boolean
}

/** The words for each role. */
export const ROLE_WORDS: Readonly<Record<KeyRole, string>> = {
  authority: 'certifies keys (SCA)',
  certificates: 'signs certificates of health (DSC)',
  seals: 'signs VDS-NC seals',
  'revocation-lists': 'signs lists of revocations',
}

/** Tells all of a key that others need to know. */
export async function tellKey(shown: ShownKey): Promise<KeyFacts> {
  switch (shown.kind) {
    case 'certificate':
      return tellCertificate(shown.certificate)
    case 'request': {
      const { publicKey, subject } = shown.request
      const isProven = (await isRequestProven(shown.request, nodeCrypto)) === true
      return { kind: 'request', ...common(publicKey), subject: toText(subject), isProven }
    }
    case 'key':
      return { kind: 'key', ...common(shown.key) }
  }
}

async function tellCertificate(certificate: Certificate): Promise<KeyFacts> {
  const { publicKey, notBefore, notAfter } = certificate
  const kid = await toCertificateKeyId(certificate.der, nodeCrypto)
  const period = readPrivateKeyUsage(certificate)
  const usages = usagesOf(certificate)
  return {
    kind: 'certificate',
    ...common(publicKey),
    kid,
    kidBase64: Buffer.from(kid, 'hex').toString('base64'),
    sha256: Buffer.from(await nodeCrypto.sha256(certificate.der)).toString('hex'),
    subject: toText(certificate.subject),
    issuer: toText(certificate.issuer),
    role: roleOf(certificate) ?? 'none',
    ...(usages.length > 0 && { usages }),
    ...(certificate.subjectKeyId !== undefined && { subjectKeyId: certificate.subjectKeyId }),
    serialNumber: certificate.serialNumber,
    notBefore: toTime(notBefore),
    notAfter: toTime(notAfter),
    signsFrom: toTime(period?.notBefore ?? notBefore),
    signsUntil: toTime(period?.notAfter ?? notAfter),
  }
}

function common(key: PublicKey): Pick<KeyFacts, 'keyKind' | 'thumbprint' | 'signer'> {
  const thumbprint = thumbprintOfKey(key)
  const signer = toSignerId(key)
  return { keyKind: key.kind, ...(thumbprint !== undefined && { thumbprint }), signer }
}

function toText({ country, organization, commonName }: Name): string {
  return [country, organization, commonName].filter((part) => part !== undefined).join(', ')
}

const TITLES: Readonly<Record<ShownKey['kind'], string>> = {
  certificate: 'certificate of a key',
  request: 'request for a certificate',
  key: 'key',
}

/** Writes the facts for people. */
export function writeFacts(facts: KeyFacts): string {
  const { role, usages, thumbprint, kid, kidBase64, isProven } = facts
  const does =
    role === undefined || role === 'none'
      ? 'has no role that is known here, or more than one'
      : [ROLE_WORDS[role], ...(usages ? [`: ${usages.join(', ')}`] : [])].join('')
  const statements: readonly (Statement | undefined)[] = [
    facts.subject === undefined ? undefined : { name: 'name', words: visible(facts.subject) },
    role === undefined ? undefined : { name: 'role', words: does },
    kid === undefined ? undefined : { name: 'kid', words: `${kid} (Base64 ${kidBase64}): EU, WHO` },
    thumbprint === undefined ? undefined : { name: 'thumbprint', words: `${thumbprint}: SMART` },
    { name: 'signer', words: `${facts.signer}: lists, bundles, policies` },
    facts.sha256 === undefined ? undefined : { name: 'SHA-256', words: facts.sha256 },
    facts.subjectKeyId === undefined ? undefined : { name: 'key id', words: facts.subjectKeyId },
    facts.serialNumber === undefined ? undefined : { name: 'serial', words: facts.serialNumber },
    facts.issuer === undefined ? undefined : { name: 'issuer', words: visible(facts.issuer) },
    span('valid', facts.notBefore, facts.notAfter),
    span('signs', facts.signsFrom, facts.signsUntil),
    isProven === undefined
      ? undefined
      : {
          name: 'proof',
          words: isProven ? 'its maker has the key' : 'NONE that its maker has the key',
        },
  ]
  const known = statements.filter((each) => each !== undefined)
  const title = `${TITLES[facts.kind]} on ${facts.keyKind}`
  return `${[title, ...writeColumns(known, '  ')].join('\n')}\n`
}

function span(name: string, from?: string, until?: string): Statement | undefined {
  if (from === undefined || until === undefined) return undefined
  const [first, last] = [from, until].map((time) => toDay(Date.parse(time) / 1000))
  return { name, words: `${first} to ${last}` }
}
