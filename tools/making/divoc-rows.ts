/**
 * Vectors of DIVOC certificates by Examplia: what they state, what is odd, and every way known to say
 * something else under the same signature.
 *
 * @module
 */

import { encodeB64 } from '../../packages/pratique/src/divoc.ts'
import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import {
  CONTEXTS,
  type DivocParts,
  type DivocSigning,
  divocArchive,
  divocDocument,
  divocProof,
  EVIDENCE,
  toHeader,
} from './divoc.ts'
import { EXAMPLIA_DIVOC, key } from './examplia.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  genuine,
  notRecognised,
  outOfTime,
  type Row,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { toRecord, writeTrustFile } from './trust-file.ts'

const KEY = key('ed25519')
const RSA = key('rsa-2048')

const DOCUMENT = divocDocument()
const SIGNED = signed(DOCUMENT)
const TEXT = JSON.stringify(SIGNED)
const BYTES = new TextEncoder().encode(TEXT)
const UNCONFIRMED = `${EXAMPLIA_DIVOC}vaccine/undefined`

/** Builds the rows. */
export function divocRows(): readonly Row[] {
  return [
    ...carriers(),
    ...texts(),
    ...stated(),
    ...faulty(),
    ...exchanged(),
    ...shapes(),
    ...values(),
    ...proofs(),
    ...signers(),
  ]
}

function of(id: string, text: string, expect: Expectation, others: Circumstances = {}): Row {
  return row(`divoc/${id}`, 'divoc', text, expect, others)
}

/** A document with a proof of its own. */
function signed(document: JsonObject, signing: Partial<DivocSigning> = {}): JsonObject {
  return { ...document, proof: divocProof(document, { key: KEY, ...signing }) }
}

function carriers(): readonly Row[] {
  const archive = divocArchive(BYTES)
  const deflated = divocArchive(BYTES, { isDeflated: true })
  const odd = (text: string) => encodeB64(divocArchive(new TextEncoder().encode(text)))
  return [
    of('b64', encodeB64(archive), genuine('revocation.none-published')),
    of('b64-deflated', encodeB64(deflated), genuine()),
    of('b64-line-end', `${encodeB64(archive)}\r\n`, genuine()),
    of('archive-as-latin-1', Buffer.from(archive).toString('latin1'), genuine()),
    of('bare', TEXT, genuine()),
    of('bare-indented', JSON.stringify(SIGNED, null, 2), genuine()),
    of(
      'b64-in-small-letters',
      `b64:${encodeB64(archive).slice(4)}`,
      genuine('content.prefix-case'),
    ),
    of('byte-order-mark', odd(`\ufeff${TEXT}`), genuine('content.byte-order-mark')),
    of('space-around', odd(` ${TEXT}\n`), genuine('content.surrounding-space')),
  ]
}

function texts(): readonly Row[] {
  const text = encodeB64(divocArchive(BYTES))
  const latin1 = Buffer.from(divocArchive(BYTES)).toString('latin1')
  const named = (name: string) => encodeB64(divocArchive(BYTES, { name }))
  const bomb = divocArchive(new Uint8Array(60 * 1024).fill(0x20), { isDeflated: true })
  return [
    of('b64-url', `${text.slice(0, 40)}-_${text.slice(42)}`, broken('format.base64')),
    of('b64-cut', text.slice(0, -3), broken('format.base64')),
    of('b64-empty', 'B64:', broken('format.zip')),
    of('b64-long', `B64:${'A'.repeat(90_000)}`, broken('format.length')),
    of('no-archive', 'B64:bm90IGEgemlw', broken('format.zip')),
    of('archive-beyond-latin-1', `${latin1}\u0394`, broken('format.zip')),
    of('archive-of-another-name', named('cert.json'), broken('format.zip')),
    of('archive-of-a-folder', named('a/certificate.json'), broken('format.zip')),
    of('archive-cut', encodeB64(divocArchive(BYTES).subarray(0, 700)), broken('format.zip')),
    of('archive-bomb', encodeB64(bomb), broken('format.zip')),
    of('archive-not-json', encodeB64(divocArchive(BYTES.subarray(1))), broken('format.json')),
    of(
      'twice-a-member',
      TEXT.replace('{', '{"issuer":"https://a.example/",'),
      broken('format.json'),
    ),
    of('array', encodeB64(divocArchive(new TextEncoder().encode('[]'))), broken('format.document')),
  ]
}

