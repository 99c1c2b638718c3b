/**
 * The public SMART Health Cards that the vectors take in, and what is expected of them.
 *
 * @module
 */

import type { RemarkCode } from '../../packages/pratique/src/codes.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import {
  broken,
  type Expectation,
  genuine,
  notRecognised,
  type Row,
  revoked,
  undecided,
} from './rows.ts'

/** What is read of a row of the source. */
interface Case {
  readonly id: string
  readonly source: string
  readonly path: string
  /** One text, or the chunks of one card; absent where `input` holds the text of a file. */
  readonly qr: string | readonly string[] | null
  readonly input?: string
  readonly keys: JsonObject
  /** Seconds since the epoch. */
  readonly evalTime: number
  readonly expected: { readonly valid: boolean }
  readonly commit?: false
}

const LICENCES: readonly (readonly [string, string])[] = [
  ['smart-on-fhir/health-cards-dev-tools@', 'MIT'],
  ['vintasoftware/kill-the-clipboard@', 'MIT'],
  // What its .reuse/dep5 says of autotests/data/shc.
  ['KDE/khealthcertificate@', 'CC-BY-4.0'],
]

/** The keys and lists that most rows share. */
const SHARED_KEYS = 'smart-health-card/public-issuers.json'

const real = (...remarks: readonly RemarkCode[]): Expectation => genuine(...remarks)
const incomplete = genuine('revocation.incomplete')
/** Files of cards of different persons: each is genuine. */
const MISMATCH: Expectation = { verdict: 'refused', exitCode: 11, code: 'holder.mismatch' }

const CHOSEN: Readonly<Record<string, Expectation>> = {
  'shc-devtools-014-cards-valid-02-jws': real('content.long-card'),
  'shc-devtools-017-cards-valid-01-health-card': real(),
  'shc-devtools-021-cards-valid-01-qr-numeric': real(),
  'shc-devtools-023-cards-valid-02-qr-numeric-out-of-order': real('content.chunked'),
  'shc-devtools-024-cards-valid-03-qr-numeric': revoked(),
  'shc-devtools-025-cards-valid-1195-byte-qr-numeric': real(),
  'shc-devtools-035-cards-valid-00-health-card-w-multiple-jws': MISMATCH,
  'shc-devtools-036-cards-valid-fhir-api-health-card': real(),
  'shc-devtools-037-cards-valid-fhir-api-health-card': MISMATCH,
  'shc-devtools-038-cards-valid-fhir-api-health-card-with-optional-data': MISMATCH,
  'shc-devtools-040-cards-issuer-in-trusted-directory-ref-by-url': real(),
  'shc-devtools-052-cards-jws-w-trailing-chars': real(),
  'shc-devtools-060-cards-many-unnecessary-qr-chunks': real('content.chunked'),
  'shc-devtools-066-cards-invalid-deflate': broken('format.deflate'),
  'shc-devtools-068-cards-no-jws-header-alg': broken('format.header'),
  'shc-devtools-073-cards-crl-with-invalid-method': incomplete,
  'shc-devtools-075-cards-crl-with-invalid-rid-duplicate': real(),
  'shc-devtools-076-cards-crl-with-invalid-rid-too-long': incomplete,
  'shc-devtools-077-cards-crl-with-version-mismatch': incomplete,
  'shc-devtools-082-cards-invalid-issuer-url-trailing': broken('format.claims'),
  'shc-devtools-084-cards-invalid-qr-header': broken('format.numeric'),
  'shc-devtools-086-cards-invalid-signature': broken('signature.invalid'),
  'shc-devtools-089-cards-duplicated-qr-chunk-index': undecided(22, 'format.chunk-missing'),
  'shc-devtools-090-cards-qr-chunk-index-out-of-range': broken('format.chunks'),
  'shc-devtools-092-cards-invalid-numeric-qr-with-odd-count': broken('format.numeric'),
  'shc-devtools-095-cards-too-many-qr-segments': broken('format.numeric'),
  'shc-devtools-098-cards-invalid-jws-payload-encoding-double-stringify': broken('format.claims'),
  'shc-devtools-101-cards-der-encoded-signature': broken('signature.invalid'),
  'shc-devtools-103-cards-der-encoded-signature-r-negative': broken('signature.invalid'),
  'shc-devtools-116-cards-mismatch-kid-issuer': notRecognised('signer.unknown'),
  'shc-ktc-example-00': real(),
  'shc-ktc-example-01': real(),
  'shc-ktc-file-02': real('content.long-card'),
  'shc-ktc-file-03': real(),
  'shc-kde-example-00': real(),
}

/** Builds the rows, and the trust file that they share, out of the lines of `shc.jsonl`. */
export function importCards(lines: readonly string[]): {
  readonly rows: readonly Row[]
  readonly files: ReadonlyMap<string, string>
} {
  const cases = new Map<string, Case>()
  for (const line of lines) {
    const each: Case = JSON.parse(line)
    cases.set(each.id, each)
  }
  const chosen = Object.entries(CHOSEN).map(([id, expect]) => {
    const found = cases.get(id)
    if (!found || found.commit === false) throw new Error(`no row that may be taken: ${id}`)
    return { found, expect }
  })
  const shared = mostFrequent(chosen.map(({ found }) => JSON.stringify(found.keys)))
  return {
    rows: chosen.map(({ found, expect }) => toRow(found, expect, shared)),
    files: new Map([[SHARED_KEYS, `${JSON.stringify(JSON.parse(shared), null, 2)}\n`]]),
  }
}

function toRow(found: Case, expect: Expectation, shared: string): Row {
  const { id, source, path, qr, input, keys, evalTime, expected } = found
  if (expected.valid !== ['genuine', 'refused'].includes(expect.verdict)) {
    throw new Error(`${id} is ${expected.valid ? 'good' : 'bad'}, says its source`)
  }
  const content = qr ?? input ?? ''
  return {
    id: id.replace('shc-', 'public-card/'),
    origin: `${source} ${path}`,
    licence: licenceOf(source),
    ...(typeof content === 'string' ? { text: content } : { texts: content }),
    trust: JSON.stringify(keys) === shared ? SHARED_KEYS : keys,
    now: new Date(evalTime * 1000).toISOString().replace('.000Z', 'Z'),
    expect,
  }
}

function licenceOf(source: string): string {
  const found = LICENCES.find(([start]) => source.startsWith(start))
  if (!found) throw new Error('a source whose licence is not known here')
  return found[1]
}

function mostFrequent(texts: readonly string[]): string {
  const count = (text: string) => texts.filter((each) => each === text).length
  return texts.toSorted((a, b) => count(b) - count(a))[0] ?? ''
}
