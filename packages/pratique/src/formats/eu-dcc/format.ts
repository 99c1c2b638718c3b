/**
 * EU Digital COVID Certificate, schema 1.0.0–1.3.x, as a format of the verifier.
 *
 * @module
 */

import { hc1 } from '../../cose/hc1.ts'
import { hasSeveralCertificates } from '../../cose/hcert-claims.ts'
import { type StatedUci, toRevocationIds } from '../../cose/revocation-ids.ts'
import { untagged } from '../../model/cbor-members.ts'
import { isCountry } from '../../model/countries.ts'
import type {
  CertificateClaims,
  Claims,
  Domain,
  Format,
  Reading,
  Usage,
} from '../../model/format.ts'
import { decodeTokenUvci, findTokenIds } from '../../model/revocation-token.ts'
import { type Check, failed, passed } from '../../outcome.ts'
import { type DccClaims, readDccClaims } from './claims.ts'
import { type DccPayload, type Fault, readPayload } from './payload.ts'
import { findImplausible } from './plausibility.ts'
import { remarkOnDcc } from './remarks.ts'
import { GROUPS, type Group } from './schema.ts'
import { viewDcc } from './view.ts'

/** What a key must be allowed to sign, by group (hcert_spec §A.2, extended key usage). */
const USAGES: Readonly<Record<Group, Usage>> = { v: 'vaccination', t: 'test', r: 'recovery' }

/** Of the two the second is the name that the WHO’s specification has for the same. */
const DOMAINS: readonly Domain[] = ['DCC', 'DDCC']

/** The EU Digital COVID Certificate. */
export const euDcc: Format = {
  id: 'eu-dcc',
  edition: 'schema 1.0.0–1.3.x',
  carrier: hc1,
  open: openDcc,
}

function openDcc(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'cwt') return undefined
  const dcc = readDccClaims(claims.map)
  if (!dcc) return undefined
  return {
    usages: usagesOf(dcc),
    domains: DOMAINS,
    ...countryOf(dcc),
    // Both are required (hcert_spec §3.3.5, §3.3.6): what is absent is unreadable.
    issuedAt: dcc.iat ?? Number.NaN,
    expiresAt: dcc.exp ?? Number.NaN,
    ...(dcc.nbf !== undefined && { notBefore: dcc.nbf }),
    revocationIds: (kind, message) =>
      kind === 'token'
        ? findTokenIds(listUcis(dcc), ({ uci }) => decodeTokenUvci(uci))
        : toRevocationIds(kind, message, () => listUcis(dcc)),
    view: () => viewDcc(dcc, readPayload(dcc.dcc)),
    read: () => readDcc(dcc),
  }
}

/** Two letters (hcert_spec §3.3.1). Issuers that write anything else name no country. */
function countryOf({ iss = '' }: DccClaims): { readonly country?: string } {
  const country = iss.trim().toUpperCase()
  return isCountry(country) ? { country } : {}
}

/** Every group that is there, so that a key meant for one of two vouches for neither. */
function usagesOf({ dcc }: DccClaims): Usage[] {
  const usages: Usage[] = []
  for (const group of GROUPS) {
    const entries = dcc.get(group)
    if (Array.isArray(entries) && entries.length > 0) usages.push(USAGES[group])
  }
  return usages
}

/** Of every entry of every group: several leave the certificate undecided, and none sets it free. */
function listUcis({ dcc, iss }: DccClaims): StatedUci[] {
  const ucis: StatedUci[] = []
  for (const group of GROUPS) {
    const entries = dcc.get(group)
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (!(entry instanceof Map)) continue
      const [uci, co] = [untagged(entry.get('ci')), entry.get('co')]
      if (typeof uci !== 'string') continue
      ucis.push({ uci, countries: [iss, typeof co === 'string' ? co : undefined] })
    }
  }
  return ucis
}

function readDcc(claims: DccClaims): Reading {
  const payload = readPayload(claims.dcc)
  return {
    certificate: viewDcc(claims, payload),
    content: checkContent(claims, payload),
    remarks: remarkOnDcc(claims, payload),
  }
}

function checkContent(claims: DccClaims, payload: DccPayload): Check {
  const { faults } = payload
  if (hasSeveralCertificates(claims) || faults.some(isAboutEntries)) {
    return failed('content', 'content.several-entries')
  }
  if (faults.length > 0) return failed('content', 'content.structure')
  if (findImplausible(payload, claims.iat).length > 0)
    return failed('content', 'content.implausible')
  return passed('content')
}

function isAboutEntries({ kind }: Fault): boolean {
  return kind === 'several-groups' || kind === 'several-entries'
}
