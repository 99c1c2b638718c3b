/**
 * The manifest of a bundle as CBOR: what is signed.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { createMapReader, type MapReader } from '../cbor/map-reader.ts'
import type { CborValue } from '../cbor/value.ts'
import { FRAMEWORKS } from '../model/format.ts'
import type { NamedKey } from '../trust/diff-records.ts'
import { ROLES } from '../trust/record.ts'
import type {
  BundleChanges,
  BundleManifest,
  BundleSource,
  NetworkDate,
  PolicyChanges,
  SectionDigest,
  SourceFile,
} from './content.ts'
import { readDenial, type SignedDenial } from './denial.ts'
import { toCborValue, toJsonValue } from './json-value.ts'
import { readNamedPolicy, toNamedPolicyEntry } from './policies.ts'
import { parseQuorum, writeQuorum } from './quorum.ts'

const TYPE = 'pratique-bundle'

/** Of the form. A program that does not know a version says nothing about what is in it. */
const VERSION = 1

export const MAX_MANIFEST_BYTES: number = 8 * 1024 * 1024

const LIMITS = { maxBytes: MAX_MANIFEST_BYTES, maxItems: 1_000_000, maxDepth: 12 } as const
const DIGEST_BYTES = 32

/** Encodes a manifest: the same manifest is always the same bytes. */
export function encodeManifest(manifest: BundleManifest): Bytes {
  const { number, previous, networks, sources, sections, denied, changes, nextQuorum } = manifest
  return encodeCbor(
    toMap({
      type: TYPE,
      version: VERSION,
      number,
      previous: previous === undefined ? undefined : toDigest(previous),
      networks: networks.map((network) => toMap({ ...network })),
      sources: sources.map(toSourceEntry),
      sections: sections.map(toSectionEntry),
      denied: denied.map(({ bytes }) => bytes),
      changes: changes && toChangesEntry(changes),
      nextQuorum: nextQuorum && toCborValue(writeQuorum(nextQuorum)),
    }),
  )
}

/**
 * Decodes a manifest. Nothing of it is verified.
 *
 * @throws {FormatError} `format.cbor`, `format.cose` or `format.key`
 * @throws {UsageError} `usage.quorum`
 */
export function decodeManifest(bytes: Bytes): BundleManifest {
  const map = createMapReader(decodeCbor(bytes, LIMITS), 'the manifest')
  map.oneOf('type', [TYPE])
  if (map.number('version') !== VERSION) map.refuse()
  const previous = map.optionalBytes('previous')
  const changes = map.optional('changes')
  const nextQuorum = map.optional('nextQuorum')
  const manifest: BundleManifest = {
    number: readNumber(map),
    ...(previous && { previous: readDigest(previous, map) }),
    networks: map.array('networks', readNetwork),
    sources: map.array('sources', readSource),
    sections: map.array('sections', readSection),
    denied: map.array('denied', (value) => readDenialEntry(value, map)),
    ...(changes !== undefined && { changes: readChanges(changes) }),
    ...(nextQuorum !== undefined && { nextQuorum: parseQuorum(toJsonValue(nextQuorum, map)) }),
  }
  map.finish()
  return manifest
}

function readNumber(map: MapReader): number {
  const number = map.number('number')
  return number >= 1 ? number : map.refuse()
}

function readNetwork(value: CborValue): NetworkDate {
  const map = createMapReader(value, 'a network')
  const asOf = map.optionalNumber('asOf')
  const network: NetworkDate = {
    framework: map.oneOf('framework', FRAMEWORKS),
    records: map.number('records'),
    ...(asOf !== undefined && { asOf }),
    isSigned: map.boolean('isSigned'),
  }
  map.finish()
  return network
}

function toSourceEntry({ files, ...source }: BundleSource): CborValue {
  return toMap({
    ...source,
    files: files.map(({ name, sha256 }) => toMap({ name, sha256: toDigest(sha256) })),
  })
}

