/**
 * The verifier: texts and a context in, verdicts out.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { failed } from '../outcome.ts'
import { PERSONAL_USE } from '../trust/policy.ts'
import { applyPolicy } from './apply-policy.ts'
import { compareDocument } from './check-holder.ts'
import { createKeyCache } from './check-signature.ts'
import { requireContext, type VerifierOptions, type VerifyContext } from './context.ts'
import { checkForm, describe, type Findings, unread } from './findings.ts'
import { type Gathered, gather } from './gather.ts'
import { openMessage } from './open.ts'
import { createRevocationIndex } from './revocation-index.ts'
import { type Scanned, toText } from './scanned.ts'
import { createSignerCache } from './signer-cache.ts'
import type { Soon } from './soon.ts'
import { combine } from './together.ts'
import type { Verification } from './verification.ts'
import { verifyMessage } from './verify-message.ts'

/** A verification, and the positions (from 0) of the texts that it is about. */
export interface VerifiedTexts {
  readonly from: readonly number[]
  readonly verification: Verification
}

/** Several certificates taken as one holder's. */
export interface VerifiedTogether {
  /** The worst of the parts, with the `holder` check made over all of them. */
  readonly verification: Verification
  readonly parts: readonly VerifiedTexts[]
}

export interface Verifier {
  /**
   * Verifies one certificate: its text, or the texts of its chunks in any order. Several certificates
   * (of a file, say) are taken as one holder's. Whatever the texts hold, the answer is a verdict.
   *
   * @throws {UsageError} `usage.argument` if there are no texts, or `now` is no number
   */
  verify(text: Scanned | readonly Scanned[], context: VerifyContext): Promise<Verification>
  /** Verifies several texts, each on its own; chunks of one card are joined first. */
  verifyAll(texts: readonly Scanned[], context: VerifyContext): Promise<readonly VerifiedTexts[]>
  /** Verifies several certificates as one holder's. */
  verifyTogether(texts: readonly Scanned[], context: VerifyContext): Promise<VerifiedTogether>
}

interface Found {
  readonly from: readonly number[]
  readonly findings: Findings
}

/** Makes a verifier. Keys are made ready when first used, and kept; nothing else is. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { formats, trust, crypto = webCrypto, trustPolicy = PERSONAL_USE } = options
  const { policies, revocation: lists = [], maxRevocationAgeSeconds: maxAgeSeconds = {} } = options
  const revocation = createRevocationIndex(lists)
  const prepareKey = createKeyCache(crypto)
  const signers = createSignerCache()

  function find(gathered: Gathered, context: VerifyContext): Soon<Findings> {
    const { now, simulated: isSimulated = false } = context
    if (gathered.kind === 'other') {
      const { name, code } = gathered
      const format = name === 'unknown' ? {} : { format: name }
      return { checks: unread(failed('format', code)), remarks: [], lists: [], ...format }
    }
    const { carrier, assembled } = gathered
    const opened = openMessage(carrier, assembled, formats, signers)
    if (opened instanceof FormatError) {
      const ids = formats.filter((each) => each.carrier === carrier).map(({ id }) => id)
      const format = ids.length === 1 ? { format: ids[0] ?? '' } : {}
      return { checks: unread(checkForm(opened)), remarks: [], lists: [], ...format }
    }
    const signing = { trust, crypto, prepareKey, signers, now }
    const rest = { revocation, maxAgeSeconds, trustPolicy, isSimulated }
    return verifyMessage(opened, { ...signing, ...rest })
  }

  async function findAll(texts: readonly Scanned[], context: VerifyContext): Promise<Found[]> {
    requireContext(context)
    const found: Found[] = []
    for (const gathered of gather(texts.map(toText), formats)) {
      const from = gathered.kind === 'message' ? gathered.assembled.from : gathered.from
      const soon = find(gathered, context)
      const findings = soon instanceof Promise ? await soon : soon
      found.push({ from, findings: compareDocument(findings, context) })
    }
    return found
  }

  function tellTogether(found: readonly Found[], context: VerifyContext): Verification {
    const all = found.map(({ findings }) => findings)
    return describe(applyPolicy(combine(all, context), all, context, policies), context)
  }

  function tell(found: readonly Found[], context: VerifyContext): VerifiedTexts[] {
    return found.map(({ from, findings }) => {
      const applied = applyPolicy(findings, [findings], context, policies)
      return { from, verification: describe(applied, context) }
    })
  }

  async function verifyTogether(
    texts: readonly Scanned[],
    context: VerifyContext,
  ): Promise<VerifiedTogether> {
    const found = await findAll(texts, context)
    return { verification: tellTogether(found, context), parts: tell(found, context) }
  }

  return {
    async verify(text, context) {
      const texts = typeof text === 'string' || text instanceof Uint8Array ? [text] : text
      return tellTogether(await findAll(texts, context), context)
    },
    async verifyAll(texts, context) {
      return tell(await findAll(texts, context), context)
    },
    verifyTogether,
  }
}
