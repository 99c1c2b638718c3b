/**
 * The section of one network in a bundle: its records, its lists, its revocations.
 *
 * A section stands for itself. A key that is in several networks has all its records in each of their
 * sections, since all records of a key count together.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import { createMapReader, type MapReader } from '../cbor/map-reader.ts'
import type { CborValue } from '../cbor/value.ts'
import { toIdentity } from '../keys/public-key.ts'
import { FRAMEWORKS, type Framework } from '../model/format.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'
import type { CarriedPolicy, CarriedRevocations, SectionName } from './content.ts'
import { toEntry } from './entry.ts'
import { toCborValue, toJsonValue } from './json-value.ts'
import { encodePolicies } from './policies.ts'
import { createShelf, INDEX_BYTES, toIndexEntry } from './shelf.ts'

/** What is to be put into the section of a network. */
interface SectionContent {
  readonly records: readonly TrustRecord[]
  readonly lists: readonly TrustList[]
  readonly revocations: readonly CarriedRevocations[]
}

/** What is to be put into sections. */
export interface SectionsContent extends SectionContent {
  readonly policies: readonly CarriedPolicy[]
}

/** What the section of a network holds. Its records are read when they are asked for. */
export interface Section {
  readonly shelf: Shelf
  readonly lists: readonly TrustList[]
  readonly revocations: readonly CarriedRevocations[]
}

/** The whole world's keys take a third of a megabyte. */
export const MAX_SECTION_BYTES: number = 32 * 1024 * 1024

const LIMITS = { maxBytes: MAX_SECTION_BYTES, maxItems: 4_000_000, maxDepth: 12 } as const

/** The network that a kind of revocation list belongs to. A list of tokens is of the one that it is carried for. */
const NETWORKS: Readonly<Record<Exclude<CarriedRevocations['kind'], 'token-list'>, Framework>> = {
  'smart-health-card-crl': 'smart-health-card',
  'x509-crl': 'vds-nc',
  'eu-hash-batches': 'hcert',
}

const KINDS = ['smart-health-card-crl', 'x509-crl', 'eu-hash-batches', 'token-list'] as const

/** Sorts content into sections: of the networks that have any, and of entry rules if there are any. */
export function toSections({
  policies,
  ...content
}: SectionsContent): ReadonlyMap<SectionName, Bytes> {
  const sections = new Map<SectionName, Bytes>(toNetworkSections(content))
  if (policies.length > 0) sections.set('policies', encodePolicies(policies))
  return sections
}

function toNetworkSections(content: SectionContent): ReadonlyMap<Framework, Bytes> {
  const networksOf = new Map<string, Set<Framework>>()
  for (const { key, framework } of content.records) {
    const identity = toIdentity(key)
    networksOf.set(identity, (networksOf.get(identity) ?? new Set()).add(framework))
  }
  const sections = FRAMEWORKS.map((framework): [Framework, SectionContent] => [
    framework,
    {
      records: content.records.filter(({ key }) => networksOf.get(toIdentity(key))?.has(framework)),
      lists: content.lists.filter((list) => list.framework === framework),
      revocations: content.revocations.filter((each) => networkOf(each) === framework),
    },
  ])
  return new Map(
    sections
      .filter(([, section]) => Object.values(section).some(({ length }) => length > 0))
      .map(([framework, section]) => [framework, encodeSection(section)]),
  )
}

function networkOf(revocations: CarriedRevocations): Framework {
  return revocations.kind === 'token-list' ? revocations.framework : NETWORKS[revocations.kind]
}

/** Encodes a section: the same content in any order, and however often, is the same bytes. */
function encodeSection({ records, lists, revocations }: SectionContent): Bytes {
  const entries = inOrderOfKeys(records)
  return encodeCbor(
    new Map<string, CborValue>([
      ['records', entries.map(({ entry }) => entry)],
      ['index', joinBytes(entries.map(({ keyId }) => toIndexEntry(keyId)))],
      ['lists', inOrder(lists.map(toListEntry))],
      ['revocations', inOrder(revocations.map(toRevocationEntry))],
    ]),
  )
}

