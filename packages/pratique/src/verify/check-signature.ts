/**
 * Signer and signature: whose key made this.
 *
 * @module
 */

import { UnavailableError } from '../errors.ts'
import { isSignatureLength } from '../keys/algorithms.ts'
import type { CryptoPort, PreparedKey } from '../keys/crypto-port.ts'
import type { SignedMessage } from '../model/format.ts'
import { type Check, failed, indeterminate, passed } from '../outcome.ts'
import type { Candidate, TrustedKey, TrustStore } from '../trust/store.ts'
import { checkMissing } from './check-missing.ts'
import { findVouchedSigner } from './find-vouched-signer.ts'
import type { OpenedMessage } from './open.ts'
import type { SignerCache } from './signer-cache.ts'
import { andThen, type Soon } from './soon.ts'

/** A message that is signed. */
export type SignedOpened = OpenedMessage & { readonly message: SignedMessage }

/** What the search for the signer came to. */
export type SignatureResult =
  | {
      readonly kind: 'verified'
      readonly signature: Check
      /** The key that the signature holds under: whether it is to be trusted is still to be decided. */
      readonly verified: Candidate
    }
  | { readonly kind: 'unverified'; readonly signer: Check; readonly signature: Check }

/** Makes keys ready, each once: nothing parses a key per verification. */
export type PrepareKey = (trusted: TrustedKey) => Soon<PreparedKey>

/** Makes a {@link PrepareKey} that remembers. It holds keys, never anything of a certificate. */
export function createKeyCache(crypto: CryptoPort): PrepareKey {
  const cache = new Map<TrustedKey, Soon<PreparedKey>>()
  return (trusted) => {
    const known = cache.get(trusted)
    if (known) return known
    const prepared = crypto.prepareKey(trusted.key)
    cache.set(trusted, prepared)
    // So that a key, once ready, costs no promise; a failure stays in the cache as its rejection.
    if (prepared instanceof Promise) {
      prepared.then(
        (key) => cache.set(trusted, key),
        () => {},
      )
    }
    return prepared
  }
}

export interface SignatureContext {
  readonly trust: TrustStore
  readonly crypto: CryptoPort
  readonly prepareKey: PrepareKey
  readonly signers: SignerCache
  readonly now: number
}

/** Finds the keys that the message may be signed with, and tries them. */
export function checkSignature(
  { message, signer, carrier, content }: SignedOpened,
  context: SignatureContext,
): Soon<SignatureResult> {
  const { framework } = carrier
  const issuer = content?.claims.issuer
  if (signer && message.signer) {
    return andThen(findVouchedSigner(message.signer, signer, framework, context), (found) =>
      found.kind === 'vouched'
        ? tryKeys(message, [found.candidate], 0, NOTHING_TRIED, context)
        : withoutKey(found.signer),
    )
  }
  // The key identifier is a hint, and several keys may share it (hcert_spec §3.3.3).
  const candidates = context.trust.findKeys(framework, message.keyId, issuer)
  if (candidates.length === 0) return withoutKey(checkMissing(framework, issuer, context))
  return tryKeys(message, candidates, 0, NOTHING_TRIED, context)
}

function withoutKey(signer: Check): SignatureResult {
  return { kind: 'unverified', signer, signature: indeterminate('signature', 'signature.no-key') }
}

/** What the keys tried so far came to. */
interface Tried {
  readonly isFitting: boolean
  readonly isUnusable: boolean
}

const NOTHING_TRIED: Tried = { isFitting: false, isUnusable: false }

/** In a loop while answers come at once: a list may hold any number of keys of one identifier. */
function tryKeys(
  message: SignedMessage,
  candidates: readonly Candidate[],
  first: number,
  triedBefore: Tried,
  context: SignatureContext,
): Soon<SignatureResult> {
  let tried = triedBefore
  for (const [index, candidate] of candidates.entries()) {
    if (index < first) continue
    const answer = tryKey(message, candidate, context.prepareKey)
    if (answer instanceof Promise) {
      const soFar = tried
      return answer.then((settled) =>
        settled === 'good'
          ? toResult(candidate)
          : tryKeys(message, candidates, index + 1, note(soFar, settled), context),
      )
    }
    if (answer === 'good') return toResult(candidate)
    tried = note(tried, answer)
  }
  return { kind: 'unverified', signer: passed('signer'), signature: explainFailure(tried) }
}

function toResult(candidate: Candidate): SignatureResult {
  return { kind: 'verified', signature: passed('signature'), verified: candidate }
}

function note(tried: Tried, answer: Answer): Tried {
  return {
    isFitting: tried.isFitting || answer === 'bad',
    isUnusable: tried.isUnusable || answer === 'unusable',
  }
}

type Answer = 'good' | 'bad' | 'unusable' | 'unfit'

function tryKey(
  message: SignedMessage,
  { trusted }: Candidate,
  prepareKey: PrepareKey,
): Soon<Answer> {
  const { key } = trusted
  if (key.kind === 'unknown') return 'unusable'
  if (!trusted.algorithms.includes(message.algorithm)) return 'unfit'
  if (!isSignatureLength(key.kind, message.signature.length, key.modulusBits)) return 'bad'
  try {
    const prepared = prepareKey(trusted)
    if (prepared instanceof Promise) return prepared.then((ready) => ask(ready, message), refuse)
    return ask(prepared, message)
  } catch (error) {
    return refuse(error)
  }
}

function ask(key: PreparedKey, message: SignedMessage): Soon<Answer> {
  const isGood = key.verify(message.algorithm, message.signature, message.signedBytes)
  return andThen(isGood, toAnswer)
}

function toAnswer(isGood: boolean): Answer {
  return isGood ? 'good' : 'bad'
}

/** A key that the platform cannot use leaves the answer open; any other error is a bug. */
function refuse(error: unknown): Answer {
  if (error instanceof UnavailableError) return 'unusable'
  throw error
}

function explainFailure({ isUnusable, isFitting }: Tried): Check {
  if (isUnusable) return indeterminate('signature', 'signature.unsupported-key')
  return failed('signature', isFitting ? 'signature.invalid' : 'signature.algorithm')
}
