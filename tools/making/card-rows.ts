/**
 * Vectors of SMART Health Cards by Examplia: carriers, claims, contents, revocation.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { deflatePayload } from '../../packages/pratique/src/codecs.ts'
import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import { encodeShc } from '../../packages/pratique/src/smart-health-card.ts'
import {
  bundle,
  type CardEnvelope,
  cardClaims,
  cardHeader,
  immunization,
  observation,
  patient,
  signCard,
  signPayload,
  toChunks,
  utf8,
} from './card.ts'
import { EXAMPLIA_URL, key, REVOKED, REVOKED_EARLY } from './examplia.ts'
import {
  broken,
  type Expectation,
  genuine,
  notRecognised,
  outOfTime,
  type Row,
  revoked,
  row,
  undecided,
} from './rows.ts'

export const CARD_ISSUED: number = Date.parse('2026-01-05T08:00:00Z') / 1000
const EXPIRES = Date.parse('2027-01-05T08:00:00Z') / 1000

export const HOLDER: JsonObject = patient('Vectorova', 'Cora', '1985-09-14')
export const DOSE: JsonObject = immunization('208', '2025-12-15', 'EXERCISE-1')
export const LAB: JsonObject = observation('2026-01-04T09:30:00Z')
export const DOSES: JsonObject = bundle(HOLDER, DOSE)
export const CARD_ENVELOPE: CardEnvelope = { iss: EXAMPLIA_URL, nbf: CARD_ISSUED }
export const CLAIMS: JsonObject = cardClaims(DOSES, CARD_ENVELOPE)

const PLACE: JsonObject = { resourceType: 'Location', status: 'active' }
const ALLERGY: JsonObject = { resourceType: 'AllergyIntolerance', criticality: 'low' }

const KEY = key('cards')
const FORMAT = 'smart-health-card'

/** Builds the rows. */
export async function cardRows(): Promise<readonly Row[]> {
  return [
    ...(await carriers()),
    ...(await claims()),
    ...(await contents()),
    ...(await faultyContents()),
    ...(await revocations()),
  ]
}

function of(id: string, text: string | readonly string[], expect: Expectation): Row {
  return row(`card/${id}`, FORMAT, text, expect)
}

async function carriers(): Promise<readonly Row[]> {
  const jws = await signCard(CLAIMS, KEY)
  const lab = await signCard(cardClaims(bundle(HOLDER, LAB), CARD_ENVELOPE), KEY)
  const text = encodeShc(jws)
  const [first = '', second = '', third = ''] = toChunks(jws, 3)
  const file = (...cards: readonly JsonValue[]) => JSON.stringify({ verifiableCredential: cards })
  const parameters = (...cards: readonly JsonValue[]) =>
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        ...cards.map((valueString) => ({ name: 'verifiableCredential', valueString })),
        { name: 'resourceLink', part: [] },
      ],
    })
  const payload = utf8(JSON.stringify(CLAIMS))
  const deflated = await deflatePayload(payload)
  const withMark = await deflatePayload(Uint8Array.of(0xef, 0xbb, 0xbf, ...payload))
  const trailing = Uint8Array.of(...deflated, 1, 2, 3, 4, 5, 6, 7, 8)
  const chunked = genuine('content.chunked')
  return [
    of('qr-vaccination', text, genuine()),
    of('qr-lab', encodeShc(lab), genuine()),
    of('jws', jws, genuine()),
    of('jws-with-line-end', `${jws}\n`, genuine()),
    of('qr-with-space-around', `  ${text}\r\n`, genuine()),
    of('chunks', [first, second, third], chunked),
    of('chunks-in-another-order', [third, first, second], chunked),
    of('chunk-given-twice', [first, second, first, third], chunked),
    of('chunk-one-of-one', text.replace('shc:/', 'shc:/1/1/'), chunked),
    of('file', file(jws), genuine()),
    of('file-of-two', file(jws, lab), genuine()),
    of('file-with-space', `\n  ${file(` ${jws}\n`)}\n`, genuine()),
    of('parameters', parameters(jws), genuine()),
    of(
      'typed-header',
      encodeShc(await signCard(CLAIMS, KEY, { ...cardHeader(KEY), typ: 'JWT' })),
      genuine(),
    ),
    of(
      'foreign-header',
      await signCard(CLAIMS, KEY, { ...cardHeader(KEY), jku: 'https://example.org', jwk: {} }),
      genuine(),
    ),
    of('byte-order-mark', signPayload(withMark, KEY), genuine('content.byte-order-mark')),
    of('bytes-after-the-stream', signPayload(trailing, KEY), genuine('content.trailing-bytes')),
    of('long', await signCard(longClaims(), KEY), genuine('content.long-card')),
    of('spaced-json', await spaced(), genuine()),
  ]
}

