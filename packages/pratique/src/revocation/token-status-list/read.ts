/**
 * Token Status Lists, as JWT and as CWT (draft-ietf-oauth-status-list-21 §5, §8.3).
 *
 * @module
 */

import { decodeBase64Url } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { inflateZlib } from '../../bytes/zlib.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { decodeCwt } from '../../cose/cwt.ts'
import { ALG, readCoseHeader, TYP } from '../../cose/header.ts'
import { decodeTaggedCoseSign1, sigStructure } from '../../cose/sign1.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import { decodeCompactJws } from '../../jws/compact.ts'
import {
  openTypedJws,
  type SignedStatus,
  type StatusSigners,
  type VerifiedStatusList,
  verifySignedStatus,
} from '../signed-status.ts'
import {
  countStatuses,
  MAX_STATUS_BYTES,
  requireStatusBits,
  type StatusLayout,
  statusAt,
} from '../status-array.ts'
import type { CertificateStatus, StatusList } from '../status-list.ts'
import { requireStatusUri } from '../status-uri.ts'
import { CWT, CWT_TYPE, JWT_TYPE } from './names.ts'

export interface TokenStatusListOptions extends StatusSigners {
  /** When the list was fetched, seconds since the epoch: `ttl` runs from then. Absent: from `iat`. */
  readonly receivedAt?: number
}

/** The claims of a token in the words of a JWT, not yet judged. */
interface Claims {
  readonly sub: unknown
  readonly iat: unknown
  readonly nbf: unknown
  readonly exp: unknown
  readonly ttl: unknown
  readonly bits: unknown
  /** The compressed statuses. */
  readonly lst: Bytes
}

/** Statuses that mean the same for everyone (§7.1). */
const MEANINGS: ReadonlyMap<number, CertificateStatus> = new Map([
  [0, 'valid'],
  [1, 'revoked'],
  [2, 'suspended'],
])

/** Statuses that nothing compresses, in Base64 once and twice, and room for the other claims. */
const MAX_CLAIMS_CHARACTERS = 24 * 1024 * 1024
const MAX_JWT_CHARACTERS = 32 * 1024 * 1024
const CBOR_LIMITS = { maxItems: 1_000, maxBytes: MAX_STATUS_BYTES + 64 * 1024 } as const

/**
 * Verifies a list in the form of a JWT (§5.1). Its dates are told, and not judged: ask `findStatus`.
 *
 * Failed: `format.jws`, `format.base64url`, `format.json`, `format.header` (another type, no algorithm
 * that we know), `signature.algorithm`, `signature.invalid`, `format.claims`, `format.zlib`.
 * Indeterminate: `signature.no-key`, `signature.unsupported-key`.
 */
export function verifyTokenStatusListJwt(
  token: string,
  options: TokenStatusListOptions,
): Promise<VerifiedStatusList> {
  const open = () => openJwt(token)
  return verifySignedStatus(open, (payload) => toList(readJwtClaims(payload), options), options)
}

/**
 * Verifies a list in the form of a CWT (§5.2). Else as {@link verifyTokenStatusListJwt}, with
 * `format.cbor` and `format.cose` in place of `format.jws` and `format.json`.
 */
export function verifyTokenStatusListCwt(
  token: Bytes,
  options: TokenStatusListOptions,
): Promise<VerifiedStatusList> {
  const open = () => openCwt(token)
  return verifySignedStatus(open, (payload) => toList(readCwtClaims(payload), options), options)
}

function openJwt(token: string): SignedStatus & { readonly message: Bytes } {
  if (token.length > MAX_JWT_CHARACTERS) throw new FormatError('format.jws', 'too long')
  const jws = decodeCompactJws(token)
  return { ...openTypedJws(jws, JWT_TYPE), message: jws.payload }
}

/** Tagged as COSE_Sign1, and as nothing else (§5.2). A MAC would need a secret that all verifiers share. */
function openCwt(token: Bytes): SignedStatus & { readonly message: Bytes } {
  const message = decodeTaggedCoseSign1(token, CBOR_LIMITS)
  const { algorithm } = readCoseHeader(message)
  const header = decodeCbor(message.protected)
  const isTyped = header instanceof Map && header.get(TYP) === CWT_TYPE
  if (!isTyped) throw new FormatError('format.header', `expected the type ${CWT_TYPE}`)
  if (!header.has(ALG)) throw new FormatError('format.header', 'alg is not protected')
  const { signature, payload } = message
  return { algorithm, signature, signedBytes: sigStructure(message), message: payload }
}

function readJwtClaims(payload: Bytes): Claims {
  const { value } = decodeJson(payload, { maxCharacters: MAX_CLAIMS_CHARACTERS })
  const list = isJsonObject(value) ? member(value, 'status_list') : undefined
  if (!isJsonObject(value) || !isJsonObject(list)) refuse('expected a status_list')
  const lst = stringMember(list, 'lst') ?? refuse('expected lst to be text')
  return {
    sub: member(value, 'sub'),
    iat: member(value, 'iat'),
    nbf: member(value, 'nbf'),
    exp: member(value, 'exp'),
    ttl: member(value, 'ttl'),
    bits: member(list, 'bits'),
    lst: decodeBase64Url(lst),
  }
}

function readCwtClaims(payload: Bytes): Claims {
  const claims = decodeCwt(payload, CBOR_LIMITS)
  const list = claims.get(CWT.list)
  if (!isMap(list)) refuse('expected claim 65533 to be a map')
  const lst = list.get('lst')
  if (!(lst instanceof Uint8Array)) refuse('expected lst to be bytes')
  return {
    sub: claims.get(CWT.sub),
    iat: claims.get(CWT.iat),
    nbf: claims.get(CWT.nbf),
    exp: claims.get(CWT.exp),
    ttl: claims.get(CWT.ttl),
    bits: list.get('bits'),
    lst,
  }
}

function toList(claims: Claims, { receivedAt }: TokenStatusListOptions): StatusList {
  const uri = requireStatusUri(claims.sub)
  const asOf = readTime(claims.iat, 'iat') ?? refuse('expected iat')
  const validFrom = readTime(claims.nbf, 'nbf')
  const ttl = readTime(claims.ttl, 'ttl') ?? Number.POSITIVE_INFINITY
  if (ttl <= 0) refuse('expected ttl to be above 0')
  const expiresAt = readTime(claims.exp, 'exp') ?? Number.POSITIVE_INFINITY
  const freshUntil = Math.min(expiresAt, (receivedAt ?? asOf) + ttl)
  const layout: StatusLayout = { bits: requireStatusBits(claims.bits), order: 'least-first' }
  const statuses = inflate(claims.lst)
  return {
    uri,
    size: countStatuses(statuses, layout),
    asOf,
    ...(validFrom !== undefined && { validFrom }),
    ...(freshUntil !== Number.POSITIVE_INFINITY && { freshUntil }),
    statusAt: (index) => toMeaning(statusAt(statuses, layout, index)),
  }
}

function inflate(compressed: Bytes): Bytes {
  const { bytes, trailing } = inflateZlib(compressed, { maxBytes: MAX_STATUS_BYTES })
  if (trailing > 0) throw new FormatError('format.zlib', 'bytes after the end')
  return bytes
}

function toMeaning(value: number | undefined): CertificateStatus | undefined {
  return value === undefined ? undefined : (MEANINGS.get(value) ?? 'other')
}

/** What is there and no number is no date (RFC 7519 §2, RFC 8392 §2). */
function readTime(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return refuse(`expected ${name} to be a number`)
}

function isMap(value: CborValue): value is CborMap {
  return value instanceof Map
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
