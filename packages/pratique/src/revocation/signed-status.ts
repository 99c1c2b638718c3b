/**
 * Who signed a status list, and with what: the same for every form that one comes in.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { CheckCode } from '../codes.ts'
import { FormatError, UnavailableError, UsageError } from '../errors.ts'
import { member, stringMember } from '../json/read.ts'
import type { JsonObject } from '../json/value.ts'
import { type CompactJws, encodeCompactJws, encodeSigningInput } from '../jws/compact.ts'
import {
  ALGORITHMS,
  type Algorithm,
  FITTING_ALGORITHMS,
  isSignatureLength,
} from '../keys/algorithms.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { isWeakKey, type PublicKey } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import type { StatusList } from './status-list.ts'

/** Whose signature counts. Which of them it is need not be known: what a header says is a hint. */
export interface StatusSigners {
  readonly keys: readonly PublicKey[]
  readonly crypto: CryptoPort
}

/** What became of a status list. Only `passed` has one. */
export type VerifiedStatusList =
  | { readonly status: 'passed'; readonly list: StatusList }
  | {
      readonly status: 'failed' | 'indeterminate'
      readonly code: CheckCode
      readonly reason: string
    }

export interface SignedStatus {
  readonly algorithm: Algorithm
  readonly signature: Bytes
  readonly signedBytes: Bytes
}

type Refusal = Exclude<VerifiedStatusList, { readonly status: 'passed' }>

/**
 * Verifies a list: its header is read, then its signature is checked, and only then is what it states
 * looked at.
 */
export async function verifySignedStatus<Message>(
  open: () => SignedStatus & { readonly message: Message },
  read: (message: Message) => StatusList,
  signers: StatusSigners,
): Promise<VerifiedStatusList> {
  try {
    const { message, ...signed } = open()
    const refusal = await checkSigned(signed, signers)
    return refusal ?? { status: 'passed', list: read(message) }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { status: 'failed', code: error.code, reason: error.message }
  }
}

async function checkSigned(
  { algorithm, signature, signedBytes }: SignedStatus,
  { keys, crypto }: StatusSigners,
): Promise<Refusal | undefined> {
  if (keys.length === 0) {
    const reason = 'no key was given to verify the list with'
    return { status: 'indeterminate', code: 'signature.no-key', reason }
  }
  const fitting = keys.filter(
    (key) => FITTING_ALGORITHMS[key.kind].includes(algorithm) && !isWeakKey(key),
  )
  if (fitting.length === 0) {
    const reason = 'its algorithm fits none of the keys'
    return { status: 'failed', code: 'signature.algorithm', reason }
  }
  let isUnsaid = false
  for (const key of fitting) {
    if (!isSignatureLength(key.kind, signature.length, key.modulusBits)) continue
    try {
      const prepared = await crypto.prepareKey(key)
      if (await prepared.verify(algorithm, signature, signedBytes)) return undefined
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error
      isUnsaid = true
    }
  }
  if (!isUnsaid) {
    const reason = 'none of the keys has signed it'
    return { status: 'failed', code: 'signature.invalid', reason }
  }
  const reason = 'its signature cannot be checked here'
  return { status: 'indeterminate', code: 'signature.unsupported-key', reason }
}

/**
 * Reads what a JWS says of its signature, if it is of a type.
 *
 * @param type such as `statuslist+jwt`; with `application/` before it means the same (RFC 7515 §4.1.9)
 * @throws {FormatError} `format.header` on another type, an algorithm that we do not know, such as
 *   `none` or one with a shared secret, or an extension that must be understood
 */
export function openTypedJws(jws: CompactJws, type: string): SignedStatus {
  const { header, signature, signedBytes } = jws
  const stated = stringMember(header, 'typ')
  if (stated !== type && stated !== `application/${type}`) {
    throw new FormatError('format.header', `expected the type ${type}`)
  }
  if (member(header, 'crit') !== undefined) {
    throw new FormatError('format.header', 'crit names what we do not understand')
  }
  const algorithm = ALGORITHMS.find((known) => known === member(header, 'alg'))
  if (algorithm) return { algorithm, signature, signedBytes }
  throw new FormatError('format.header', 'alg is missing or none that we know')
}

/**
 * Signs a JWS.
 *
 * @throws {UsageError} `usage.key-file` if the signer's algorithm does not fit its key
 */
export async function signTypedJws(
  header: JsonObject,
  claims: JsonObject,
  signer: SignPort,
): Promise<string> {
  requireFittingSigner(signer)
  const payload = new TextEncoder().encode(JSON.stringify(claims))
  const input = encodeSigningInput({ alg: signer.algorithm, ...header }, payload)
  return encodeCompactJws(input, await signer.sign(new TextEncoder().encode(input)))
}

/** @throws {UsageError} `usage.key-file` */
export function requireFittingSigner({ key, algorithm }: SignPort): void {
  if (FITTING_ALGORITHMS[key.kind].includes(algorithm)) return
  throw new UsageError('usage.key-file', 'expected an algorithm that fits the key, such as ES256')
}
