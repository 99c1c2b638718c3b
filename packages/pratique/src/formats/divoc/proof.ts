/**
 * The Linked Data proof of a DIVOC certificate: the suites RsaSignature2018 and Ed25519Signature2018
 * with a detached JWS (RFC 7797).
 *
 * @module
 */

import { decodeBase64Url } from '../../bytes/base64url.ts'
import { type Bytes, joinBytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { hashForProof, hashStatements, toProofOptions, withoutProof } from '../../jsonld/proof.ts'
import type { Statements } from '../../jsonld/statements.ts'
import { toQuads } from '../../jsonld/to-quads.ts'
import type { Algorithm } from '../../keys/algorithms.ts'
import type { Remark } from '../../outcome.ts'
import type { DivocClaims } from './claims.ts'
import { DIVOC_CONTEXTS, PROOF_CONTEXT } from './contexts.ts'

/** A proof whose form is right. Nothing of it is verified. */
export interface DivocProof {
  readonly algorithm: Algorithm
  readonly verificationMethod: string
  /** The header of the JWS as received: it is signed as text. */
  readonly header: string
  readonly signature: Bytes
  /** All but `jws`, under the context that the suite prescribes. */
  readonly options: JsonObject
  readonly remarks: readonly Remark[]
}

/** Which algorithms a type of proof goes with. DIVOC signs PS256; the suite itself says RS256. */
const SUITES: ReadonlyMap<string, readonly Algorithm[]> = new Map<string, readonly Algorithm[]>([
  ['RsaSignature2018', ['PS256', 'RS256']],
  ['Ed25519Signature2018', ['EdDSA']],
])

const MEMBERS: readonly string[] = ['type', 'created', 'verificationMethod', 'proofPurpose', 'jws']
const HEADER_MEMBERS: readonly string[] = ['alg', 'b64', 'crit']

/** An RSA signature of 16,384 bits has 2,731 characters. */
const MAX_JWS_LENGTH = 4096

/**
 * Reads the one proof of a document.
 *
 * @throws {FormatError} `format.proof`, or `format.header` for the header of its JWS and
 *   `format.base64url` for its signature
 */
export function readProof(document: JsonObject): DivocProof {
  const proof = member(document, 'proof')
  if (!isJsonObject(proof)) return refuse('expected one proof')
  if (!hasExactly(proof, MEMBERS)) refuse('other members than those of a proof')
  if (Object.values(proof).some((value) => typeof value !== 'string')) refuse('expected texts')
  if (proof['proofPurpose'] !== 'assertionMethod') refuse('proofPurpose is not assertionMethod')
  const verificationMethod = stringMember(proof, 'verificationMethod') ?? ''
  const [header = '', payload, signature, ...others] = splitJws(proof)
  if (payload !== '' || signature === undefined || others.length > 0) {
    refuse('jws is not a header and a signature, detached')
  }
  const algorithm = readAlgorithm(header)
  const algorithms = SUITES.get(stringMember(proof, 'type') ?? '')
  if (!algorithms) return refuse('an unknown type of proof')
  if (!algorithms.includes(algorithm)) refuse('type does not go with the algorithm')
  const remarks: Remark[] = []
  if (algorithm === 'RS256') remarks.push({ code: 'signature.legacy-algorithm', field: 'proof' })
  return {
    algorithm,
    verificationMethod,
    header,
    signature: readSignature(signature ?? '', remarks),
    options: toProofOptions(proof, PROOF_CONTEXT),
    remarks,
  }
}

/**
 * Builds what is signed: the header, a full stop, and the hashes of options and document
 * (RFC 7797 §3, Linked Data Proofs).
 *
 * @throws {FormatError} `format.proof`, `format.document` or `format.context`
 */
export function joinSignedBytes({ header, options }: DivocProof, document: Statements): Bytes {
  const proof = toQuads(options, DIVOC_CONTEXTS)
  // Such as a verification method that is no absolute IRI: whose key it is would not be signed.
  if (proof.dropped.length > 0) refuse('a member that is not signed')
  return joinSigned(header, hashStatements(document, proof))
}

/**
 * Builds what is signed of a document that no proof is made of yet.
 *
 * @param proof without `jws`
 * @param header of the JWS, as text
 * @throws {FormatError} `format.document` or `format.context`
 */
export function toSignedBytes(document: JsonObject, proof: JsonObject, header: string): Bytes {
  const options = toProofOptions(proof, PROOF_CONTEXT)
  return joinSigned(header, hashForProof(document, options, DIVOC_CONTEXTS))
}

function joinSigned(header: string, hash: Bytes): Bytes {
  return joinBytes([new TextEncoder().encode(`${header}.`), hash])
}

/**
 * Reads what is signed of a document. Only about the holder may it be less than the document: then
 * the signature can hold, and the certificate proves nothing of anybody (see the README).
 *
 * @throws {FormatError} `format.document` or `format.context`
 */
export function readStatements(claims: DivocClaims): Statements {
  const statements = toQuads(withoutProof(claims.document), DIVOC_CONTEXTS)
  if (!statements.dropped.every(({ path }) => HOLDER_PATH.test(path))) {
    throw new FormatError('format.document', 'a member that is not signed')
  }
  const { subject, evidence } = claims
  checkId(statements, '/credentialSubject/id', subject)
  checkId(statements, '/evidence/0/id', evidence)
  return statements
}

/** An identifier is signed as it is written, not as a context would complete it. */
function checkId({ statements }: Statements, path: string, object: JsonObject): void {
  const quad = statements.get(path)
  if (quad && quad.object.type === 'iri' && quad.object.value === member(object, 'id')) return
  if (quad) throw new FormatError('format.document', 'an id that a context completes')
}

const HOLDER_PATH = /^\/credentialSubject(?:\/|$)/

function splitJws(proof: JsonObject): readonly string[] {
  const jws = stringMember(proof, 'jws') ?? ''
  return jws.length > MAX_JWS_LENGTH ? [] : jws.split('.', 4)
}

/** Exactly `alg`, `b64` false and `crit` with it alone (RFC 7797 §6). */
function readAlgorithm(text: string): Algorithm {
  const header = decodeHeader(text)
  const crit = isJsonObject(header) ? member(header, 'crit') : undefined
  if (
    !isJsonObject(header) ||
    !hasExactly(header, HEADER_MEMBERS) ||
    member(header, 'b64') !== false ||
    !Array.isArray(crit) ||
    crit.length !== 1 ||
    crit[0] !== 'b64'
  ) {
    throw new FormatError('format.header', 'expected alg, b64 false and crit ["b64"]')
  }
  const name = stringMember(header, 'alg')
  const algorithm = [...SUITES.values()].flat().find((each) => each === name)
  if (algorithm === undefined) throw new FormatError('format.header', 'another alg')
  return algorithm
}

function decodeHeader(text: string) {
  try {
    return decodeJson(decodeBase64Url(text)).value
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new FormatError('format.header', 'no JSON in base64url', { cause })
  }
}

/**
 * Deviates from RFC 7515 §2: the signature may have padding, or the letters of standard Base64, with a
 * remark. It is not part of what is signed, and one that is neither is nobody's.
 */
function readSignature(text: string, remarks: Remark[]): Bytes {
  const plain = text
    .replace(/={1,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  if (plain !== text) remarks.push({ code: 'content.base64-form', field: 'proof.jws' })
  return decodeBase64Url(plain)
}

function hasExactly(object: JsonObject, names: readonly string[]): boolean {
  const own = Object.keys(object)
  return own.length === names.length && names.every((name) => Object.hasOwn(object, name))
}

function refuse(reason: string): never {
  throw new FormatError('format.proof', reason)
}