/** Lot numbers that no compressor makes short. */
function longClaims(): JsonObject {
  const doses = Array.from({ length: 12 }, (_, i) =>
    immunization('208', `2025-0${1 + (i % 9)}-1${i % 10}`, lotNumber(i)),
  )
  return cardClaims(bundle(HOLDER, ...doses), CARD_ENVELOPE)
}

function lotNumber(seed: number): string {
  return createHash('sha256').update(String(seed)).digest('base64url')
}

async function spaced(): Promise<string> {
  return signPayload(await deflatePayload(utf8(JSON.stringify(CLAIMS, null, 2))), KEY)
}

async function claims(): Promise<readonly Row[]> {
  const bad = broken('format.claims')
  const withClaims = (other: object): JsonObject => ({ ...CLAIMS, ...other })
  const withVc = (other: object): JsonObject => ({ ...CLAIMS, vc: { ...vcOf(CLAIMS), ...other } })
  const from = (envelope: Partial<CardEnvelope>) =>
    cardClaims(DOSES, { ...CARD_ENVELOPE, ...envelope })
  const without = (name: string): JsonObject =>
    Object.fromEntries(Object.entries(CLAIMS).filter(([member]) => member !== name))
  const subject = { fhirVersion: '4.0.1', fhirBundle: DOSES }
  const cases: readonly (readonly [string, JsonObject, Expectation])[] = [
    ['nbf-with-fraction', from({ nbf: CARD_ISSUED + 0.764656 }), genuine()],
    ['nbf-to-come', from({ nbf: EXPIRES }), outOfTime('validity.not-yet')],
    ['nbf-in-milliseconds', from({ nbf: CARD_ISSUED * 1000 }), outOfTime('validity.not-yet')],
    ['exp-to-come', from({ exp: EXPIRES }), genuine()],
    ['exp-passed', from({ exp: CARD_ISSUED + 60 }), outOfTime('validity.expired')],
    ['exp-before-nbf', from({ exp: CARD_ISSUED - 60 }), outOfTime('validity.contradictory')],
    ['exp-in-milliseconds', from({ exp: EXPIRES * 1000 }), genuine('validity.milliseconds')],
    [
      'more-types',
      withVc({
        type: [
          'VerifiableCredential',
          'https://smarthealth.cards#health-card',
          'https://smarthealth.cards#covid19',
        ],
      }),
      genuine(),
    ],
    ['claims-beside', withClaims({ aud: 'all', iat: 1 }), genuine()],
    ['no-iss', without('iss'), bad],
    ['iss-http', from({ iss: 'http://examplia.pratique.example' }), bad],
    ['iss-with-slash', from({ iss: `${EXAMPLIA_URL}/` }), bad],
    ['iss-with-query', from({ iss: `${EXAMPLIA_URL}?a=b` }), bad],
    [
      'iss-of-nobody',
      from({ iss: 'https://nobody.pratique.example' }),
      notRecognised('signer.unknown'),
    ],
    [
      'iss-in-capitals',
      from({ iss: 'https://EXAMPLIA.pratique.example' }),
      notRecognised('signer.unknown'),
    ],
    ['no-nbf', without('nbf'), bad],
    ['nbf-text', withClaims({ nbf: '2026-01-05' }), bad],
    ['exp-text', withClaims({ exp: '2027-01-05' }), bad],
    ['exp-null', withClaims({ exp: null }), bad],
    ['no-vc', without('vc'), bad],
    ['no-type', withVc({ type: ['VerifiableCredential'] }), bad],
    ['type-text', withVc({ type: 'https://smarthealth.cards#health-card' }), bad],
    ['no-subject', withVc({ credentialSubject: null }), bad],
    ['no-fhir-version', withVc({ credentialSubject: { fhirBundle: DOSES } }), bad],
    ['no-bundle', withVc({ credentialSubject: { fhirVersion: '4.0.1' } }), bad],
    ['bundle-text', withVc({ credentialSubject: { ...subject, fhirBundle: 'Bundle' } }), bad],
    ['rid-of-25-characters', from({ rid: 'r'.repeat(25) }), bad],
    ['rid-with-dot', from({ rid: 'r.1' }), bad],
    ['rid-empty', from({ rid: '' }), bad],
    ['rid-number', withVc({ rid: 7 }), bad],
  ]
  return Promise.all(
    cases.map(async ([id, card, expect]) =>
      of(`claims-${id}`, encodeShc(await signCard(card, KEY)), expect),
    ),
  )
}

