/**
 * Made-up lists of revoked tokens, and who signs them.
 *
 * @module
 */

import type { Bytes } from '../src/bytes/bytes.ts'
import type { SignPort } from '../src/keys/sign-port.ts'
import { toSignerId } from '../src/keys/signer-id.ts'
import type { Framework } from '../src/model/format.ts'
import {
  digestOfList,
  encodeTokenList,
  type TokenListContent,
} from '../src/revocation/token-list/content.ts'
import { signTokenDelta } from '../src/revocation/token-list/sign.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import { drawSet } from './drawn-sets.ts'
import { NOW } from './made-messages.ts'
import { makeSigner } from './make-signer.ts'

export const DAY = 86_400
export const BLOCK: number = 2 ** 17

/** Who may revoke what Utopia has signed. */
export const REVOKER: SignPort = makeSigner()

/** The first edition of a made-up list. */
export const FIRST: TokenListContent = {
  issuers: new Map<Framework, string>([['hcert', 'UT']]),
  list: 2517,
  number: 1,
  asOf: NOW - 2 * DAY,
  nextUpdate: NOW + 5 * DAY,
  coverage: { issued: BLOCK },
  revoked: Uint32Array.of(5, 700, 131_071),
}

/** The edition after another one. */
export function nextOf(
  before: TokenListContent,
  changes: Partial<TokenListContent> & { readonly also?: readonly number[] } = {},
): TokenListContent {
  const { also = [], ...others } = changes
  return {
    ...before,
    number: before.number + 1,
    previous: digestOfList(encodeTokenList(before)),
    asOf: before.asOf + DAY / 2,
    nextUpdate: before.nextUpdate + DAY / 2,
    revoked: Uint32Array.from([...before.revoked, ...also]).sort(),
    ...others,
  }
}

/** A list of ten million certificates, of which one in a hundred is revoked. */
export function makeLargeList(): TokenListContent {
  const issued = 77 * BLOCK
  return { ...FIRST, coverage: { issued }, revoked: drawSet(issued, Math.round(issued / 100)) }
}

/** Signs a delta to the edition after a list, in which so many more are revoked. */
export function signLargeDelta(base: TokenListContent, count: number): Promise<Bytes> {
  const also = drawSet(base.coverage.issued, count, { seed: 77, without: base.revoked })
  return signTokenDelta(base, nextOf(base, { also: [...also] }), REVOKER)
}

export function revokerRecord(
  { key }: SignPort = REVOKER,
  changes: Partial<TrustRecord> = {},
): TrustRecord {
  return {
    framework: 'hcert',
    environment: 'production',
    issuer: 'UT',
    keyId: toSignerId(key),
    role: 'revoker',
    key,
    algorithms: [],
    status: 'live',
    evidence: 'anchored',
    revocation: 'none',
    remarks: [],
    ...changes,
  }
}
