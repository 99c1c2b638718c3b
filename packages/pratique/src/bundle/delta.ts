/**
 * Bundles without the sections that whoever gets them has already.
 *
 * The manifest names every section by digest, and alone is signed: a section that is taken from another
 * bundle is the same one, or the whole is refused.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { requireSigned } from './accept.ts'
import type { BundleManifest, SectionName } from './content.ts'
import { type BundleFile, encodeParts, readSections, readSigned } from './file.ts'
import { decodeManifest } from './manifest.ts'

type Before = Pick<BundleFile, 'manifest' | 'sections'>

/**
 * Leaves out the sections that another bundle has alike.
 *
 * @throws {FormatError} codes of `format` if it is no bundle
 */
export function omitSections(bytes: Bytes, before: Before): Bytes {
  const manifest = decodeManifest(readSigned(bytes).signedBytes)
  const alike = new Set<string>(findAlike(manifest, before).keys())
  const { sections, ...parts } = readSections(bytes)
  const kept = [...sections].filter(([name]) => !alike.has(name))
  return encodeParts({ ...parts, sections: new Map(kept) })
}

/**
 * Inverse of {@link omitSections}: puts in what is missing and another bundle has. What nobody has is
 * missing still, and `readBundleFile` says so.
 *
 * @throws {UsageError} `usage.bundle-signatures` if too few of the quorum have signed it: what nobody has
 *   signed is not looked into
 * @throws {FormatError} codes of `format` if it is no bundle
 */
export async function completeBundle(
  bytes: Bytes,
  quorum: Parameters<typeof requireSigned>[1],
  before: Before | undefined,
  crypto: CryptoPort = webCrypto,
): Promise<Bytes> {
  const signed = readSigned(bytes)
  await requireSigned(signed, quorum, crypto)
  if (!before) return bytes
  const manifest = decodeManifest(signed.signedBytes)
  const { sections, ...parts } = readSections(bytes)
  return encodeParts({ ...parts, sections: new Map([...findAlike(manifest, before), ...sections]) })
}

function findAlike({ sections }: BundleManifest, before: Before): Map<SectionName, Bytes> {
  const had = new Map(before.manifest.sections.map(({ name, sha256 }) => [name, sha256]))
  const alike = sections.flatMap(({ name, sha256 }) => {
    const section = before.sections.get(name)
    return section && had.get(name) === sha256 ? [[name, section] as const] : []
  })
  return new Map(alike)
}
