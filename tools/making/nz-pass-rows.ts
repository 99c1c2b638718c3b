/**
 * Vectors of NZ COVID Passes by Examplia and Utopia: texts, headers, claims, holders, keys and times.
 *
 * @module
 */

import {
  type CborMap,
  CborTag,
  type CborValue,
  type CoseSign1,
  encodeCbor,
  encodeCoseSign1,
} from '../../packages/pratique/src/codecs.ts'
import { encodeNzcp, NZCP_PREFIX } from '../../packages/pratique/src/nz-pass.ts'
import { EXAMPLIA_DID, key } from './examplia.ts'
import { cborMap, LABELS, type Plain } from './hcert.ts'
import {
  CTI,
  credential,
  type Members,
  type PassEnvelope,
  type PassSigning,
  pad,
  passClaims,
  passHeader,
  signPass,
  signPassMessage,
  toNzcp,
} from './nz-pass.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  genuine,
  notACertificate,
  notRecognised,
  outOfTime,
  type Row,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { nobodysKey, UTOPIA_DID, utopiaKey } from './utopia.ts'

const FORMAT = 'nz-pass'
const ISSUED = Date.parse('2026-01-05T08:00:00Z') / 1000
const EXPIRES = Date.parse('2027-01-05T08:00:00Z') / 1000

const CORA: Members = { givenName: 'Cora', familyName: 'Vectorova', dob: '1985-09-14' }
const RAPHAEL: Members = { givenName: 'Raphael', familyName: 'Hythlodæus', dob: '1976-05-16' }

const ENVELOPE: PassEnvelope = {
  iss: EXAMPLIA_DID,
  nbf: ISSUED,
  exp: EXPIRES,
  cti: CTI,
  vc: credential(CORA),
}

const KEY = key('all')
const SPECIMENS: Circumstances = { trust: 'specimen/trust.json' }

/** Builds the rows. */
export function nzPassRows(): readonly Row[] {
  return [
    ...texts(),
    ...messages(),
    ...headers(),
    ...claims(),
    ...credentials(),
    ...keys(),
    ...times(),
    ...specimens(),
  ]
}

function of(id: string, text: string, expect: Expectation, circumstances: Circumstances = {}): Row {
  return row(`nz-pass/${id}`, FORMAT, text, expect, circumstances)
}

function sign(envelope: PassEnvelope = {}, signing: Partial<PassSigning> = {}): string {
  return signPass(passClaims({ ...ENVELOPE, ...envelope }), { key: KEY, ...signing })
}

function signOther(subject: Plain, other: Members = {}): string {
  return sign({ vc: credential(subject, other) })
}

function texts(): readonly Row[] {
  const text = sign()
  const body = text.slice(NZCP_PREFIX.length)
  const damaged = broken('format.base32')
  return [
    of('usual', text, genuine('revocation.none-published')),
    of('with-line-end', `${text}\r\n`, genuine('content.attestation')),
    of('padded', pad(text), genuine('content.padding')),
    of('padded-too-much', `${pad(text)}========`, damaged),
    of('version-2', `NZCP:/2/${body}`, notACertificate('format.version')),
    of('version-01', `NZCP:/01/${body}`, notACertificate('format.version')),
    of('no-version', `NZCP:/${body}`, damaged),
    row('nz-pass/small-prefix', undefined, `nzcp:/1/${body}`, notACertificate('format.prefix')),
    row('nz-pass/text-before', undefined, `Pass: ${text}`, notACertificate('format.prefix')),
    of('small-letters', NZCP_PREFIX + body.toLowerCase(), damaged),
    of('text-after', `${text}?x=1`, damaged),
    of('space-after', `${text} `, damaged),
    of('cut-short', text.slice(0, 40), broken('format.cbor')),
    of('group-cut-short', text.slice(0, NZCP_PREFIX.length + 9), damaged),
    of('foreign-character', `${text.slice(0, 30)}1${text.slice(31)}`, damaged),
    of('nothing', NZCP_PREFIX, broken('format.cbor')),
    of('longer-than-any-code', NZCP_PREFIX + 'A'.repeat(4289), broken('format.length')),
  ]
}

