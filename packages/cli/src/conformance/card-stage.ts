/**
 * The stage at which a verification failed, in the words of conformance rows.
 *
 * @module
 */

import type { Verification } from 'pratique/verify'

/** Verdicts that say "accepted at that stage", for rows that only ask whether a card is good. */
const POSITIVE: ReadonlySet<string> = new Set(['accepted', 'genuine', 'more-needed', 'refused'])

const STAGES: Readonly<Record<string, string>> = {
  'format.unsupported': 'unsupported',
  'format.not-asked': 'unsupported',
  'format.version': 'unsupported',
  'format.prefix': 'decode',
  'format.length': 'decode',
  'format.base32': 'decode',
  'format.base45': 'decode',
  'format.base64url': 'decode',
  'format.numeric': 'decode',
  'format.chunks': 'decode',
  'format.chunk-missing': 'decode',
  'format.file': 'decode',
  'format.jws': 'decode',
  'format.cbor': 'decode',
  'format.cose': 'decode',
  'format.zlib': 'decompress',
  'format.deflate': 'decompress',
  'format.header': 'header',
  'format.json': 'payload',
  'format.claims': 'payload',
  'content.fhir': 'fhir',
}

/** The check that a code belongs to, where the code itself is no stage. */
const STAGES_OF_CHECKS: Readonly<Record<string, string>> = {
  signer: 'trust',
  'key-usage': 'trust',
  signature: 'signature',
  validity: 'time',
  revocation: 'revocation',
  content: 'semantic',
}

const STAGES_OF_REMARKS: Readonly<Record<string, string>> = {
  'revocation.incomplete': 'revocation',
  'content.not-minified': 'lint',
  'content.chunked': 'lint',
  'content.long-card': 'lint',
  'content.status': 'lint',
  'content.byte-order-mark': 'lint',
  'content.trailing-bytes': 'lint',
  'content.surrounding-space': 'lint',
  'validity.milliseconds': 'lint',
}

export interface StageAnswer {
  readonly valid: boolean
  /** What failed first, or for a good card what was remarked on. */
  readonly stage: string | null
}

/** Whether a verification is positive; for a specimen, the verdict inside counts. */
export function isPositive(verification: Verification): boolean {
  const { verdict } = verification
  return POSITIVE.has(verdict === 'specimen' ? verification.as : verdict)
}

/** Sums a verification up as a row's answer. A `detect` row asks what a text is, not where it broke. */
export function stageOf(verification: Verification, kind: string): StageAnswer {
  if (isPositive(verification)) {
    return { valid: true, stage: stageOfRemarks(verification.remarks.map(({ code }) => code)) }
  }
  if (kind === 'detect') return { valid: false, stage: 'unsupported' }
  return { valid: false, stage: stageOfCode(verification.code ?? '') }
}

/** The stage that a code stands for. */
export function stageOfCode(code: string): string | null {
  return STAGES[code] ?? STAGES_OF_CHECKS[code.split('.')[0] ?? ''] ?? null
}

/** The stage that the first telling remark stands for. */
export function stageOfRemarks(codes: readonly string[]): string | null {
  for (const code of codes) {
    const stage = STAGES_OF_REMARKS[code]
    if (stage !== undefined) return stage
  }
  return null
}
