/**
 * SMART Health Card as a format of the verifier.
 *
 * @module
 */

import type {
  CertificateClaims,
  Claims,
  Format,
  Reading,
  RevocationIdKind,
  Usage,
} from '../../model/format.ts'
import { decodeTokenRid, findTokenIds } from '../../model/revocation-token.ts'
import { type Check, failed, passed } from '../../outcome.ts'
import { shc } from './carrier.ts'
import { type CardClaims, readCardClaims } from './claims.ts'
import { type CardBundle, readBundle } from './payload.ts'
import { remarkOnCard } from './remarks.ts'
import { viewCard } from './view.ts'

/** The SMART Health Card. */
export const smartHealthCard: Format = {
  id: 'smart-health-card',
  edition: 'framework 1.4.0',
  carrier: shc,
  open: openCard,
}

function openCard(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'jwt') return undefined
  const card = readCardClaims(claims.object)
  // Read when it is asked for, and once.
  let bundle: CardBundle | undefined
  const getBundle = () => {
    bundle ??= readBundle(card.fhirBundle)
    return bundle
  }
  return {
    issuer: card.iss,
    get usages() {
      return usagesOf(getBundle())
    },
    issuedAt: card.nbf,
    notBefore: card.nbf,
    ...(card.exp !== undefined && { expiresAt: card.exp }),
    revocationIds: (kind) => listIds(kind, card),
    view: () => viewCard(card, getBundle()),
    read: () => readCard(card, getBundle()),
  }
}

function listIds(kind: RevocationIdKind, { rid }: CardClaims): readonly string[] {
  if (rid === undefined) return []
  if (kind === 'token') return findTokenIds([rid], decodeTokenRid)
  return kind === 'identifier' ? [rid] : []
}

function usagesOf({ immunizations, observations, otherTypes }: CardBundle): Usage[] {
  const usages: Usage[] = []
  if (immunizations.length > 0) usages.push('vaccination')
  if (observations.length > 0) usages.push('test')
  if (otherTypes.length > 0) usages.push('other')
  return usages
}

function readCard(card: CardClaims, bundle: CardBundle): Reading {
  const certificate = viewCard(card, bundle)
  return {
    certificate,
    content: checkContent(bundle, certificate.facts.length),
    remarks: remarkOnCard(card, bundle, certificate.facts),
  }
}

function checkContent({ fault }: CardBundle, facts: number): Check {
  if (fault) return failed('content', fault)
  return facts === 0 ? failed('content', 'content.no-fact') : passed('content')
}