/** Each record once, in the order of their keys: so a key is found, and takes no room twice. */
function inOrderOfKeys(
  records: readonly TrustRecord[],
): readonly { readonly entry: Bytes; readonly keyId: string }[] {
  const entries = new Map(
    records.map((record) => {
      const entry = encodeCbor(toEntry(record))
      const name = `${toIdentity(record.key)} ${encodeHex(entry)}`
      return [name, { name, entry, keyId: record.keyId }]
    }),
  )
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** By their encodings, each once. */
function inOrder(values: readonly CborValue[]): readonly CborValue[] {
  const encoded = new Map(values.map((value) => [encodeHex(encodeCbor(value)), value]))
  return [...encoded.keys()].toSorted().flatMap((name) => encoded.get(name))
}

/**
 * Decodes a section. Nothing of it is verified, and what a record says is looked at when it is read.
 *
 * @throws {FormatError} `format.cbor` or `format.key`
 */
export function decodeSection(framework: Framework, bytes: Bytes): Section {
  const map = createMapReader(decodeCbor(bytes, LIMITS), 'a section')
  const entries = map.array('records', (value) =>
    value instanceof Uint8Array ? value : map.refuse(),
  )
  const index = map.bytes('index')
  if (index.length !== INDEX_BYTES * entries.length) map.refuse()
  const section: Section = {
    shelf: createShelf(framework, entries, index),
    lists: map.array('lists', readListEntry),
    revocations: map.array('revocations', (value) => readRevocationEntry(value, framework)),
  }
  map.finish()
  return section
}

/** Its own end too; whoever relies on it may set an earlier one. */
function toListEntry({
  framework,
  name,
  issuer,
  asOf,
  isSigned,
  freshUntil,
}: TrustList): CborValue {
  return new Map<string, CborValue>([
    ['framework', framework],
    ['name', name],
    ...(issuer === undefined ? [] : [['issuer', issuer] as const]),
    ...(asOf === undefined ? [] : [['asOf', asOf] as const]),
    ['isSigned', isSigned],
    ...(freshUntil === undefined ? [] : [['freshUntil', freshUntil] as const]),
  ])
}

function readListEntry(value: CborValue): TrustList {
  const map = createMapReader(value, 'a list')
  const issuer = map.optionalText('issuer')
  const asOf = map.optionalNumber('asOf')
  const freshUntil = map.optionalNumber('freshUntil')
  const list: TrustList = {
    framework: map.oneOf('framework', FRAMEWORKS),
    name: map.text('name'),
    ...(issuer !== undefined && { issuer }),
    ...(asOf !== undefined && { asOf }),
    isSigned: map.boolean('isSigned'),
    ...(freshUntil !== undefined && { freshUntil }),
  }
  map.finish()
  return list
}

function toRevocationEntry(revocations: CarriedRevocations): CborValue {
  switch (revocations.kind) {
    case 'smart-health-card-crl':
      return new Map<string, CborValue>([
        ['kind', revocations.kind],
        ['issuer', revocations.issuer],
        ['list', toCborValue(revocations.list)],
      ])
    case 'x509-crl':
      return new Map<string, CborValue>([
        ['kind', revocations.kind],
        ['der', revocations.der],
      ])
    case 'eu-hash-batches':
    case 'token-list':
      return new Map<string, CborValue>([
        ['kind', revocations.kind],
        ['bytes', revocations.bytes],
      ])
  }
}

function readRevocationEntry(value: CborValue, framework: Framework): CarriedRevocations {
  const map = createMapReader(value, 'a revocation list')
  const revocations = readRevocations(map, framework)
  map.finish()
  return revocations
}

function readRevocations(map: MapReader, framework: Framework): CarriedRevocations {
  const kind = map.oneOf('kind', KINDS)
  switch (kind) {
    case 'smart-health-card-crl':
      return { kind, issuer: map.text('issuer'), list: toJsonValue(map.optional('list'), map) }
    case 'x509-crl':
      return { kind, der: map.bytes('der').slice() }
    case 'eu-hash-batches':
      return { kind, bytes: map.bytes('bytes').slice() }
    case 'token-list':
      return { kind, framework, bytes: map.bytes('bytes').slice() }
  }
}