function messages(): readonly Row[] {
  const message = signPassMessage(passClaims(ENVELOPE), { key: KEY })
  const { protected: header, unprotected, payload, signature } = message
  const parts: readonly CborValue[] = [header, unprotected, payload, signature]
  const put = (value: CborValue) => toNzcp(encodeCbor(value))
  const bad = broken('format.cose')
  const changed = (other: Partial<CoseSign1>) => encodeNzcp({ ...message, ...other })
  const forged = broken('signature.invalid')
  const after = new Uint8Array([...encodeCoseSign1(message), 0])
  return [
    of('untagged', put(parts), bad),
    of('tag-61', put(new CborTag(61, new CborTag(18, parts))), bad),
    of('tag-17', put(new CborTag(17, parts)), bad),
    of('no-signature', put(new CborTag(18, parts.slice(0, 3))), bad),
    of('payload-detached', put(new CborTag(18, [header, unprotected, null, signature])), bad),
    of('bytes-after', toNzcp(after), broken('format.cbor')),
    of('unprotected-label', changed({ unprotected: cborMap([33, 1]) }), genuine()),
    of('signature-empty', changed({ signature: new Uint8Array() }), forged),
    of('signature-zero', changed({ signature: new Uint8Array(64) }), forged),
    of('signature-flipped', changed({ signature: flip(signature) }), forged),
    of('payload-flipped', changed({ payload: flip(payload) }), forged),
    of('payload-of-another', changed({ payload: encodeCbor(otherClaims()) }), forged),
    of('payload-text', signPass(encodeCbor('pass'), { key: KEY }), broken('format.claims')),
    of('payload-empty', signPass(new Uint8Array(), { key: KEY }), broken('format.cbor')),
  ]
}

function otherClaims(): CborMap {
  return passClaims({ ...ENVELOPE, vc: credential({ ...CORA, familyName: 'Forgery' }) })
}

function headers(): readonly Row[] {
  const bad = broken('format.header')
  const kid = new TextEncoder().encode(KEY.name)
  const [alg, ES256] = [LABELS.alg, -7]
  const withHeader = (...entries: readonly (readonly [number, CborValue])[]) =>
    sign({}, { protected: cborMap(...entries) })
  return [
    of('kid-text', sign({}, { protected: passHeader(KEY, KEY.name) }), genuine()),
    of('kid-number', withHeader([LABELS.kid, 1], [alg, ES256]), bad),
    of('kid-empty', withHeader([LABELS.kid, ''], [alg, ES256]), bad),
    of('kid-missing', withHeader([alg, ES256]), bad),
    of(
      'kid-unprotected',
      sign({}, { protected: cborMap([alg, ES256]), unprotected: cborMap([LABELS.kid, kid]) }),
      bad,
    ),
    of('alg-missing', withHeader([LABELS.kid, kid]), bad),
    of(
      'alg-unprotected',
      sign({}, { protected: cborMap([LABELS.kid, kid]), unprotected: cborMap([alg, ES256]) }),
      bad,
    ),
    of('alg-es384', withHeader([LABELS.kid, kid], [alg, -35]), bad),
    of('alg-eddsa', withHeader([LABELS.kid, kid], [alg, -8]), bad),
    of('alg-text', withHeader([LABELS.kid, kid], [alg, 'ES256']), bad),
    of('crit', withHeader([LABELS.kid, kid], [alg, ES256], [LABELS.crit, [33]]), bad),
  ]
}

