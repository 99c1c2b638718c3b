/**
 * The file of a bundle: manifest and sections, each compressed, and signatures beside them.
 *
 * What is signed is the manifest before compression, and it names the sections by digest: compression
 * is transport, and may differ from machine to machine.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { deflateRaw } from '../bytes/deflate.ts'
import { encodeHex } from '../bytes/hex.ts'
import { inflateRaw } from '../bytes/inflate.ts'
import { sha256 } from '../bytes/sha256.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import type { CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import { FRAMEWORKS, type Framework } from '../model/format.ts'
import type { TrustRecord } from '../trust/record.ts'
import type { BundleManifest, CarriedPolicy, SectionName } from './content.ts'
import { decodeManifest, MAX_MANIFEST_BYTES } from './manifest.ts'
import { decodePolicies, MAX_POLICIES_BYTES } from './policies.ts'
import { decodeSection, MAX_SECTION_BYTES, type Section } from './section.ts'

/** A bundle's file, taken apart. Nothing of it is verified. */
export interface BundleFile {
  readonly manifest: BundleManifest
  /** The manifest's bytes: what is signed. */
  readonly signedBytes: Bytes
  /** Compressed. */
  readonly sections: ReadonlyMap<SectionName, Bytes>
  readonly signatures: readonly Bytes[]
}

/** The first item, so that a file says what it is. */
const MAGIC = 'pratique-bundle-file'

export const MAX_FILE_BYTES: number = 16 * 1024 * 1024
const LIMITS = { maxBytes: MAX_FILE_BYTES, maxItems: 1_000, maxDepth: 4 } as const

/** What a bundle is called: SHA-256 of what is signed, lower-case hex. */
export function digestOf({ signedBytes }: Pick<BundleFile, 'signedBytes'>): string {
  return encodeHex(sha256(signedBytes))
}

/** What the file's own beginning must be: an array of four, whose first is the text above. */
const BEGINNING: readonly number[] = [0x84, 0x60 + MAGIC.length]

/** Tells a bundle's file from other files, by its first bytes. */
export function isBundleFile(bytes: Uint8Array): boolean {
  const { length } = BEGINNING
  if (!BEGINNING.every((byte, at) => bytes[at] === byte)) return false
  return [...MAGIC].every((character, at) => bytes[length + at] === character.charCodeAt(0))
}

/** Writes the file of a manifest and its sections. */
export async function encodeBundleFile(
  signedBytes: Bytes,
  sections: ReadonlyMap<SectionName, Bytes>,
  signatures: readonly Bytes[] = [],
): Promise<Bytes> {
  const compressed = new Map<string, CborValue>()
  for (const [name, bytes] of sections) compressed.set(name, await deflateRaw(bytes))
  return encodeCbor([MAGIC, await deflateRaw(signedBytes), compressed, [...signatures]])
}

/** The same bundle with one more signature; each once. */
export function addSignature(bytes: Bytes, signature: Bytes): Bytes {
  const [magic, manifest, sections, signatures] = decodeParts(bytes)
  const all = [...signatures, signature].map((each) => [encodeHex(each), each] as const)
  return encodeCbor([magic, manifest, sections, [...new Map(all).values()]])
}

/** What a file is made of, as it lies there. */
export interface FileParts {
  /** Compressed. */
  readonly manifest: Bytes
  readonly sections: ReadonlyMap<string, Bytes>
  readonly signatures: readonly Bytes[]
}

/**
 * Takes the file apart, whatever sections it has.
 *
 * @throws {FormatError} `format.cbor`
 */
export function readSections(bytes: Bytes): FileParts {
  const [, manifest, all, signatures] = decodeParts(bytes)
  const sections = new Map<string, Bytes>()
  for (const [name, section] of all) {
    if (typeof name !== 'string' || !(section instanceof Uint8Array)) refuse('expected sections')
    sections.set(name, section)
  }
  return { manifest, sections, signatures }
}

/** Inverse of {@link readSections} */
export function encodeParts({ manifest, sections, signatures }: FileParts): Bytes {
  return encodeCbor([MAGIC, manifest, new Map<string, CborValue>(sections), [...signatures]])
}

/** SHA-256, at once. */
export type Digest = (bytes: Bytes) => Bytes

/**
 * Decompresses raw DEFLATE, at once.
 *
 * @throws {FormatError} `format.deflate` if it is damaged, or comes to more than `maxBytes`
 */
export type Inflate = (bytes: Bytes, maxBytes: number) => Bytes

/**
 * Reads what is signed and who says so, and nothing of what it says.
 *
 * @throws {FormatError} `format.cbor` or `format.deflate`
 */
