/**
 * The issuer, from the options of the command line.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { createIssuer, type Issuer, type IssuerProfile, type SignPort } from 'pratique/issue'
import { type Certificate, readCertificate } from 'pratique/keys'
import { type Allocator, createAllocator, type RevocationToken } from 'pratique/revocation'
import type { Bytes } from 'pratique/verify'
import type { Io } from '../io.ts'
import { readOneCertificate } from '../keys/certificate-files.ts'
import { openSigner } from '../keys/open-signer.ts'
import { requireOnLists } from '../lists/list-issuers.ts'
import { openLists } from '../lists/open-lists.ts'
import { requireOtherKey } from '../lists/published.ts'
import { type IssuedFormat, loadIssuingFormat } from './formats.ts'
import type { Wish } from './purpose.ts'

/** Values of the options about who issues. */
export interface IssuerValues {
  readonly signer?: string | undefined
  readonly 'passphrase-file'?: string | undefined
  readonly certificate?: string | undefined
  readonly authority?: string | undefined
  readonly country?: string | undefined
  readonly name?: string | undefined
  readonly url?: string | undefined
  readonly lists?: string | undefined
  readonly catalogue?: string | undefined
  readonly 'dry-run'?: boolean | undefined
}

/** An issuer, and what it holds open. */
export interface LoadedIssuer {
  readonly issuer: Issuer
  close(): Promise<void>
}

/** What certificates have room for. */
const MAX_NAME_LENGTH = 80

/**
 * Loads the issuer. A passphrase or PIN is asked for.
 *
 * @throws {UsageError} `usage.issuer`, `usage.option`, `usage.key-file`, and the codes of files
 */
export async function loadIssuer(
  format: IssuedFormat,
  values: IssuerValues,
  io: Io,
  wish: Wish,
): Promise<LoadedIssuer> {
  const stated = readIfGiven(values.certificate)
  const authority = readIfGiven(values.authority)
  const issuing = await loadIssuingFormat(format, values.catalogue)
  const signer = await openOrStandIn(values, io, stated)
  let places: Places | undefined
  const close = async (): Promise<void> => {
    try {
      await places?.close()
    } finally {
      signer.close?.()
    }
  }
  try {
    const certificate = stated ?? (signer.certificate && readCertificate(signer.certificate))
    const profile = toProfile(values, certificate)
    if (wish.purpose === 'keeping') {
      await requireOnLists(values.lists, issuing.format.carrier.framework, profile)
      requireOtherKey(values.lists ?? '', signer.key)
      places = openPlaces(values, io)
    }
    const issuer = await createIssuer({
      profile,
      formats: [issuing],
      signer,
      ...(certificate && { certificate: certificate.der }),
      ...(authority && { authority: authority.der }),
      random: (length): Bytes => new Uint8Array(randomBytes(length)),
      crypto: nodeCrypto,
      ...(places && { nextToken: places.take }),
      ...(wish.admission && { policies: wish.admission.policies }),
    })
    return { issuer, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The places of a revocation list, one after the other. */
interface Places {
  take(): Promise<RevocationToken>
  close(): Promise<void>
}

/** Trials take none. */
function openPlaces({ lists = '', 'dry-run': isDryRun = false }: IssuerValues, io: Io): Places {
  const folder = openLists(lists)
  if (isDryRun) {
    const take = (): never => {
      throw new Error('unreachable: no place is taken in a dry run')
    }
    return { take, close: async () => {} }
  }
  const secret = folder.readSecret()
  const allocator = createAllocator({ store: folder.store, secret, now: io.now })
  return { take: () => takeOne(allocator), close: () => allocator.close() }
}

async function takeOne(allocator: Allocator): Promise<RevocationToken> {
  const [token] = await allocator.take(1)
  if (!token) throw new Error('unreachable: one was asked for')
  return token
}

/** What only tries orders needs no private key: it knows the public half by the certificate. */
async function openOrStandIn(
  { signer, 'passphrase-file': passphraseFile, 'dry-run': isDryRun = false }: IssuerValues,
  io: Io,
  certificate: Certificate | undefined,
): Promise<SignPort> {
  if (signer !== undefined) return openSigner(signer, io, { passphraseFile })
  if (isDryRun && certificate) {
    const sign = (): never => {
      throw new Error('unreachable: nothing is signed in a dry run')
    }
    return { key: certificate.publicKey, algorithm: 'ES256', sign }
  }
  throw new UsageError('usage.option', '--signer is missing: name the file of your private key')
}

function readIfGiven(path: string | undefined): Certificate | undefined {
  return path === undefined ? undefined : readOneCertificate(path)
}

/** What is not said is taken of the certificate. */
function toProfile(
  { country, name, url }: IssuerValues,
  certificate: Certificate | undefined,
): IssuerProfile {
  const subject = certificate?.subject
  const stated = country ?? subject?.country
  if (stated === undefined || !/^[A-Za-z]{2}$/.test(stated)) {
    throw new UsageError(
      'usage.option',
      '--certificate is missing, or --country: two letters, such as AT',
    )
  }
  const called = name ?? subject?.organization ?? subject?.commonName
  if (called === undefined || called.trim() === '') {
    throw new UsageError(
      'usage.option',
      '--certificate is missing, or --name: what certificates call their issuer',
    )
  }
  if (called.trim().length > MAX_NAME_LENGTH) {
    throw new UsageError('usage.option', `--name takes at most ${MAX_NAME_LENGTH} characters`)
  }
  return {
    country: stated.toUpperCase(),
    name: called.trim(),
    ...(url !== undefined && { url }),
  }
}