/** What the issuer states, and what is odd about it. */
function stated(): readonly Row[] {
  const cases: readonly (readonly [string, DivocParts, Expectation])[] = [
    ['dates-basic', { evidence: { date: '20251215', effectiveStart: '20251214' } }, genuine()],
    ['dose-2-of-2', { evidence: { dose: 2 } }, genuine()],
    ['no-doses', { evidence: { dose: '', totalDoses: '' } }, genuine()],
    ['no-period', { evidence: { effectiveStart: '', effectiveUntil: '' } }, genuine()],
    ['id-of-digits', { evidence: { id: UNCONFIRMED } }, genuine()],
    ['brand-twice', { evidence: { vaccine: 'Moderna', manufacturer: 'Moderna' } }, genuine()],
    ['doses-text', { evidence: { dose: '1', totalDoses: '2' } }, genuine('content.text-number')],
    ['doses-many', { evidence: { totalDoses: 12 } }, genuine('content.dose-count')],
    ['vaccine-unknown', { evidence: { vaccine: 'Exemplivax' } }, genuine('content.unknown-code')],
    ['dob-year', { subject: { dob: '1985' } }, genuine('content.partial-birth-date')],
    ['dob-words', { subject: { dob: 'May 1985' } }, genuine('content.unreadable-date')],
    ['dob-time', { subject: { dob: '1985-09-14T00:00:00Z' } }, genuine('content.date-time')],
    ['name-untrimmed', { subject: { name: ' Cora ' } }, genuine('content.untrimmed')],
    ['name-decomposed', { subject: { name: 'Co\u0301ra' } }, genuine('content.not-normalised')],
    ['name-long', { subject: { name: 'Cora'.repeat(30) } }, genuine('content.long-text')],
  ]
  return cases.map(([id, parts, expect]) => of(id, sign(parts), expect))
}

/** What is signed well, and nobody can rely on. */
function faulty(): readonly Row[] {
  const structure = undecided(22, 'content.structure')
  const ambiguous = undecided(22, 'content.ambiguous')
  const implausible = undecided(22, 'content.implausible')
  const unsigned = undecided(22, 'content.holder-unsigned')
  const cases: readonly (readonly [string, DivocParts, Expectation])[] = [
    ['holder-id-empty', { subject: { id: '' } }, unsigned],
    ['holder-id-with-space', { subject: { id: 'did:Passport:a b' } }, unsigned],
    ['holder-id-relative', { subject: { id: 'person-1' } }, unsigned],
    ['name-empty', { subject: { name: '' } }, structure],
    ['vaccine-empty', { evidence: { vaccine: '' } }, structure],
    ['period-absent', { evidence: { effectiveStart: undefined } }, structure],
    ['dose-in-words', { evidence: { dose: 'first' } }, structure],
    ['dose-3-of-2', { evidence: { dose: 3 } }, ambiguous],
    ['dose-of-nothing', { evidence: { totalDoses: '' } }, ambiguous],
    ['date-in-words', { evidence: { date: 'in December' } }, ambiguous],
    ['date-after-issue', { evidence: { date: '2026-02-01' } }, ambiguous],
    ['words-unknown', { evidence: { vaccine: 'Abc', manufacturer: 'Def' } }, ambiguous],
    ['lot-and-id-of-digits', { evidence: { id: UNCONFIRMED, batch: '202101001' } }, ambiguous],
    ['born-1815', { subject: { dob: '1815-06-18' } }, implausible],
    ['born-after-issue', { subject: { dob: '2026-03-01' } }, implausible],
  ]
  return [
    ...cases.map(([id, parts, expect]) => of(id, sign(parts), expect)),
    of(
      'issued-in-words',
      sign({ root: { issuanceDate: 'today' } }),
      outOfTime('validity.unreadable'),
    ),
    of(
      'issued-later',
      sign({ root: { issuanceDate: '2026-09-01T00:00:00Z' } }),
      outOfTime('validity.not-yet'),
    ),
  ]
}

function sign(parts: DivocParts): string {
  return JSON.stringify(signed(divocDocument(parts)))
}

/** The proof of one document on another. */
function moved(from: DivocParts, to: DivocParts): string {
  const proof = divocProof(divocDocument(from), { key: KEY })
  return JSON.stringify({ ...divocDocument(to), proof })
}

