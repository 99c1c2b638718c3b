/**
 * The bundle of an authority: its own keys, the newest lists and its entry rules, signed. It is made of files of the
 * configuration and of what is published, and of nothing else.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import {
  addSignature,
  type BundleContent,
  type BundleFile,
  type BundleSource,
  buildBundle,
  type CarriedPolicy,
  openBundle,
  type Quorum,
  readBundleFile,
  readRecords,
  requireSeparateRoles,
  signTyped,
  toCarriedTokenLists,
} from 'pratique/bundle'
import { decodeJson } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import type { SignPort } from 'pratique/keys'
import { readPolicyFile } from 'pratique/policy'
import { importTrustFile, type TrustImport, type TrustRecord } from 'pratique/trust'
import type { Bytes, Framework } from 'pratique/verify'
import type { Config } from '../config/config.ts'
import { fingerprintOf } from '../identity/withdrawn-keys.ts'

/** What the list of the authority's own keys is called. */
const LIST = 'authority'

/** A signer, and what quorums call it. */
export interface BundleSigner {
  readonly name: string
  readonly port: SignPort
}

export interface BundleOptions {
  readonly signers: readonly BundleSigner[]
  readonly files: Pick<NonNullable<Config['bundle']>, 'trust' | 'policies'>
}

/** Of when a bundle is, and what goes into it besides files of the configuration. */
export interface BundleEdition {
  /** Seconds since the epoch: the authority says that its keys are these. */
  readonly asOf: number
  /** The newest lists, as they are published. */
  readonly lists: readonly Bytes[]
  /** Keys that nobody is to take any more, by their fingerprints in hex: they stay in the bundle as such. */
  readonly withdrawn: ReadonlySet<string>
  /** Number of the bundle before, or 0. */
  readonly after: number
  /** That bundle, if it can be read. */
  readonly previous: BundleFile | undefined
}

/**
 * Makes the bundle, signed by all its signers.
 *
 * @returns `undefined` if the one before says the same
 * @throws {UsageError} `usage.file-unreadable`, `usage.trust-file`, `usage.policy-file`, and `usage.bundle-role` if a
 *   signer's key is in it
 */
export async function makeBundle(
  { signers, files }: BundleOptions,
  { after, previous, ...edition }: BundleEdition,
): Promise<Bytes | undefined> {
  const content = await readContent(files, edition)
  // By the minute: an old copy of what was published does not bring a number back.
  const number = Math.max(after + 1, Math.floor(edition.asOf / 60))
  const bytes = await buildBundle(content, { number, ...(previous && { previous }) })
  const file = readBundleFile(bytes)
  if (previous && saysTheSame(file, previous)) return undefined
  requireSeparateRoles(
    file,
    signers.map(({ port }) => port.key),
  )
  let signed = bytes
  for (const { port } of signers) {
    signed = addSignature(signed, await signTyped('bundle', file.signedBytes, port, 'detached'))
  }
  // What nobody could open is not published.
  await openBundle(signed, { signedBy: quorumOf(signers), crypto: nodeCrypto, policies: true })
  return signed
}

/** Those who sign, all of them needed. */
export function quorumOf(signers: readonly BundleSigner[]): Quorum {
  return {
    threshold: signers.length,
    keys: signers.map(({ name, port }) => ({ name, key: port.key })),
  }
}

/** Keys that a bundle calls withdrawn, by their fingerprints: they stay so. */
export function listWithdrawn(file: BundleFile): readonly string[] {
  return readRecords(file)
    .filter(({ status }) => status === 'withdrawn')
    .map(({ key }) => fingerprintOf(key.spki))
}

function saysTheSame({ manifest: a }: BundleFile, { manifest: b }: BundleFile): boolean {
  const [one, other] = [a, b].map(({ sections }) => JSON.stringify(sections))
  return one === other
}

async function readContent(
  { trust, policies }: BundleOptions['files'],
  { asOf, lists, withdrawn }: Omit<BundleEdition, 'after' | 'previous'>,
): Promise<BundleContent> {
  const given = trust.map((each) => (typeof each === 'string' ? { file: each } : each))
  const files = await Promise.all(given.map(importFile))
  const records = files.flatMap((file) =>
    file.records.map((record): TrustRecord => {
      const isGone = withdrawn.has(fingerprintOf(record.key.spki))
      return { ...record, list: LIST, ...(isGone && { status: 'withdrawn' }) }
    }),
  )
  const speakers = new Map(
    records.map(({ framework, issuer }) => [`${framework} ${issuer}`, { framework, issuer }]),
  )
  return {
    records,
    lists: [...speakers.values()].map((of: { framework: Framework; issuer: string }) => ({
      ...of,
      ...{ name: LIST, asOf, isSigned: true },
    })),
    revocations: lists.flatMap(toCarriedTokenLists),
    policies: policies.map((path) => readPolicy(path, asOf)),
    sources: files.map(({ source }) => source),
    denied: [],
  }
}

async function importFile({
  file: path,
  issuer,
}: {
  readonly file: string
  readonly issuer?: string
}): Promise<TrustImport & { readonly source: BundleSource }> {
  const bytes = readFile(path)
  const imported = await importTrustFile(bytes, {
    crypto: nodeCrypto,
    ...(issuer !== undefined && { issuer }),
  })
  const { records, dropped } = imported
  const source = {
    ...{ name: basename(path), kind: 'file', verdict: 'given by the authority itself' },
    files: [{ name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') }],
    ...{ kept: records.length, dropped: dropped.length },
  }
  return { ...imported, source }
}

function readPolicy(path: string, asOf: number): CarriedPolicy {
  const bytes = readFile(path)
  try {
    const { kind } = readPolicyFile(decodeJson(bytes).value, new TextDecoder().decode(bytes))
    return { kind, name: basename(path, extname(path)), asOf, bytes }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.policy-file', `${path}, a file of rules, holds no JSON`, { cause })
  }
}

function readFile(path: string): Bytes {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    const words = `${path}, a file of the bundle, cannot be read`
    throw new UsageError('usage.file-unreadable', words, { cause })
  }
}
