/**
 * NZ COVID Pass, version 1, as a format of the verifier.
 *
 * @module
 */

import type { CertificateClaims, Claims, Format, Reading, Usage } from '../../model/format.ts'
import { failed, passed } from '../../outcome.ts'
import { nzcp } from './carrier.ts'
import { type PassClaims, readPassClaims } from './claims.ts'
import { type PassPayload, readPass } from './payload.ts'
import { isImplausible } from './plausibility.ts'
import { remarkOnPass } from './remarks.ts'
import { viewPass } from './view.ts'

/** It states neither vaccination nor test nor recovery. */
const USAGES: readonly Usage[] = ['other']

/** The NZ COVID Pass. */
export const nzPass: Format = {
  id: 'nz-pass',
  edition: 'NZCP version 1',
  carrier: nzcp,
  open: openPass,
}

function openPass(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'cwt') return undefined
  const pass = readPassClaims(claims.map)
  const payload = readPass(pass.vc)
  return {
    issuer: pass.iss,
    usages: USAGES,
    notBefore: pass.nbf,
    expiresAt: pass.exp,
    // Before `exp`, not at it (NZCP "CWT Claims"; RFC 8392 §3.1.4, with RFC 7519 §4.1.4).
    isExpiryExclusive: true,
    view: () => viewPass(pass, payload),
    read: () => readAll(pass, payload),
  }
}

function readAll(pass: PassClaims, payload: PassPayload): Reading {
  return {
    certificate: viewPass(pass, payload),
    content: isImplausible(pass, payload)
      ? failed('content', 'content.implausible')
      : passed('content'),
    remarks: remarkOnPass(pass, payload),
  }
}