/** Values in the members of others: the signature holds, as far as it covers them. */
function exchanged(): readonly Row[] {
  const groups: readonly (readonly string[])[] = [
    ['dose', 'totalDoses'],
    ['date', 'effectiveStart', 'effectiveUntil'],
    ['certificateId', 'batch', 'vaccine', 'manufacturer', 'icd11Code'],
  ]
  const pairs = groups.flatMap((group) =>
    group.flatMap((one, at) => group.slice(at + 1).map((other) => ({ one, other }))),
  )
  const ambiguous = undecided(22, 'content.ambiguous')
  const { date, effectiveStart, effectiveUntil } = EVIDENCE
  const turned = (a?: JsonValue, b?: JsonValue, c?: JsonValue): string =>
    moved({}, { evidence: { date: a, effectiveStart: b, effectiveUntil: c } })
  const unsigned = undecided(22, 'content.holder-unsigned')
  const renamed = (id: string): string =>
    moved({ subject: { id } }, { subject: { id, name: 'Tibor Testworth', dob: '1961-01-30' } })
  const twice = { evidence: { dose: 2 } }
  return [
    ...pairs.map(({ one, other }) => {
      const evidence = { [one]: EVIDENCE[other], [other]: EVIDENCE[one] }
      return of(`exchanged-${one}-${other}`, moved({}, { evidence }), ambiguous)
    }),
    of('dates-turned', turned(effectiveStart, effectiveUntil, date), ambiguous),
    of('dates-turned-back', turned(effectiveUntil, date, effectiveStart), ambiguous),
    of('total-left-out', moved(twice, { evidence: { dose: 2, totalDoses: undefined } }), ambiguous),
    of('renamed-under-empty-id', renamed(''), unsigned),
    of('renamed-under-id-with-space', renamed('did:Passport:a b'), unsigned),
  ]
}

type Shape = readonly [id: string, parts: DivocParts, expect: Expectation]

/** Other shapes under a proof that was made for the usual one. */
function shapes(): readonly Row[] {
  const { vaccine, manufacturer, ...rest } = EVIDENCE
  const { id, type } = EVIDENCE
  const parts: readonly Shape[] = [
    ['doses-in-array', { evidence: { dose: [1, 2] } }, broken('format.document')],
    ['array-of-one', { evidence: { vaccine: ['COVISHIELD'] } }, broken('format.document')],
    ['member-null', { evidence: { batch: null } }, broken('format.document')],
    ['member-beside', { subject: { title: 'Admiral' } }, broken('format.document')],
    ['member-at-id', { subject: { '@id': 'did:examplia:2' } }, broken('format.document')],
    ['member-iri', { subject: { 'https://schema.org/name': 'X' } }, broken('format.document')],
    ['context-inside', { subject: { '@context': {} } }, broken('format.document')],
    ['value-object', { subject: { name: { '@value': 'X' } } }, broken('format.document')],
    ['evidence-relative', { evidence: { id: 'vaccine/1' } }, broken('format.document')],
    ['one-id-for-two', { subject: { id: EVIDENCE['id'] } }, broken('format.document')],
    [
      'evidence-in-two',
      {
        root: {
          evidence: [rest, { id: id ?? '', type: type ?? '', ...pick(vaccine, manufacturer) }],
        },
      },
      broken('format.document'),
    ],
    ...contextShapes(),
  ]
  return parts.map(([name, to, expect]) => of(name, moved({}, to), expect))
}

/** Other values under a proof that was made for the usual ones. */
function values(): readonly Row[] {
  const parts: readonly Shape[] = [
    [
      'number-as-text',
      { subject: { address: { postalCode: '176207' } } },
      broken('signature.invalid'),
    ],
    ['another-name', { subject: { name: 'Tibor Testworth' } }, broken('signature.invalid')],
    ['another-birth-date', { subject: { dob: '1986-09-14' } }, broken('signature.invalid')],
    ['another-result', { evidence: { vaccine: 'COVAXIN' } }, broken('signature.invalid')],
  ]
  return [
    ...parts.map(([name, to, expect]) => of(name, moved({}, to), expect)),
    of(
      'name-composed',
      moved({ subject: { name: 'Co\u0301ra' } }, { subject: { name: 'C\u00f3ra' } }),
      broken('signature.invalid'),
    ),
  ]
}

function contextShapes(): readonly Shape[] {
  const [credentials = '', vaccination = ''] = CONTEXTS
  return [
    [
      'context-inline',
      { root: { '@context': [...CONTEXTS, { x: 'y' }] } },
      broken('format.context'),
    ],
    [
      'context-third',
      { root: { '@context': [...CONTEXTS, vaccination] } },
      broken('format.context'),
    ],
    [
      'context-order',
      { root: { '@context': [vaccination, credentials] } },
      broken('format.context'),
    ],
    [
      'context-unknown',
      { root: { '@context': [credentials, 'https://evil.example/v1'] } },
      broken('format.context'),
    ],
  ]
}

function pick(vaccine: JsonValue = '', manufacturer: JsonValue = ''): JsonObject {
  return { vaccine, manufacturer }
}