export function readSigned(bytes: Bytes): Pick<BundleFile, 'signedBytes' | 'signatures'> {
  const [, compressed, , signatures] = decodeParts(bytes)
  return { signedBytes: inflateStrictly(compressed, MAX_MANIFEST_BYTES), signatures }
}

/**
 * Takes a file apart.
 *
 * @param inflate of the platform, if there is one; ours is slower
 * @throws {FormatError} `format.cbor` and other codes of `format` if it is no bundle, or is damaged
 */
export function readBundleFile(bytes: Bytes, inflate: Inflate = inflateStrictly): BundleFile {
  const [, compressed, sections, signatures] = decodeParts(bytes)
  const signedBytes = inflate(compressed, MAX_MANIFEST_BYTES)
  const manifest = decodeManifest(signedBytes)
  const listed = manifest.sections.map(({ name }) => name)
  const given = new Map<SectionName, Bytes>()
  for (const name of listed) {
    const section = sections.get(name)
    if (!(section instanceof Uint8Array)) refuse('a section is missing')
    given.set(name, section)
  }
  if (given.size !== listed.length || given.size !== sections.size) refuse('sections differ')
  return {
    manifest,
    signedBytes,
    sections: given,
    signatures,
  }
}

/**
 * Reads the section of a network, and makes sure that it is the one that the manifest names.
 *
 * @returns `undefined` if the bundle has none of this network
 * @throws {FormatError} codes of `format` if it is damaged, or another one
 */
export function readSection(
  file: Pick<BundleFile, 'manifest' | 'sections'>,
  framework: Framework,
  digest?: Digest,
  inflate?: Inflate,
): Section | undefined {
  const bytes = inflateSection(file, framework, MAX_SECTION_BYTES, digest, inflate)
  return bytes && decodeSection(framework, bytes)
}

/**
 * Reads the entry rules of a bundle, and makes sure that they are those that the manifest names. What they
 * say is not looked at.
 *
 * @returns `[]` if the bundle has none
 * @throws {FormatError} codes of `format` if the section is damaged, or another one
 */
export function readPolicies(
  file: Pick<BundleFile, 'manifest' | 'sections'>,
  digest?: Digest,
  inflate?: Inflate,
): readonly CarriedPolicy[] {
  const bytes = inflateSection(file, 'policies', MAX_POLICIES_BYTES, digest, inflate)
  return bytes ? decodePolicies(bytes) : []
}

function inflateSection(
  { manifest, sections }: Pick<BundleFile, 'manifest' | 'sections'>,
  name: SectionName,
  maxBytes: number,
  digest: Digest = sha256,
  inflate: Inflate = inflateStrictly,
): Bytes | undefined {
  const compressed = sections.get(name)
  if (!compressed) return undefined
  const bytes = inflate(compressed, maxBytes)
  const named = manifest.sections.find((section) => section.name === name)
  if (named?.sha256 !== encodeHex(digest(bytes))) refuse('a section is not the one that is signed')
  return bytes
}

/** All records of a bundle, each once: a key of several networks stands in the section of each. */
export function readRecords(
  file: Pick<BundleFile, 'manifest' | 'sections'>,
): readonly TrustRecord[] {
  return FRAMEWORKS.flatMap((framework) => {
    const records = readSection(file, framework)?.shelf.all() ?? []
    return records.filter((record) => record.framework === framework)
  })
}

type Parts = [
  magic: string,
  manifest: Bytes,
  sections: ReadonlyMap<number | bigint | string, CborValue>,
  signatures: readonly Bytes[],
]

function decodeParts(bytes: Bytes): Parts {
  if (!isBundleFile(bytes)) refuse('expected a bundle of Pratique')
  const file = decodeCbor(bytes, LIMITS)
  if (!Array.isArray(file)) refuse('expected an array')
  const [, manifest, sections, signatures]: readonly CborValue[] = file
  if (!(manifest instanceof Uint8Array) || !(sections instanceof Map)) refuse('expected sections')
  if (!Array.isArray(signatures) || !signatures.every(isBytes)) refuse('expected signatures')
  return [MAGIC, manifest, sections, signatures]
}

function isBytes(value: CborValue): value is Bytes {
  return value instanceof Uint8Array
}

/** Ours also tells whether anything follows. */
function inflateStrictly(bytes: Bytes, maxBytes: number): Bytes {
  const { bytes: inflated, consumed } = inflateRaw(bytes, { maxBytes, code: 'format.deflate' })
  if (consumed !== bytes.length) refuse('bytes after the end')
  return inflated
}

function refuse(reason: string): never {
  throw new FormatError('format.cbor', reason)
}
