/**
 * The file of sources: strict, with everything that is wrong with it said at once.
 *
 * @module
 */

import {
  createObjectReader,
  decodeBase64,
  decodeJson,
  type JsonValue,
  type ObjectReader,
  oneOf,
  text,
} from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import {
  type Environment,
  GDHCN_NETWORKS,
  type GdhcnSigner,
  type PinnedAnchor,
  readSpki,
  SOURCE_KINDS,
} from 'pratique/trust'
import type { Bytes, Framework, PublicKey } from 'pratique/verify'
import {
  type AgeLimits,
  ANCHOR_FILES,
  DEFAULT_SOURCES,
  type GdhcnConfig,
  type SourceConfig,
  type SourcesConfig,
} from './sources.ts'

/** Also the name of a folder, where capitals may not count. */
const NAME = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9-]{0,31}$/
const ANCHOR_FILE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/
const HOST = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$/
const FINGERPRINT = /^[0-9a-f]{64}$/
const PLACES = ['{participant}', '{domain}', '{file}'] as const

const MAX_SOURCES = 32
const MAX_ISSUES = 20
const MAX_DAYS = 3650

const AN_ADDRESS = 'an https address without a name, a password or a fragment'
const A_PINNED_KEY = 'a P-256 key in Base64 (SubjectPublicKeyInfo)'

/**
 * Parses the file. What it leaves out is as without a file; sources, if it names any, are all there are,
 * and one that comes with the program is named by its name alone.
 *
 * @throws {UsageError} `usage.sources-file`
 */
export function parseSources(bytes: Bytes): SourcesConfig {
  const issues: string[] = []
  const reader = createObjectReader(readJson(bytes), 'the file', issues)
  const given = reader.optional('sources', 'a list of sources', (value) => {
    return Array.isArray(value) && value.length <= MAX_SOURCES ? value : undefined
  })
  const limits = reader.optional('limits', 'an object', (value) => parseLimits(value, issues))
  reader.finish()
  const sources = given?.flatMap((value, at) => parseSource(value, `sources[${at}]`, issues) ?? [])
  for (const name of findTwice((sources ?? []).map((source) => source.name))) {
    issues.push(`two sources are called ${name}`)
  }
  if (issues.length > 0) refuse(issues)
  return {
    sources: sources ?? DEFAULT_SOURCES.sources,
    limits: { ...DEFAULT_SOURCES.limits, ...limits },
  }
}

function readJson(bytes: Bytes): JsonValue {
  try {
    return decodeJson(bytes).value
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.sources-file', `the file is no JSON: ${cause.message}`, { cause })
  }
}

function refuse(issues: readonly string[]): never {
  const more = issues.length - MAX_ISSUES
  const said = issues.slice(0, MAX_ISSUES).join('; ')
  throw new UsageError('usage.sources-file', more > 0 ? `${said}; and ${more} more` : said)
}

function parseLimits(value: JsonValue, issues: string[]): Partial<AgeLimits> {
  const reader = createObjectReader(value, 'limits', issues)
  const limits: Partial<Record<Framework, number>> = {}
  for (const framework of toNames(DEFAULT_SOURCES.limits)) {
    const days = reader.optional(framework, `days, from 1 to ${MAX_DAYS}`, (given) => {
      const isCount = Number.isSafeInteger(given) && Number(given) >= 1
      return isCount && Number(given) <= MAX_DAYS ? Number(given) : undefined
    })
    if (days !== undefined) limits[framework] = days
  }
  reader.finish()
  return limits
}

function toNames(limits: AgeLimits): readonly Framework[] {
  const isFramework = (name: string): name is Framework => Object.hasOwn(limits, name)
  return Object.keys(limits).filter(isFramework)
}

function parseSource(value: JsonValue, path: string, issues: string[]): SourceConfig | undefined {
  if (typeof value === 'string') {
    const known = DEFAULT_SOURCES.sources.find(({ name }) => name === value)
    const names = DEFAULT_SOURCES.sources.map(({ name }) => name).join(', ')
    if (!known) issues.push(`${path} is none of those that come with the program: ${names}`)
    return known
  }
  const before = issues.length
  const reader = createObjectReader(value, path, issues)
  const name = reader.required('name', 'a name of small letters', matching(NAME))
  const kind = reader.required('kind', `one of ${SOURCE_KINDS.join(', ')}`, oneOf(SOURCE_KINDS))
  const redirectHosts = reader.array('redirectHosts', 'hosts', matching(HOST)) ?? []
  // Without its kind nobody can say what its members are.
  if (kind === undefined) return undefined
  const members = readMembers(kind, reader, path, issues)
  reader.finish()
  if (name === undefined || issues.length > before) return undefined
  return members && { ...members, name, redirectHosts }
}

/** What a source has beside its name. */
type Members = SourceConfig extends infer Config
  ? Config extends SourceConfig
    ? Omit<Config, 'name' | 'redirectHosts'>
    : never
  : never