function proofs(): readonly Row[] {
  const proof = divocProof(DOCUMENT, { key: KEY })
  const [header = '', , signature = ''] = String(proof['jws']).split('.')
  const withProof = (value: JsonValue): string => JSON.stringify({ ...DOCUMENT, proof: value })
  const withJws = (jws: string): string => withProof({ ...proof, jws })
  const bad = broken('format.proof')
  return [
    of('ps256', JSON.stringify(signed(DOCUMENT, { key: RSA, algorithm: 'PS256' })), genuine()),
    of(
      'rs256',
      JSON.stringify(signed(DOCUMENT, { key: RSA, algorithm: 'RS256' })),
      genuine('signature.legacy-algorithm'),
    ),
    of('signature-padded', withJws(`${header}..${signature}==`), genuine('content.base64-form')),
    of('no-proof', JSON.stringify(DOCUMENT), bad),
    of('two-proofs', withProof([proof, proof]), bad),
    of('proof-in-array', withProof([proof]), bad),
    of('proof-with-nonce', withProof({ ...proof, nonce: 'x' }), bad),
    of('proof-with-context', withProof({ ...proof, '@context': {} }), bad),
    of('proof-of-another-purpose', withProof({ ...proof, proofPurpose: 'authentication' }), bad),
    of('proof-of-another-type', withProof({ ...proof, type: 'RsaSignature2018' }), bad),
    of('proof-of-an-unknown-type', withProof({ ...proof, type: 'JsonWebSignature2020' }), bad),
    of('proof-method-relative', withProof({ ...proof, verificationMethod: 'key-1' }), bad),
    of('jws-not-detached', withJws(`${header}.e30.${signature}`), bad),
    of('jws-foreign-letter', withJws(`${header}..!${signature}`), broken('format.base64url')),
    ...proofHeaders((value) => withJws(`${toHeader(value)}..${signature}`)),
    of(
      'proof-created-later',
      withProof({ ...proof, created: '2026-02-05T08:00:00Z' }),
      broken('signature.invalid'),
    ),
    of('signature-of-zeros', withJws(`${header}..${'A'.repeat(86)}`), broken('signature.invalid')),
    of(
      'signature-cut',
      withJws(`${header}..${signature.slice(0, 43)}`),
      broken('signature.invalid'),
    ),
  ]
}

function proofHeaders(withHeader: (value: JsonObject) => string): readonly Row[] {
  const badHeader = broken('format.header')
  return [
    of('header-alg-none', withHeader({ alg: 'none', b64: false, crit: ['b64'] }), badHeader),
    of('header-alg-hmac', withHeader({ alg: 'HS256', b64: false, crit: ['b64'] }), badHeader),
    of('header-without-b64', withHeader({ alg: 'EdDSA' }), badHeader),
    of('header-b64-true', withHeader({ alg: 'EdDSA', b64: true, crit: ['b64'] }), badHeader),
    of(
      'header-with-kid',
      withHeader({ alg: 'EdDSA', b64: false, crit: ['b64'], kid: '1' }),
      badHeader,
    ),
    of('header-crit-more', withHeader({ alg: 'EdDSA', b64: false, crit: ['b64', 'x'] }), badHeader),
  ]
}

function signers(): readonly Row[] {
  const elsewhere = divocDocument({ root: { issuer: 'https://elsewhere.pratique.example/' } })
  const method = { verificationMethod: 'did:pratique:nobody' }
  const rsaMethod = { verificationMethod: 'did:pratique:rsa-2048' }
  const of2 = (environment: 'test' | 'exercise') =>
    ({
      framework: 'divoc',
      environment,
      issuer: EXAMPLIA_DIVOC,
      name: 'Utopia (specimen)',
      list: 'utopia',
    }) as const
  const list = { framework: 'divoc', name: 'utopia', isSigned: false }
  const content = (record: JsonObject): JsonObject =>
    JSON.parse(writeTrustFile({ lists: [list], records: [record] }))
  const test = content(toRecord(KEY, of2('test')))
  const withdrawn = content(toRecord(KEY, of2('exercise'), { status: 'withdrawn' }))
  return [
    of('specimen', TEXT, specimen('genuine'), { trust: test }),
    of('key-withdrawn', TEXT, notRecognised('key-usage.withdrawn'), { trust: withdrawn }),
    of(
      'key-unknown',
      JSON.stringify(signed(DOCUMENT, { proof: method })),
      notRecognised('signer.unknown'),
    ),
    of('issuer-elsewhere', JSON.stringify(signed(elsewhere)), notRecognised('signer.unknown')),
    of(
      'key-of-another-kind',
      JSON.stringify(signed(DOCUMENT, { proof: rsaMethod })),
      broken('signature.algorithm'),
    ),
    of('trust-absent', TEXT, undecided(20, 'signer.list-missing'), { trust: [] }),
  ]
}
