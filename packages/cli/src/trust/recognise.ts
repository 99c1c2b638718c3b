/**
 * Files that a user gives as one source of keys: which source they are, by what is in them, whatever
 * they are called.
 *
 * @module
 */

import { decodeJson, isJsonObject, type JsonObject, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import { SOURCE_KINDS, type SourceFiles, type SourceKind } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import { quote } from '../output/visible.ts'

/** A file as it was given. */
export interface GivenFile {
  /** Its name, without folder. */
  readonly name: string
  readonly bytes: Bytes
}

export interface RecognisedSource {
  readonly kind: SourceKind
  readonly files: SourceFiles
}

/** A part that one file plays in one kind of source; a signature and a certificate, in any. */
interface Part {
  readonly kind: SourceKind | 'any'
  readonly name: string
}

const LISTS_OF_GDHCN = /^did:web:[a-z0-9.-]+:v2:trustlist$/
const NZ_ISSUER = 'did:web:nzcp.identity.health.nz'

const SEQUENCE = 0x30
/** A signature in DER is no longer. */
const MAX_SIGNATURE_BYTES = 160

const LIMITS = { maxCharacters: 16 * 1024 * 1024 }

/**
 * Recognises a source. Files that are of none that is known make one of kind `file`.
 *
 * @param isSigned whether the user has pinned who signed it: then what may be a national copy of the
 *   EU's list is one
 * @throws {UsageError} `usage.trust-file` if they are parts of several sources, or one part twice
 */
export function recogniseSource(given: readonly GivenFile[], isSigned: boolean): RecognisedSource {
  const parts = given.map((file) => ({ ...file, part: findPart(file.bytes, isSigned) }))
  const kind = SOURCE_KINDS.find((each) => parts.some(({ part }) => part?.kind === each)) ?? 'file'
  const files = new Map<string, Bytes>()
  for (const [at, { part, name, bytes }] of parts.entries()) {
    const own = kind === 'file' ? toFileName(name, at) : toPartName(part, kind, at)
    if (own === undefined) {
      refuse(`${quote(name)} is of another source than the files beside it: import each by itself`)
    }
    if (files.has(own))
      refuse(`${quote(name)} is the second file of its kind: import one list at a time`)
    files.set(own, bytes)
  }
  return { kind, files }
}

/** The anchor's files are any number; any name tells them apart. */
function toPartName(part: Part | undefined, kind: SourceKind, at: number): string | undefined {
  if (part?.kind === 'any') return BESIDE[kind]?.[part.name]
  if (part?.kind !== kind) return undefined
  return part.name === ANCHOR_FILE ? `TNG_TA.signed.${at + 1}.json` : part.name
}

const SIGNATURE = 'signature'
const CERTIFICATE = 'certificate'

/** What lies beside a list, by the kind of its source. */
const BESIDE: { readonly [Kind in SourceKind]?: Readonly<Record<string, string>> } = {
  vci: { [SIGNATURE]: 'snapshot.sig', [CERTIFICATE]: 'snapshot.crt' },
  eu: { [SIGNATURE]: 'list.sig' },
}

const ANCHOR_FILE = 'TNG_TA.signed'

/** Names in the data folder are of a closed form. */
function toFileName(name: string, at: number): string {
  const plain = name
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
  return `${at + 1}-${plain.slice(-100) || 'file'}`
}

function findPart(bytes: Bytes, isSigned: boolean): Part | undefined {
  if (bytes[0] === SEQUENCE && bytes.length <= MAX_SIGNATURE_BYTES)
    return { kind: 'any', name: SIGNATURE }
  const text = new TextDecoder().decode(bytes).trim()
  if (BASE64_SIGNATURE.test(text)) return { kind: 'any', name: SIGNATURE }
  if (ONE_CERTIFICATE.test(text)) return { kind: 'any', name: CERTIFICATE }
  if (isSigned && SIGNED_LIST.test(text)) return { kind: 'eu', name: 'list.json' }
  const json = readFirst(bytes, text)
  if (isSigned && json && 'certificates' in json) return { kind: 'eu', name: 'list.json' }
  return json && findJsonPart(json)
}

const BASE64_SIGNATURE = /^[A-Za-z0-9+/]{80,220}={0,2}$/
const ONE_CERTIFICATE = /^-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----$/
const SIGNED_LIST = /^[A-Za-z0-9+/]{40,}={0,2}\s*\{/

function findJsonPart(json: JsonObject): Part | undefined {
  const { id } = json
  if (typeof id === 'string' && LISTS_OF_GDHCN.test(id)) return { kind: 'gdhcn', name: 'did.json' }
  if (id === NZ_ISSUER) return { kind: 'nz', name: 'did.json' }
  if ('trustAnchorSignature' in json) return { kind: 'gdhcn', name: ANCHOR_FILE }
  if ('issuerInfo' in json) return { kind: 'vci', name: 'snapshot.json' }
  if ('participating_issuers' in json) return { kind: 'vci', name: 'directory.json' }
  return undefined
}

/** The object that a file is, or that its first line is. */
function readFirst(bytes: Bytes, text: string): JsonObject | undefined {
  const whole = readJson(() => decodeJson(bytes, LIMITS).value)
  if (whole) return whole
  const [line = ''] = text.split('\n', 1)
  return readJson(() => decodeJson(new TextEncoder().encode(line), LIMITS).value)
}

function readJson(read: () => JsonValue): JsonObject | undefined {
  try {
    const value = read()
    const [first] = Array.isArray(value) ? value : [value]
    return isJsonObject(first) ? first : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function refuse(reason: string): never {
  throw new UsageError('usage.trust-file', reason)
}
