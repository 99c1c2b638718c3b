/**
 * Who issues: signers by format and group of sites, over the lists of one authority.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { nodeCrypto } from '@pratique/node/crypto'
import type { JsonValue } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import {
  createIssuer,
  type IssueOutcome,
  type Issuer,
  type IssuerProfile,
  type IssuingFormat,
  type Preview,
  type Purpose,
  type SignPort,
} from 'pratique/issue'
import { type Allocator, createAllocator, type ListStore } from 'pratique/revocation'
import type { Bytes, Format, FormatId } from 'pratique/verify'
import { EVERY_SITE } from '../identity/acts.ts'
import { fingerprintOf } from '../identity/withdrawn-keys.ts'

/** A key, and what it signs. */
export interface Signatory {
  readonly signer: SignPort
  readonly formats: readonly IssuingFormat[]
  /** DER. */
  readonly certificate?: Bytes
  readonly authority?: Bytes
  /** Whose certificates it signs; `*`: those of all sites that have no key of their own. */
  readonly sites: readonly string[]
  /** From when on it signs, in place of those before: seconds since the epoch. Absent: always. */
  readonly from?: number
}

export interface AuthorityOptions {
  readonly profile: IssuerProfile
  readonly signatories: readonly Signatory[]
  readonly store: ListStore
  /** What tokens are drawn by. */
  readonly secret: Uint8Array
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Keys that sign no more, by their fingerprints in hex. */
  readonly withdrawn: () => Promise<ReadonlySet<string>>
}

/** A key that signs, as it is told of. */
export interface SigningKey {
  /** SHA-256 of its public half (SPKI), in hex. */
  readonly fingerprint: string
  readonly formats: readonly FormatId[]
  readonly sites: readonly string[]
}

/** What one certificate is asked for by. */
export interface CertificateRequest {
  readonly site: string
  readonly format: FormatId
  readonly order: JsonValue
  readonly purpose: Purpose
}

/** An authority that issues. */
export interface Authority {
  readonly profile: IssuerProfile
  readonly formats: readonly Format[]
  readonly keys: readonly SigningKey[]
  /** @throws {UsageError} `usage.issuer` if no key signs this format for this site */
  requireKey(request: Pick<CertificateRequest, 'site' | 'format'>): Promise<void>
  /** @throws {UsageError} `usage.issuer` as above, or if the key is not in force */
  issue(request: CertificateRequest): Promise<IssueOutcome>
  /**
   * Shows what a certificate would be; nothing is signed, and no place on a list is taken.
   *
   * @throws {UsageError} as `issue` does
   */
  preview(request: CertificateRequest): Promise<Preview>
  /**
   * Tells in how many codes a certificate would be; of an order with faults, nothing.
   *
   * @throws {UsageError} as `issue` does
   */
  countSymbols(request: CertificateRequest): Promise<number | undefined>
  /** Whether one of its keys, withdrawn or not, has signed a certificate that is in force. */
  isOwn(text: string, format: FormatId): Promise<boolean>
}

/** One key's issuer, with a list and without. */
interface Desk {
  readonly fingerprint: string
  readonly from: number
  readonly sites: ReadonlySet<string>
  readonly formats: ReadonlySet<FormatId>
  /** Those of its formats that may be in several codes. */
  readonly chunked: ReadonlySet<FormatId>
  readonly issuers: Readonly<Record<Purpose, Issuer>>
}

/** Makes the authority. */
export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const { profile, signatories, store, secret, now, withdrawn } = options
  const allocator = createAllocator({ store, secret, now })
  const opened = signatories.map((signatory) => openDesk(signatory, profile, allocator))
  // The newest first: what was begun with it goes on so, and the one before is there if it is withdrawn.
  const desks = (await Promise.all(opened)).toSorted((a, b) => b.from - a.from)
  const findInForce = async (request: Pick<CertificateRequest, 'site' | 'format'>) => {
    const gone = await withdrawn()
    const at = now()
    const inForce = desks.filter(({ fingerprint, from }) => from <= at && !gone.has(fingerprint))
    return findDesk(inForce, request.site, request.format)
  }
  return {
    profile,
    formats: [
      ...new Set(signatories.flatMap(({ formats }) => formats.map(({ format }) => format))),
    ],
    keys: desks.map(({ fingerprint, formats, sites }) => ({
      ...{ fingerprint, formats: [...formats], sites: [...sites] },
    })),
    async requireKey(request) {
      await findInForce(request)
    },
    async issue({ order, ...request }) {
      const { format, purpose } = request
      const { issuers } = await findInForce(request)
      return issuers[purpose].issue(order, { format, purpose, now: now() })
    },
    preview: async (request) => previewAt(await findInForce(request), request, now()),
    async countSymbols(request) {
      const desk = await findInForce(request)
      if (!desk.chunked.has(request.format)) return 1
      const shown = previewAt(desk, request, now())
      return 'faults' in shown ? undefined : shown.symbols
    },
    async isOwn(text, format) {
      for (const { formats, issuers } of desks) {
        if (formats.has(format) && (await isReadBack(issuers.showing, text, format, now())))
          return true
      }
      return false
    },
  }
}

async function openDesk(
  { sites, from = 0, ...signatory }: Signatory,
  profile: IssuerProfile,
  allocator: Allocator,
): Promise<Desk> {
  const common = {
    ...{ profile, crypto: nodeCrypto, ...signatory },
    random: (length: number): Bytes => new Uint8Array(randomBytes(length)),
  }
  const nextToken = async () => {
    const [token] = await allocator.take(1)
    if (!token) throw new Error('unreachable: one was asked for')
    return token
  }
  return {
    fingerprint: fingerprintOf(signatory.signer.key.spki),
    from,
    sites: new Set(sites),
    formats: new Set(signatory.formats.map(({ format }) => format.id)),
    chunked: new Set(
      signatory.formats.filter(({ isChunked }) => isChunked).map(({ format }) => format.id),
    ),
    issuers: {
      keeping: await createIssuer({ ...common, nextToken }),
      showing: await createIssuer(common),
    },
  }
}

function previewAt(
  { issuers }: Desk,
  { order, ...request }: CertificateRequest,
  now: number,
): Preview {
  const { format, purpose } = request
  return issuers[purpose].preview(order, { format, purpose, now })
}

async function isReadBack(
  issuer: Issuer,
  text: string,
  format: FormatId,
  now: number,
): Promise<boolean> {
  try {
    await issuer.readBack([text], { format, now })
    return true
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

/** A site's own key goes before that of all. */
function findDesk(desks: readonly Desk[], site: string, format: FormatId): Desk {
  const able = desks.filter(({ formats }) => formats.has(format))
  const found =
    able.find(({ sites }) => sites.has(site)) ?? able.find(({ sites }) => sites.has(EVERY_SITE))
  if (found) return found
  throw new UsageError('usage.issuer', 'no key signs this format for this site')
}