function readSource(value: CborValue): BundleSource {
  const map = createMapReader(value, 'a source')
  const signedAt = map.optionalNumber('signedAt')
  const source: BundleSource = {
    name: map.text('name'),
    kind: map.text('kind'),
    files: map.array('files', readSourceFile),
    ...(signedAt !== undefined && { signedAt }),
    verdict: map.text('verdict'),
    kept: map.number('kept'),
    dropped: map.number('dropped'),
  }
  map.finish()
  return source
}

function readSourceFile(value: CborValue): SourceFile {
  const map = createMapReader(value, 'a file of a source')
  const file = { name: map.text('name'), sha256: readDigest(map.bytes('sha256'), map) }
  map.finish()
  return file
}

/** That of a network is named by its network, any other by a name of its own. */
function toSectionEntry({ name, sha256 }: SectionDigest): CborValue {
  const named = name === 'policies' ? { name } : { framework: name }
  return toMap({ ...named, sha256: toDigest(sha256) })
}

function readSection(value: CborValue): SectionDigest {
  const map = createMapReader(value, 'a section')
  const section: SectionDigest = {
    name: map.optionalOneOf('framework', FRAMEWORKS) ?? map.oneOf('name', ['policies']),
    sha256: readDigest(map.bytes('sha256'), map),
  }
  map.finish()
  return section
}

function readDenialEntry(value: CborValue, map: MapReader): SignedDenial {
  return value instanceof Uint8Array ? readDenial(value.slice()) : map.refuse()
}

function toChangesEntry({
  added,
  removed,
  withdrawn,
  changed,
  policies,
}: BundleChanges): CborValue {
  return toMap({
    added: added.map(toNamedEntry),
    removed: removed.map(toNamedEntry),
    withdrawn: withdrawn.map(toNamedEntry),
    changed: changed.map(toNamedEntry),
    policies: policies && toPolicyChangesEntry(policies),
  })
}

function readChanges(value: CborValue): BundleChanges {
  const map = createMapReader(value, 'the note of changes')
  const policies = map.optional('policies')
  const changes: BundleChanges = {
    added: map.array('added', readNamed),
    removed: map.array('removed', readNamed),
    withdrawn: map.array('withdrawn', readNamed),
    changed: map.array('changed', readNamed),
    ...(policies !== undefined && { policies: readPolicyChanges(policies) }),
  }
  map.finish()
  return changes
}

function toPolicyChangesEntry({ added, removed, changed }: PolicyChanges): CborValue {
  return toMap({
    added: added.map(toNamedPolicyEntry),
    removed: removed.map(toNamedPolicyEntry),
    changed: changed.map(toNamedPolicyEntry),
  })
}

function readPolicyChanges(value: CborValue): PolicyChanges {
  const map = createMapReader(value, 'the note of changes')
  const changes: PolicyChanges = {
    added: map.array('added', readNamedPolicy),
    removed: map.array('removed', readNamedPolicy),
    changed: map.array('changed', readNamedPolicy),
  }
  map.finish()
  return changes
}

function toNamedEntry({ framework, issuer, keyId, role, name }: NamedKey): CborValue {
  return toMap({ framework, issuer, keyId, role, name })
}

function readNamed(value: CborValue): NamedKey {
  const map = createMapReader(value, 'a key in the note of changes')
  const role = map.optionalOneOf('role', ROLES)
  const name = map.optionalText('name')
  const named: NamedKey = {
    framework: map.oneOf('framework', FRAMEWORKS),
    issuer: map.text('issuer'),
    keyId: map.text('keyId'),
    ...(role && { role }),
    ...(name !== undefined && { name }),
  }
  map.finish()
  return named
}

/** Members that are absent are left out. */
function toMap(members: Readonly<Record<string, CborValue>>): CborValue {
  return new Map(Object.entries(members).filter(([, value]) => value !== undefined))
}

function toDigest(hex: string): Bytes {
  const bytes = decodeHex(hex)
  if (bytes?.length !== DIGEST_BYTES) throw new Error('unreachable: a digest is one')
  return bytes
}

function readDigest(bytes: Bytes, map: MapReader): string {
  return bytes.length === DIGEST_BYTES ? encodeHex(bytes) : map.refuse()
}
