/**
 * Parameters of RSASSA-PSS (RFC 4055 §3.1): what a key may be used with, and what a signature was
 * made with.
 *
 * @module
 */

import { type DerElement, readInteger, readOid } from '../der/read.ts'
import { INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts'

/** Elements of RSASSA-PSS-params as they stand. What is left out is SHA-1's (RFC 4055 §3.1). */
interface PssParameters {
  readonly hash: DerElement | undefined
  readonly maskFunction: DerElement | undefined
  readonly maskHash: DerElement | undefined
  readonly salt: DerElement | undefined
}

/** Explicit tags of the parameters: hash, mask generation, length of the salt. */
const HASH = 0xa0
const MASK = 0xa1
const SALT = 0xa2

const SHA256 = '2.16.840.1.101.3.4.2.1'
const MGF1 = '1.2.840.113549.1.1.8'
/** PS256's salt is as long as its hash (RFC 7518 §3.5). */
const SALT_BYTES = 32n

/**
 * Tells whether a key with these parameters may sign PS256 (RFC 4055 §1.2). Without any it may. The
 * length of the salt is a lower limit (RFC 4055 §3.3).
 */
export function allowsPs256(parameters: DerElement | undefined): boolean {
  if (!parameters) return true
  const read = readPssParameters(parameters)
  if (!read || !usesSha256(read)) return false
  return read.salt?.tag === INTEGER && readInteger(read.salt) <= SALT_BYTES
}

/**
 * Tells whether a signature with these parameters is one of PS256: SHA-256 for message and mask, and a
 * salt of 32 bytes (RFC 7518 §3.5). Without any it is SHA-1's.
 *
 * @throws {FormatError} `format.der` if a member holds no element, or the salt's length no INTEGER
 */
export function isPs256(parameters: DerElement | undefined): boolean {
  const read = parameters && readPssParameters(parameters)
  if (!parameters || !read) return false
  // Explicit tags, also of members that are not known, are constructed (X.690 §8.14.3).
  for (const member of parameters.children()) member.children()
  if (!usesSha256(read)) return false
  if (!hasNullOrNothing(read.hash) || !hasNullOrNothing(read.maskHash)) return false
  return read.salt !== undefined && readInteger(read.salt) === SALT_BYTES
}

/** `undefined` if they are no SEQUENCE. */
function readPssParameters(parameters: DerElement): PssParameters | undefined {
  if (parameters.tag !== SEQUENCE) return undefined
  const members = new Map(parameters.children().map((member) => [member.tag, member]))
  const [hash] = members.get(HASH)?.children() ?? []
  const [mask] = members.get(MASK)?.children() ?? []
  const [maskFunction, maskHash] = mask?.tag === SEQUENCE ? mask.children() : []
  const [salt] = members.get(SALT)?.children() ?? []
  return { hash, maskFunction, maskHash, salt }
}

function usesSha256({ hash, maskFunction, maskHash }: PssParameters): boolean {
  return isSha256(hash) && isOid(maskFunction, MGF1) && isSha256(maskHash)
}

function isSha256(identifier: DerElement | undefined): boolean {
  return identifier?.tag === SEQUENCE && isOid(identifier.children()[0], SHA256)
}

/** An AlgorithmIdentifier with NULL as parameters or without (RFC 4055 §2.1). */
function hasNullOrNothing(identifier: DerElement | undefined): boolean {
  const parameters = identifier?.children()[1]
  return parameters === undefined || parameters.tag === NULL
}

function isOid(element: DerElement | undefined, oid: string): boolean {
  return element?.tag === OBJECT_IDENTIFIER && readOid(element) === oid
}
