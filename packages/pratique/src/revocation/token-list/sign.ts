/**
 * Editions and deltas, signed by a revocation key.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { signTyped } from '../../cose/typed-signature.ts'
import { UsageError } from '../../errors.ts'
import type { SignPort } from '../../keys/sign-port.ts'
import {
  decodeTokenDelta,
  decodeTokenList,
  digestOfList,
  encodeTokenDelta,
  encodeTokenList,
  isWithinCoverage,
  openTokenDelta,
  openTokenList,
  type TokenListContent,
} from './content.ts'
import { subtractIndices } from './index-set.ts'

/**
 * Signs an edition.
 *
 * @throws {UsageError} `usage.argument` if the content is none, or `usage.key-file`
 */
export async function signTokenList(content: TokenListContent, signer: SignPort): Promise<Bytes> {
  requireCovered(content)
  const bytes = encodeTokenList(content)
  requireReadable(() => decodeTokenList(openTokenList(bytes)))
  return signTyped('list', bytes, signer, 'attached')
}

/**
 * Signs what a later edition has beyond an earlier one, for who holds that.
 *
 * @throws {UsageError} `usage.argument` if the later one lacks an index of the earlier, or covers less
 */
export async function signTokenDelta(
  base: TokenListContent,
  next: TokenListContent,
  signer: SignPort,
): Promise<Bytes> {
  requireCovered(next)
  const isOfOne = base.list === next.list && base.number < next.number
  if (!isOfOne || subtractIndices(base.revoked, next.revoked).length > 0) {
    throw new UsageError('usage.argument', 'expected a later edition of the list, with all of it')
  }
  const { revoked: _, ...head } = next
  const bytes = encodeTokenDelta({
    ...head,
    base: { number: base.number, digest: digestOfList(encodeTokenList(base)) },
    result: digestOfList(encodeTokenList(next)),
    added: subtractIndices(next.revoked, base.revoked),
  })
  requireReadable(() => decodeTokenDelta(openTokenDelta(bytes)))
  return signTyped('delta', bytes, signer, 'attached')
}

function requireCovered({ revoked, coverage }: TokenListContent): void {
  if (isWithinCoverage(revoked, coverage)) return
  throw new UsageError('usage.argument', 'an index lies outside what the list covers')
}

/** What nobody would take is not signed. */
function requireReadable(decode: () => unknown): void {
  try {
    decode()
  } catch (cause) {
    throw new UsageError('usage.argument', 'the list cannot be as it is said to be', { cause })
  }
}