async function contents(): Promise<readonly Row[]> {
  const entry = (fullUrl: string, resource: JsonObject) => ({ fullUrl, resource })
  const longUrls = {
    ...bundle(),
    entry: [entry('https://example.org/Patient/1', HOLDER), entry('resource:1', DOSE)],
  }
  const verified = {
    ...HOLDER,
    meta: { security: [{ system: 'https://smarthealth.cards/ial', code: 'IAL2' }] },
  }
  const quantity = {
    ...LAB,
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '0' }] },
  }
  const cases: readonly (readonly [string, JsonObject, Expectation])[] = [
    ['both-kinds', bundle(HOLDER, DOSE, LAB), genuine()],
    ['identity-assured', bundle(verified, DOSE), genuine()],
    ['full-urls', longUrls, genuine('content.not-minified')],
    ['ids', bundle({ ...HOLDER, id: 'p1' }, DOSE), genuine('content.not-minified')],
    ['no-patient', bundle(DOSE), genuine('content.name-part-missing')],
    ['place-beside', bundle(HOLDER, DOSE, PLACE), genuine()],
    ['other-resource', bundle(HOLDER, DOSE, ALLERGY), genuine('content.unknown-resource')],
    ['other-resource-alone', bundle(HOLDER, ALLERGY), genuine('content.unknown-resource')],
    ['not-done', bundle(HOLDER, { ...DOSE, status: 'not-done' }), genuine('content.status')],
    ['preliminary', bundle(HOLDER, { ...LAB, status: 'preliminary' }), genuine('content.status')],
    ['result-unknown', bundle(HOLDER, quantity), genuine()],
    [
      'occurrence-in-words',
      bundle(HOLDER, without(DOSE, 'occurrenceDateTime', { occurrenceString: 'last winter' })),
      genuine(),
    ],
    [
      'two-names',
      bundle(
        {
          ...HOLDER,
          name: [
            { family: 'A', given: ['B'] },
            { family: 'Vectorova', given: ['Cora'], use: 'official' },
          ],
        },
        DOSE,
      ),
      genuine(),
    ],
    ['document', { ...DOSES, type: 'document' }, genuine()],
  ]
  return Promise.all(cases.map(([id, fhir, expect]) => contentRow(id, fhir, expect)))
}