function claims(): readonly Row[] {
  const cases: readonly (readonly [string, PassEnvelope])[] = [
    ['no-iss', { iss: undefined }],
    ['iss-did-key', { iss: 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv' }],
    ['iss-url', { iss: 'https://examplia.pratique.example' }],
    ['no-nbf', { nbf: undefined }],
    ['nbf-text', { nbf: '2026-01-05' }],
    ['nbf-tagged', { nbf: new CborTag(1, ISSUED) }],
    ['no-exp', { exp: undefined }],
    ['exp-with-fraction', { exp: EXPIRES + 0.5 }],
    ['no-cti', { cti: undefined }],
    ['cti-of-15-bytes', { cti: CTI.slice(1) }],
    ['cti-text', { cti: 'urn:uuid:80818283-8485-4087-8889-8a8b8c8d8e8f' }],
    ['no-vc', { vc: undefined }],
    ['vc-text', { vc: 'PublicCovidPass' }],
  ]
  return [
    ...cases.map(([id, envelope]) => of(id, sign(envelope), broken('format.claims'))),
    of('claims-beside', sign({ others: [[6, ISSUED]] }), genuine('content.extra-claims')),
    of('exp-in-milliseconds', sign({ exp: EXPIRES * 1000 }), genuine('validity.milliseconds')),
  ]
}

function credentials(): readonly Row[] {
  const bad = broken('format.claims')
  const named = (id: string, other: Members, expect: Expectation) =>
    of(id, signOther({ ...CORA, ...other }), expect)
  const stating = (id: string, other: Members, expect: Expectation = bad) =>
    of(id, signOther(CORA, other), expect)
  const [first = '', second = ''] = ['https://www.w3.org/2018/credentials/v1', 'https://a.example']
  const { givenName, familyName, dob } = CORA
  return [
    stating('one-context', { '@context': [first] }, genuine()),
    stating('contexts-in-another-order', { '@context': [second, first] }),
    stating('context-text', { '@context': first }),
    stating('vc-version-2', { version: '2.0.0' }),
    stating('type-unknown', { type: ['VerifiableCredential', 'OtherPass'] }),
    stating('type-of-three', { type: ['VerifiableCredential', 'PublicCovidPass', 'Other'] }),
    stating('subject-list', { credentialSubject: [CORA] }),
    stating('vc-member-beside', { id: 'urn:x' }, genuine('content.extra-field')),
    named('subject-member-beside', { status: 'vaccinated' }, genuine('content.extra-field')),
    of('no-family-name', signOther({ givenName, dob }), genuine('content.name-part-missing')),
    named('family-name-empty', { familyName: '' }, genuine('content.empty-text')),
    named('macron', { familyName: 'Māmāngakākā' }, genuine()),
    named('macron-decomposed', { familyName: 'Ma\u0304rama' }, genuine('content.not-normalised')),
    named('name-untrimmed', { givenName: ' Cora' }, genuine('content.untrimmed')),
    named('name-of-100', { givenName: 'x'.repeat(100) }, genuine()),
    named('name-of-101', { givenName: 'x'.repeat(101) }, bad),
    of('no-given-name', signOther({ familyName, dob }), bad),
    named('given-name-blank', { givenName: ' ' }, bad),
    named('family-name-null', { familyName: null }, bad),
    of('no-dob', signOther({ givenName, familyName }), bad),
    named('dob-year', { dob: '1985' }, bad),
    named('dob-of-no-calendar', { dob: '1985-02-29' }, bad),
    named('dob-with-time', { dob: '1985-09-14T00:00:00Z' }, bad),
    named('dob-day-first', { dob: '14-09-1985' }, bad),
    named('born-1815', { dob: '1815-06-18' }, undecided(22, 'content.implausible')),
    named('born-after-nbf', { dob: '2026-02-01' }, undecided(22, 'content.implausible')),
  ]
}

function keys(): readonly Row[] {
  const by = (name: string, expect: Expectation, circumstances: Circumstances = {}) =>
    of(`key-${name}`, sign({}, { key: key(name) }), expect, circumstances)
  const imitated: PassSigning['key'] = { ...nobodysKey, name: KEY.name }
  const signed = sign({}, { key: { ...key('ed25519'), sign: KEY.sign } })
  return [
    of('key-of-nobody', sign({}, { key: nobodysKey }), notRecognised('signer.unknown')),
    of('key-imitated', sign({}, { key: imitated }), broken('signature.invalid')),
    of(
      'iss-of-another',
      sign({ iss: 'did:web:other.pratique.example' }),
      notRecognised('signer.unknown'),
    ),
    of('list-missing', sign(), undecided(20, 'signer.list-missing'), SPECIMENS),
    of('list-stale', sign(), undecided(20, 'signer.list-stale'), {
      trust: 'exercise/stale-trust.json',
    }),
    by('unauthenticated', undecided(20, 'signer.evidence')),
    of('key-ed25519', signed, broken('signature.algorithm')),
    of(
      'key-of-no-known-kind',
      sign({}, { key: { ...KEY, name: 'of-no-known-kind' } }),
      undecided(20, 'signature.unsupported-key'),
    ),
    by('tests-only', notRecognised('key-usage.not-allowed')),
    by('withdrawn', notRecognised('key-usage.withdrawn')),
    by('key-expired', outOfTime('validity.key-expired', 'validity.outlives-key')),
    by('key-not-yet', outOfTime('validity.key-not-yet')),
  ]
}

function times(): readonly Row[] {
  const at = (now: string) => ({ now })
  return [
    of('before-nbf', sign(), outOfTime('validity.not-yet'), at('2026-01-05T07:59:59Z')),
    of('at-nbf', sign(), genuine(), at('2026-01-05T08:00:00Z')),
    of('before-exp', sign(), genuine(), at('2027-01-05T07:59:59Z')),
    of('at-exp', sign(), outOfTime('validity.expired'), at('2027-01-05T08:00:00Z')),
    of('exp-before-nbf', sign({ exp: ISSUED - 1 }), outOfTime('validity.contradictory')),
    of('clock-before-list', sign(), undecided(23, 'validity.clock'), at('2025-12-31T23:59:59Z')),
    of('with-a-policy', sign(), undecided(21, 'policy.unknown'), {
      policy: { destination: 'NZ', at: '2026-06-02T00:00:00Z' },
    }),
  ]
}

function specimens(): readonly Row[] {
  const of31 = (id: string, envelope: PassEnvelope, expect: Expectation) =>
    of(
      id,
      sign({ iss: UTOPIA_DID, vc: credential(RAPHAEL), ...envelope }, { key: utopiaKey }),
      expect,
      SPECIMENS,
    )
  return [
    of31('specimen', {}, specimen('genuine')),
    of31('specimen-expired', { exp: ISSUED + 60 }, specimen('not-genuine', 'validity.expired')),
    of31('specimen-of-another', { iss: EXAMPLIA_DID }, undecided(20, 'signer.list-missing')),
  ]
}

function flip(bytes: CoseSign1['signature']): CoseSign1['signature'] {
  const flipped = bytes.slice()
  const last = flipped.length - 1
  flipped[last] = (flipped[last] ?? 0) ^ 1
  return flipped
}
