/**
 * ICAO's visible digital seal, vaccination and test, as a format of the verifier.
 *
 * @module
 */

import type { CertificateClaims, Claims, Format, Reading } from '../../model/format.ts'
import { decodeTokenSeal, findTokenIds } from '../../model/revocation-token.ts'
import { failed, passed } from '../../outcome.ts'
import { seal } from './carrier.ts'
import { readSealClaims, type SealClaims } from './claims.ts'
import { readPayload } from './payload.ts'
import { remarkOnSeal } from './remarks.ts'
import { viewSeal } from './view.ts'

/** The visible digital seal for non-constrained environments. */
export const vdsNc: Format = {
  id: 'vds-nc',
  edition: 'Doc 9303-13, version 1',
  carrier: seal,
  open: openSeal,
}

function openSeal(given: Claims): CertificateClaims | undefined {
  if (given.kind !== 'json') return undefined
  const claims = readSealClaims(given.object)
  return {
    country: claims.country,
    usages: [claims.type],
    revocationIds: (kind) => (kind === 'token' ? findTokens(claims) : []),
    view: () => viewSeal(claims, readPayload(claims)),
    read: () => readSeal(claims),
  }
}

function findTokens(claims: SealClaims): readonly string[] {
  const { identifier } = readPayload(claims)
  return identifier === undefined ? [] : findTokenIds([identifier], decodeTokenSeal)
}

function readSeal(claims: SealClaims): Reading {
  const payload = readPayload(claims)
  const isWhole = payload.faults.length === 0
  return {
    certificate: viewSeal(claims, payload),
    content: isWhole ? passed('content') : failed('content', 'content.structure'),
    remarks: remarkOnSeal(claims, payload),
  }
}