/** `undefined` if something is missing or wrong, which is then among the issues. */
function readMembers(
  kind: SourceConfig['kind'],
  reader: ObjectReader,
  path: string,
  issues: string[],
): Members | undefined {
  switch (kind) {
    case 'gdhcn':
      return readGdhcn(reader, path, issues)
    case 'vci':
      return readVci(reader)
    case 'nz': {
      const document = reader.required('document', AN_ADDRESS, address)
      return document === undefined ? undefined : { kind, document }
    }
    case 'eu': {
      const list = reader.required('list', AN_ADDRESS, address)
      const signature = reader.optional('signature', AN_ADDRESS, address)
      const signerKey = reader.required('signerKey', A_PINNED_KEY, publicKey)
      const environment = readEnvironment(reader)
      if (list === undefined || !signerKey) return undefined
      return { kind, list, signerKey, environment, ...(signature !== undefined && { signature }) }
    }
    case 'file': {
      const file = reader.required('file', AN_ADDRESS, address)
      const issuer = reader.optional('issuer', 'a text', text)
      const environment = readEnvironment(reader)
      if (file === undefined) return undefined
      return { kind, file, environment, ...(issuer !== undefined && { issuer }) }
    }
  }
}

function readGdhcn(
  reader: ObjectReader,
  path: string,
  issues: string[],
): Omit<GdhcnConfig, 'name' | 'redirectHosts'> | undefined {
  const list = reader.required('list', AN_ADDRESS, address)
  const expected = `an address with ${PLACES.join(', ')}`
  const anchors = reader.optional('anchors', expected, template)
  const anchorFiles = reader.array('anchorFiles', 'names of files', matching(ANCHOR_FILE))
  const signers = reader.optional('signers', 'a list', (value) => {
    return parseList(value, `${path}.signers`, issues, parseSigner)
  })
  const pinned = reader.optional('trustAnchors', 'a list', (value) => {
    return parseList(value, `${path}.trustAnchors`, issues, parseAnchor)
  })
  const environment = readEnvironment(reader)
  const [standard] = DEFAULT_SOURCES.sources
  if (list === undefined || standard?.kind !== 'gdhcn') return undefined
  return {
    kind: 'gdhcn',
    list,
    ...(anchors !== undefined && { anchors }),
    anchorFiles: anchorFiles ?? ANCHOR_FILES,
    // Who has a key from the WHO itself says so here, and where from.
    signers: [...standard.signers, ...(signers ?? [])],
    pinnedAnchors: [...standard.pinnedAnchors, ...(pinned ?? [])],
    environment,
  }
}

function readVci(reader: ObjectReader): Members | undefined {
  const snapshot = reader.required('snapshot', AN_ADDRESS, address)
  const signature = reader.required('signature', AN_ADDRESS, address)
  const certificate = reader.required('certificate', AN_ADDRESS, address)
  const directory = reader.optional('directory', AN_ADDRESS, address)
  const fingerprint = reader.optional('fingerprint', 'SHA-256 as hex', matching(FINGERPRINT))
  if (snapshot === undefined || signature === undefined || certificate === undefined) {
    return undefined
  }
  return {
    kind: 'vci',
    snapshot,
    signature,
    certificate,
    ...(directory !== undefined && { directory }),
    ...(fingerprint !== undefined && { fingerprint }),
  }
}

function parseSigner(
  value: JsonValue,
  path: string,
  issues: string[],
): (GdhcnSigner & { readonly origin: string }) | undefined {
  const reader = createObjectReader(value, path, issues)
  const network = reader.optional('network', 'one of its networks', oneOf(GDHCN_NETWORKS))
  const key = reader.required('key', A_PINNED_KEY, publicKey)
  const origin = reader.required('origin', 'a text that says where it is from', filled)
  reader.finish()
  if (!key || origin === undefined) return undefined
  return { network: network ?? 'prod', key, origin, isOriginRecorded: true }
}

function parseAnchor(value: JsonValue, path: string, issues: string[]): PinnedAnchor | undefined {
  const reader = createObjectReader(value, path, issues)
  const fingerprint = reader.required('fingerprint', 'SHA-256 as hex', matching(FINGERPRINT))
  const origin = reader.required('origin', 'a text that says where it is from', filled)
  const environment = readEnvironment(reader)
  reader.finish()
  if (fingerprint === undefined || origin === undefined) return undefined
  return { fingerprint, origin, environment }
}

function parseList<T>(
  value: JsonValue,
  path: string,
  issues: string[],
  parse: (item: JsonValue, path: string, issues: string[]) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((item: JsonValue, at) => parse(item, `${path}[${at}]`, issues) ?? [])
}

function readEnvironment(reader: ObjectReader): Environment {
  const environments = ['production', 'test', 'exercise'] as const
  return (
    reader.optional('environment', environments.join(', '), oneOf(environments)) ?? 'production'
  )
}

function matching(pattern: RegExp): (value: JsonValue) => string | undefined {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined)
}

function filled(value: JsonValue): string | undefined {
  return text(value)?.trim() === '' ? undefined : text(value)
}

function address(value: JsonValue): string | undefined {
  const given = text(value)
  if (given === undefined || !URL.canParse(given)) return undefined
  const { protocol, username, password, hash } = new URL(given)
  return protocol === 'https:' && `${username}${password}${hash}` === '' ? given : undefined
}

/** The places must stand in the path: nothing that a list says may become a host. */
function template(value: JsonValue): string | undefined {
  const given = text(value) ?? ''
  const [before = ''] = given.split('{')
  const isInPath = address(before) !== undefined && new URL(before).pathname !== ''
  const isWhole = PLACES.every((place) => given.split(place).length === 2)
  const isClean = !/[{}?#]/.test(PLACES.reduce((rest, place) => rest.replace(place, ''), given))
  return isInPath && before.split('/').length > 3 && isWhole && isClean ? given : undefined
}

function publicKey(value: JsonValue): PublicKey | undefined {
  try {
    const key = readSpki(decodeBase64(text(value) ?? ''))
    return key.kind === 'P-256' ? key : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function findTwice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}