async function faultyContents(): Promise<readonly Row[]> {
  const fhir = undecided(22, 'content.fhir')
  const concept = (vaccineCode: JsonValue): JsonObject => bundle(HOLDER, { ...DOSE, vaccineCode })
  const cases: readonly (readonly [string, JsonObject, Expectation])[] = [
    ['two-patients', bundle(HOLDER, HOLDER, DOSE), undecided(22, 'content.several-entries')],
    ['no-fact', bundle(HOLDER), undecided(22, 'content.no-fact')],
    ['place-alone', bundle(HOLDER, PLACE), undecided(22, 'content.no-fact')],
    ['no-entries', { resourceType: 'Bundle', type: 'collection', entry: [] }, fhir],
    ['no-bundle', { ...DOSES, resourceType: 'List' }, fhir],
    ['entry-without-resource', { ...DOSES, entry: [{ fullUrl: 'resource:0' }] }, fhir],
    ['resource-without-type', bundle({ name: [{ family: 'A' }] }, DOSE), fhir],
    ['concept-in-words', concept({ text: 'COVID-19 vaccine' }), fhir],
    ['coding-without-code', concept({ coding: [{ system: 'http://hl7.org/fhir/sid/cvx' }] }), fhir],
    ['no-coding', concept({ coding: [] }), fhir],
    ['no-occurrence', bundle(HOLDER, without(DOSE, 'occurrenceDateTime')), fhir],
    ['two-occurrences', bundle(HOLDER, { ...DOSE, occurrenceString: 'last winter' }), fhir],
    ['empty-text', bundle(HOLDER, { ...DOSE, lotNumber: '' }), fhir],
    ['empty-object', bundle({ ...HOLDER, contact: [{}] }, DOSE), fhir],
    ['empty-array', bundle({ ...HOLDER, address: [] }, DOSE), fhir],
    [
      'assurance-unreadable',
      bundle({ ...HOLDER, meta: { security: [{ level: 'IAL2' }] } }, DOSE),
      fhir,
    ],
    ['test-without-code', bundle(HOLDER, without(LAB, 'code')), fhir],
  ]
  return Promise.all(cases.map(([id, bad, expect]) => contentRow(`fault-${id}`, bad, expect)))
}

async function contentRow(id: string, fhir: JsonObject, expect: Expectation): Promise<Row> {
  const jws = await signCard(cardClaims(fhir, CARD_ENVELOPE), KEY)
  return of(`content-${id}`, encodeShc(jws), expect)
}

async function revocations(): Promise<readonly Row[]> {
  const missing = undecided(20, 'revocation.list-missing')
  const issue = (name: string, envelope: Partial<CardEnvelope>) =>
    signCard(cardClaims(DOSES, { ...CARD_ENVELOPE, ...envelope }), key(name))
  const cases: readonly (readonly [string, string, Partial<CardEnvelope>, Expectation])[] = [
    ['not-listed', 'cards', { rid: 'not-listed' }, genuine()],
    ['listed', 'cards', { rid: REVOKED }, revoked()],
    ['listed-in-capitals', 'cards', { rid: REVOKED.toUpperCase() }, genuine()],
    ['listed-for-those-before', 'cards', { rid: REVOKED_EARLY }, revoked()],
    [
      'listed-for-those-before-issued-later',
      'cards',
      { rid: REVOKED_EARLY, nbf: Date.parse('2026-02-01T00:00:00Z') / 1000 },
      genuine(),
    ],
    [
      'listed-for-those-before-a-fraction',
      'cards',
      { rid: REVOKED_EARLY, nbf: Date.parse('2026-02-01T00:00:00Z') / 1000 - 0.25 },
      revoked(),
    ],
    ['no-identifier', 'cards', {}, genuine()],
    ['listed-and-expired', 'cards', { rid: REVOKED, exp: CARD_ISSUED + 60 }, revoked()],
    ['list-missing', 'cards-list-missing', { rid: 'any' }, missing],
    [
      'list-incomplete',
      'cards-list-incomplete',
      { rid: 'any' },
      undecided(20, 'revocation.list-gap'),
    ],
    ['list-incomplete-and-listed', 'cards-list-incomplete', { rid: REVOKED }, revoked()],
    [
      'listed-under-another-key',
      'cards-none-published',
      { rid: REVOKED },
      genuine('revocation.none-published'),
    ],
  ]
  return Promise.all(
    cases.map(async ([id, name, envelope, expect]) =>
      of(`revocation-${id}`, encodeShc(await issue(name, envelope)), expect),
    ),
  )
}

function without(object: JsonObject, name: string, other: JsonObject = {}): JsonObject {
  const kept = Object.entries(object).filter(([member]) => member !== name)
  return { ...Object.fromEntries(kept), ...other }
}

function vcOf({ vc }: JsonObject): object {
  return typeof vc === 'object' && vc !== null ? vc : {}
}
