/**
 * Whether a bundle would be installed, and what each signature came to.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import {
  acceptBundle,
  type BundleFile,
  digestOf,
  openBundle,
  type Quorum,
  type QuorumResult,
  type QuorumSignature,
  toSignerId,
  verifyQuorum,
} from 'pratique/bundle'
import { FormatError, UsageError } from 'pratique/errors'
import { visible } from '../output/visible.ts'
import type { GivenBundle } from './bundle-file.ts'
import { type HeldState, isWhole, toHeldBundle } from './held.ts'
import { isSameQuorum } from './quorum-file.ts'

/**
 * The least number that this program takes. It goes up with a release that knows of a bundle which must
 * never come back; the publishers' own roll-back rule does not wait for that.
 */
const LEAST_NUMBER = 1

export interface Judgement {
  readonly quorum: Quorum
  readonly result: QuorumResult
  readonly installed: BundleFile | undefined
  /** Whether it is the one that is installed. */
  readonly wasInstalled: boolean
  /** Why it is refused; absent: it is not. */
  readonly refusal?: UsageError
}

/**
 * Judges a bundle by the quorum that is given, else by the one that is pinned, and against what is
 * installed.
 *
 * @throws {UsageError} `usage.quorum` if there is none
 */
export async function judge(
  { file, bytes }: GivenBundle,
  { installed, quorum: pinned }: HeldState,
  given?: Quorum,
): Promise<Judgement> {
  const quorum = given ?? pinned
  if (!quorum) {
    throw new UsageError('usage.quorum', 'no quorum is pinned here: give one with --quorum FILE')
  }
  const wasInstalled = installed !== undefined && digestOf(installed) === digestOf(file)
  const result = await verifyQuorum(file.signatures, file.signedBytes, quorum, nodeCrypto)
  const judged = { quorum, result, installed, wasInstalled }
  const held = installed && { held: toHeldBundle(installed) }
  const refusal = await refusalOf(async () => {
    await acceptBundle(file, { quorum, crypto: nodeCrypto, leastNumber: LEAST_NUMBER, ...held })
    // What cannot be opened would leave every verification without keys.
    await openBundle(bytes, { signedBy: 'nobody', crypto: nodeCrypto })
  })
  // Whoever names the next quorum was signed by the one before, and is installed all the same.
  const isOfOthers = wasInstalled && installed.manifest.nextQuorum !== undefined
  const isPinned = pinned !== undefined && isSameQuorum(quorum, pinned)
  if (!refusal || (isOfOthers && isPinned && isWhole(file))) return judged
  return { ...judged, refusal }
}

async function refusalOf(act: () => Promise<void>): Promise<UsageError | undefined> {
  try {
    await act()
    return undefined
  } catch (cause) {
    if (cause instanceof UsageError) return cause
    if (!(cause instanceof FormatError)) throw cause
    return new UsageError('usage.bundle', `the bundle is damaged: ${cause.message}`, { cause })
  }
}

const STATUS_WORDS: Readonly<Record<QuorumSignature['status'], string>> = {
  good: 'has signed',
  bad: 'BROKEN: this is no signature over this bundle',
  unsaid: 'not verified: this device cannot use the key',
  'not of the quorum': 'is not of the quorum, and counts for nothing',
}

/** A line for each signature and for each signer who has made none, and what they come to. */
export function signaturesInWords({ quorum, result }: Judgement): readonly string[] {
  const seen = new Set(result.signatures.map(({ keyId }) => keyId))
  const missing = quorum.keys.filter(({ key }) => !seen.has(toSignerId(key)))
  const { good } = result
  return [
    ...result.signatures.map(({ name, keyId, status }) =>
      line(name ?? (keyId || 'something unreadable'), STATUS_WORDS[status]),
    ),
    ...missing.map(({ name }) => line(name, 'has not signed')),
    `${good} of ${quorum.keys.length} have signed, and ${quorum.threshold} must`,
  ]
}

/** The same for JSON. */
export function signaturesToJson({ quorum, result }: Judgement): object {
  return {
    threshold: quorum.threshold,
    signers: quorum.keys.length,
    good: result.good,
    isMet: result.isMet,
    signatures: result.signatures.map(({ keyId, name, status }) => ({
      signer: keyId,
      ...(name !== undefined && { name }),
      status,
    })),
  }
}

/** What else somebody should know who looks at what changed. */
export function chainInWords(
  { manifest: { number, previous } }: BundleFile,
  installed: BundleFile | undefined,
): readonly string[] {
  const isNext = number === (installed?.manifest.number ?? Number.NaN) + 1
  if (!installed || !isNext || previous === digestOf(installed)) return []
  return ['its note of changes is against another bundle than the one that is installed']
}

function line(name: string, words: string): string {
  return `${visible(name, 40).padEnd(NAME_WIDTH)} ${words}`
}

const NAME_WIDTH = 16
