/**
 * WHO Digital Documentation of COVID-19 Certificates, vaccination and test, as a format of the
 * verifier.
 *
 * @module
 */

import { hc1 } from '../../cose/hc1.ts'
import { toPeriod } from '../../cose/hcert-claims.ts'
import { type StatedUci, toRevocationIds } from '../../cose/revocation-ids.ts'
import { toCountry, toIssuerCountry } from '../../model/country-codes.ts'
import type { CertificateClaims, Claims, Domain, Format, Reading } from '../../model/format.ts'
import { decodeTokenUvci, findTokenIds } from '../../model/revocation-token.ts'
import { type Check, failed, passed } from '../../outcome.ts'
import { type DdccClaims, readDdccClaims } from './claims.ts'
import { type DdccPayload, readPayload } from './payload.ts'
import { findImplausible } from './plausibility.ts'
import { remarkOnDdcc } from './remarks.ts'
import { countryOf, viewDdcc } from './view.ts'

/** Participants who came from the EU’s network have keys of its domain alone. */
const DOMAINS: readonly Domain[] = ['DDCC', 'DCC']

/** The WHO DDCC: under sub-claims 3 and 4, and bare. */
export const whoDdcc: Format = {
  id: 'who-ddcc',
  edition: 'DDCC:VS and DDCC:TR core data sets, 2021–2022',
  carrier: hc1,
  open: openDdcc,
}

function openDdcc(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'cwt') return undefined
  const ddcc = readDdccClaims(claims.map)
  if (!ddcc) return undefined
  const payload = readPayload(ddcc.ddcc, ddcc.group)
  return {
    usages: payload.groups,
    domains: DOMAINS,
    ...toIssuerCountry(ddcc.iss),
    ...toPeriod(ddcc),
    revocationIds: (kind, message) =>
      kind === 'token'
        ? findTokenIds(payload.hcids, decodeTokenUvci)
        : toRevocationIds(kind, message, () => listIds(ddcc, payload)),
    view: () => viewDdcc(ddcc, payload),
    read: () => readDdcc(ddcc, payload),
  }
}

/** The certificate identifier of a DDCC is its `hcid`. */
function listIds({ iss }: DdccClaims, { hcids, entry }: DdccPayload): StatedUci[] {
  const written = countryOf(entry)
  const country = written === undefined ? undefined : toCountry(written)
  return hcids.map((uci) => ({ uci, countries: [iss, written, country] }))
}

function readDdcc(claims: DdccClaims, payload: DdccPayload): Reading {
  return {
    certificate: viewDdcc(claims, payload),
    content: checkContent(claims, payload),
    remarks: remarkOnDdcc(claims, payload),
  }
}

function checkContent(claims: DdccClaims, payload: DdccPayload): Check {
  const { faults } = payload
  if (claims.hasSeveral || faults.some(({ kind }) => kind === 'several-entries')) {
    return failed('content', 'content.several-entries')
  }
  if (faults.length > 0) return failed('content', 'content.structure')
  if (findImplausible(payload, claims.iat).length > 0) {
    return failed('content', 'content.implausible')
  }
  return passed('content')
}
