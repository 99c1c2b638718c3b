/**
 * Parameters of RSASSA-PSS (RFC 4055 §3.1): what a key may be used with, and what a signature was
 * made with.
 *
 * @module
 */

import { type DerElement, readInteger, readOid } from '../der/read.ts'
import { INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts'
import type { Algorithm } from './algorithms.ts'

/** Elements of RSASSA-PSS-params as they stand. What is left out is SHA-1's (RFC 4055 §3.1). */
interface PssParameters {
  readonly hash: DerElement | undefined
  readonly maskFunction: DerElement | undefined
  readonly maskHash: DerElement | undefined
  readonly salt: DerElement | undefined
  readonly trailer: DerElement | undefined
}

/** Explicit tags of the parameters: hash, mask generation, length of the salt, trailer. */
const HASH = 0xa0
const MASK = 0xa1
const SALT = 0xa2
const TRAILER = 0xa3

const SHA256 = '2.16.840.1.101.3.4.2.1'
const MGF1 = '1.2.840.113549.1.1.8'
/** PS256's salt is as long as its hash (RFC 7518 §3.5). */
const SALT_BYTES = 32n

/** Hashes of RFC 4055 §2.1 and the bytes of their salts. */
const SIGNATURES: readonly {
  readonly algorithm: Algorithm
  readonly oid: string
  readonly saltBytes: bigint
}[] = [
  { algorithm: 'PS256', oid: SHA256, saltBytes: SALT_BYTES },
  { algorithm: 'PS384', oid: '2.16.840.1.101.3.4.2.2', saltBytes: 48n },
  { algorithm: 'PS512', oid: '2.16.840.1.101.3.4.2.3', saltBytes: 64n },
]

/**
 * Tells whether a key with these parameters may sign PS256 (RFC 4055 §1.2). Without any it may. The
 * length of the salt is a lower limit (RFC 4055 §3.3).
 */
export function allowsPs256(parameters: DerElement | undefined): boolean {
  if (!parameters) return true
  const read = readPssParameters(parameters)
  if (!read || !usesHash(read, SHA256)) return false
  return read.salt?.tag === INTEGER && readInteger(read.salt) <= SALT_BYTES
}

/**
 * Tells which algorithm a signature with these parameters is of: one hash for message and mask, and a
 * salt as long as the hash (RFC 7518 §3.5). Without parameters it is SHA-1's, which has no name here.
 *
 * @throws {FormatError} `format.der` if a member holds no element, or the salt's length no INTEGER
 */
export function readPssAlgorithm(parameters: DerElement | undefined): Algorithm | undefined {
  const read = parameters && readPssParameters(parameters)
  if (!parameters || !read) return undefined
  // Explicit tags, also of members that are not known, are constructed (X.690 §8.14.3).
  for (const member of parameters.children()) member.children()
  const found = SIGNATURES.find(({ oid }) => usesHash(read, oid))
  if (!found || !hasNullOrNothing(read.hash) || !hasNullOrNothing(read.maskHash)) return undefined
  const isSalt = read.salt !== undefined && readInteger(read.salt) === found.saltBytes
  return isSalt && isUsualTrailer(read.trailer) ? found.algorithm : undefined
}

/** `undefined` if they are no SEQUENCE. */
function readPssParameters(parameters: DerElement): PssParameters | undefined {
  if (parameters.tag !== SEQUENCE) return undefined
  const members = new Map(parameters.children().map((member) => [member.tag, member]))
  const [hash] = members.get(HASH)?.children() ?? []
  const [mask] = members.get(MASK)?.children() ?? []
  const [maskFunction, maskHash] = mask?.tag === SEQUENCE ? mask.children() : []
  const [salt] = members.get(SALT)?.children() ?? []
  const [trailer] = members.get(TRAILER)?.children() ?? []
  return { hash, maskFunction, maskHash, salt, trailer }
}

function usesHash({ hash, maskFunction, maskHash }: PssParameters, oid: string): boolean {
  return isHash(hash, oid) && isOid(maskFunction, MGF1) && isHash(maskHash, oid)
}

function isHash(identifier: DerElement | undefined, oid: string): boolean {
  return identifier?.tag === SEQUENCE && isOid(identifier.children()[0], oid)
}

/** trailerFieldBC, and no other is supported (RFC 4055 §3.1). */
function isUsualTrailer(trailer: DerElement | undefined): boolean {
  return trailer === undefined || (trailer.tag === INTEGER && readInteger(trailer) === 1n)
}

/** An AlgorithmIdentifier with NULL as parameters or without (RFC 4055 §2.1). */
function hasNullOrNothing(identifier: DerElement | undefined): boolean {
  const parameters = identifier?.children()[1]
  return parameters === undefined || parameters.tag === NULL
}

function isOid(element: DerElement | undefined, oid: string): boolean {
  return element?.tag === OBJECT_IDENTIFIER && readOid(element) === oid
}
