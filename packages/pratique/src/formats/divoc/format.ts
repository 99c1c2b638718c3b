/**
 * DIVOC vaccination certificate as a format of the verifier.
 *
 * @module
 */

import type { CheckCode } from '../../codes.ts'
import type { CertificateClaims, Claims, Format, Reading } from '../../model/format.ts'
import { type Check, failed, passed } from '../../outcome.ts'
import { divocCarrier } from './carrier.ts'
import { type DivocClaims, readDivocClaims } from './claims.ts'
import { type DivocPayload, readPayload } from './payload.ts'
import { readStatements } from './proof.ts'
import { remarkOnDivoc } from './remarks.ts'
import { viewDivoc } from './view.ts'

/** The DIVOC vaccination certificate. */
export const divoc: Format = {
  id: 'divoc',
  edition: 'vaccination contexts 1 and 2',
  carrier: divocCarrier,
  open: openDivoc,
}

/** From the gravest: the first that is among the faults decides. */
const FAULTS: readonly CheckCode[] = [
  'content.structure',
  'content.ambiguous',
  'content.implausible',
]

/** What is shown of a holder. */
const HOLDER_MEMBERS: readonly string[] = ['name', 'dob']

function openDivoc(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'json') return undefined
  const divocClaims = readDivocClaims(claims.object)
  // Read when it is asked for, and once.
  let payload: DivocPayload | undefined
  const getPayload = () => {
    payload ??= readPayload(divocClaims)
    return payload
  }
  return {
    issuer: divocClaims.issuer,
    usages: ['vaccination'],
    get issuedAt() {
      return getPayload().issuedAt
    },
    view: () => viewDivoc(divocClaims.issuer, getPayload()),
    read: () => readDivoc(divocClaims, getPayload()),
  }
}

function readDivoc(claims: DivocClaims, payload: DivocPayload): Reading {
  return {
    certificate: viewDivoc(claims.issuer, payload),
    content: checkContent(claims, payload),
    remarks: remarkOnDivoc(payload),
  }
}

function checkContent(claims: DivocClaims, { faults }: DivocPayload): Check {
  if (!isHolderSigned(claims)) return failed('content', 'content.holder-unsigned')
  const fault = FAULTS.find((code) => faults.includes(code))
  return fault ? failed('content', fault) : passed('content')
}

/**
 * What is shown of the holder must be among the signed statements. It is not where the holder's `id`
 * is no absolute IRI: then every statement about the holder is left out of what is signed.
 */
function isHolderSigned(claims: DivocClaims): boolean {
  const { statements, dropped } = readStatements(claims)
  return (
    dropped.length === 0 &&
    HOLDER_MEMBERS.every(
      (name) =>
        !Object.hasOwn(claims.subject, name) || statements.has(`/credentialSubject/${name}`),
    )
  )
}
