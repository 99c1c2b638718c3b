/**
 * The proof of a list of the GDHCN: JsonWebSignature2020, a detached JWS over the canonical form.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../../bytes/bytes.ts'
import { FormatError, UnavailableError } from '../../errors.ts'
import { member } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { hashStatements, toProofOptions, withoutProof } from '../../jsonld/proof.ts'
import { isSafe, type Statements } from '../../jsonld/statements.ts'
import { RDF_TYPE } from '../../jsonld/terms.ts'
import { toQuads } from '../../jsonld/to-quads.ts'
import { decodeCompactJws } from '../../jws/compact.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { verifySignature } from '../../keys/verify-signature.ts'
import type { GdhcnDocument } from './document.ts'
import { GDHCN_CONTEXTS, type GdhcnNetwork } from './networks.ts'

/** Who signs the lists of a network: a key of the WHO that is online, and not the trust anchor. */
export interface GdhcnSigner {
  readonly network: GdhcnNetwork
  /** P-256. */
  readonly key: PublicKey
  /**
   * Whether it is known where the key comes from, apart from the lists. One that was recovered from
   * their signatures finds damage and authenticates nothing.
   */
  readonly isOriginRecorded: boolean
}

/** `unchecked`: no signer's key of the network was given. */
export type ProofStatus = 'verified' | 'failed' | 'unchecked'

export interface ProofResult {
  readonly status: ProofStatus
  /** Who made it, if it is verified. */
  readonly signer?: GdhcnSigner
  /** Whether the signature is in DER, where a JWS has r‖s (RFC 7518 §3.4). */
  readonly isDer: boolean
}

/** Where the length says r‖s. */
const RAW_BYTES = 64

/** Of an entry: its link, type, controller, key, domain, participant and usage. */
const STATEMENTS_OF_ENTRY = 7
/** Of the document: its controller. */
const STATEMENTS_OF_DOCUMENT = 1
/** All members but the JWS. */
const STATEMENTS_OF_PROOF = 5

const KEY_NODE = 'https://w3id.org/security#JsonWebKey2020'

/**
 * Verifies the proof, by any of the signers of the document's network.
 *
 * @throws {FormatError} if the document says anything that the proof does not cover, or the JWS has
 * another form
 */
export async function verifyGdhcnProof(
  document: GdhcnDocument,
  signers: readonly GdhcnSigner[],
  crypto: CryptoPort,
): Promise<ProofResult> {
  const { signedBytes, signature } = readJws(document.jws)
  const data = joinBytes([signedBytes, hashCovered(document)])
  const own = signers.filter(({ network, key }) => {
    return network === document.names.network && key.kind === 'P-256'
  })
  // One whose origin is recorded says more of the same signature.
  const inOrder = own.toSorted((a, b) => Number(b.isOriginRecorded) - Number(a.isOriginRecorded))
  for (const signer of inOrder) {
    if (await isRaw(signature, data, signer.key, crypto)) {
      return { status: 'verified', signer, isDer: false }
    }
    if (await isDer(signature, data, signer.key, crypto)) {
      return { status: 'verified', signer, isDer: true }
    }
  }
  return { status: own.length > 0 ? 'failed' : 'unchecked', isDer: false }
}

/**
 * What is signed behind the header.
 *
 * The statements are counted: a member that is in none, or an entry that others read as none, would be
 * shown without being covered.
 */
function hashCovered({ json, proof, entries, names }: GdhcnDocument): Bytes {
  const document = toQuads(withoutProof(json), GDHCN_CONTEXTS)
  const options = toQuads(toProofOptions(proof, names.contexts), GDHCN_CONTEXTS)
  const expected = entries.length * STATEMENTS_OF_ENTRY + STATEMENTS_OF_DOCUMENT
  requireCovered(document, expected)
  requireCovered(options, STATEMENTS_OF_PROOF)
  const nodes = document.quads.filter(({ predicate, object }) => {
    return predicate === RDF_TYPE && object.type === 'iri' && object.value === KEY_NODE
  })
  if (nodes.length !== entries.length) refuse('there are not as many entries as keys')
  return hashStatements(document, options)
}

function requireCovered(statements: Statements, expected: number): void {
  if (!isSafe(statements)) refuse('a part is in no statement')
  if (statements.quads.length !== expected) refuse('there are not as many statements as members')
}

/** Of a detached JWS with an unencoded payload (RFC 7797 §6), the one header that is known. */
function readJws(jws: string): { readonly signedBytes: Bytes; readonly signature: Bytes } {
  const { header, payload, signedBytes, signature } = decodeCompactJws(jws)
  if (payload.length > 0) refuse('the JWS is not detached')
  if (!isKnownHeader(header)) refuse('the JWS has another header')
  return { signedBytes, signature }
}

function isKnownHeader(header: JsonObject): boolean {
  const critical = member(header, 'crit')
  return (
    Object.keys(header).length === 3 &&
    member(header, 'alg') === 'ES256' &&
    member(header, 'b64') === false &&
    Array.isArray(critical) &&
    critical.length === 1 &&
    critical[0] === 'b64'
  )
}

async function isRaw(
  signature: Bytes,
  data: Bytes,
  key: PublicKey,
  crypto: CryptoPort,
): Promise<boolean> {
  if (signature.length !== RAW_BYTES) return false
  try {
    return await (await crypto.prepareKey(key)).verify('ES256', signature, data)
  } catch (error) {
    if (error instanceof UnavailableError) return false
    throw error
  }
}

/** As in a certificate: SEQUENCE { r, s } (RFC 3279 §2.2.3). */
async function isDer(
  value: Bytes,
  data: Bytes,
  key: PublicKey,
  crypto: CryptoPort,
): Promise<boolean> {
  return (await verifySignature({ algorithm: 'ES256', value }, data, key, crypto)) === true
}

function refuse(reason: string): never {
  throw new FormatError('format.proof', reason)
}
