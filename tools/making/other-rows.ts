/**
 * Vectors of what is no certificate of ours, of several certificates together, and of the specimens.
 *
 * @module
 */

import { encodeShc } from '../../packages/pratique/src/smart-health-card.ts'
import { bundle, cardClaims, immunization, patient, signCard } from './card.ts'
import { CARD_ENVELOPE } from './card-rows.ts'
import { certificate, pcrTest, vaccination } from './dcc.ts'
import { ENVELOPE, sign } from './dcc-rows.ts'
import { CORA, EXAMPLIA, key, TIBOR } from './examplia.ts'
import { dccClaims, type Plain, signHc1 } from './hcert.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  fromFiles,
  genuine,
  notACertificate,
  notRecognised,
  outOfTime,
  type Row,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { RAPHAEL, UTOPIA, utopiaCertificate, utopiaKey } from './utopia.ts'

/** Builds the rows of texts that are none of ours. */
export function otherTextRows(): readonly Row[] {
  const unknown = notACertificate('format.prefix')
  const unsupported = notACertificate('format.unsupported')
  const of = (id: string, text: string, expect: Expectation, format?: string) =>
    row(`other/${id}`, format, text, expect)
  return [
    of('empty', '', unknown),
    of('space', ' \t\r\n', unknown),
    of('word', 'negative', unknown),
    of('address', 'https://example.org/HC1:', unknown),
    of('contact', 'BEGIN:VCARD\nVERSION:3.0\nEND:VCARD', unknown),
    of('network', 'WIFI:T:WPA;S:example;P:example;;', unknown),
    of('json', '{"verdict":"genuine"}', unknown),
    of('json-array', '[]', unknown),
    of('nul', '\0', unknown),
    of('prefix-within', 'see HC1:NCF', unknown),
    of('jws-of-something', 'eyJhbGciOiJub25lIn0', unknown),
    of('surrogate-alone', '\ud800', unknown),
    of('long', 'x'.repeat(20_000), unknown),
    of('verifiable-health-link', 'vhlink:/eyJ1cmwiOiIifQ', unsupported, 'verifiable-health-link'),
    of('path-check', 'CRED:STATUS:2:GBCQ:EXAMPLE:', unsupported, 'path-check-cred'),
    of('swiss-light', 'LT1:6BFOXN', unsupported, 'ch-light-certificate'),
    of('dutch-domestic', 'NL2:EXAMPLE', unsupported, 'nl-domestic'),
    of('2d-doc', 'DC04FR0000011E6A1E6AB101', unsupported, 'france-2d-doc'),
    of(
      'open-attestation',
      '{"version":"https://schema.openattestation.com/2.0/schema.json"}',
      unsupported,
      'openattestation',
    ),
  ]
}

/** Builds the rows of several certificates as one holder's. */
export async function togetherRows(): Promise<readonly Row[]> {
  const test = (holder: typeof CORA) =>
    sign(certificate('t', pcrTest(EXAMPLIA, 'EXERCISE/PCR'), holder))
  const dose = (holder: Plain) =>
    sign({ ...certificate('v', vaccination(EXAMPLIA, 'EXERCISE/VAC'), CORA), ...toMembers(holder) })
  const card = async (family: string, given: string, birthDate: string) => {
    const fhir = bundle(
      patient(family, given, birthDate),
      immunization('208', '2025-12-15', 'EXERCISE-1'),
    )
    return encodeShc(await signCard(cardClaims(fhir, CARD_ENVELOPE), key('cards')))
  }
  const cora = await test(CORA)
  const tibor = await test(TIBOR)
  const mismatch: Expectation = { verdict: 'refused', exitCode: 11, code: 'holder.mismatch' }
  const unclear = undecided(22, 'holder.unclear')
  const withNam = (nam: Plain) => dose({ nam })
  const expired = await sign(certificate('t', pcrTest(EXAMPLIA, 'EXERCISE/PCR'), CORA), {
    exp: (Number(ENVELOPE.iat) || 0) + 60,
  })
  const vectorova = { ...CORA.nam }
  const of = (id: string, texts: readonly string[], expect: Expectation) =>
    row(`together/${id}`, undefined, texts, expect, { together: true })
  return [
    of('same-holder', [cora, await dose({})], genuine()),
    of('same-text-twice', [cora, cora], genuine()),
    of('other-name-and-birth', [cora, tibor], mismatch),
    of('other-birth', [cora, await dose({ dob: '1985-09-15' })], mismatch),
    of('other-name', [cora, await withNam({ ...vectorova, gnt: 'CARA' })], mismatch),
    of(
      'name-in-other-capitals',
      [cora, await withNam({ ...vectorova, fn: 'VECTOROVA' })],
      genuine(),
    ),
    of('birth-year-alone', [cora, await dose({ dob: '1985' })], unclear),
    of('birth-year-alone-and-other', [cora, await dose({ dob: '1986' })], mismatch),
    of('birth-not-stated', [cora, await dose({ dob: '' })], unclear),
    of('given-name-missing', [cora, await withNam({ fn: 'Vectorova', fnt: 'VECTOROVA' })], unclear),
    of('two-formats', [cora, await card('Vectorova', 'Cora', '1985-09-14')], unclear),
    of('two-formats-other-birth', [cora, await card('Vectorova', 'Cora', '1985-09-15')], mismatch),
    of(
      'cards-of-one',
      [
        await card('Vectorova', 'Cora', '1985-09-14'),
        await card('VECTOROVA', 'CORA', '1985-09-14'),
      ],
      genuine(),
    ),
    of(
      'cards-of-two-spellings',
      [
        await card('Vectorova', 'Cora', '1985-09-14'),
        await card('Vectorowa', 'Cora', '1985-09-14'),
      ],
      unclear,
    ),
    of('one-of-three-is-another', [cora, cora, tibor], mismatch),
    of('one-is-expired', [cora, expired], outOfTime('validity.expired')),
    of('one-is-forged', [cora, await forged()], broken('signature.invalid')),
    of('one-is-no-certificate', [cora, 'negative'], notACertificate('format.prefix')),
    of('one-is-a-specimen', [cora, await specimenText()], notRecognised('signer.unknown')),
  ]
}

async function forged(): Promise<string> {
  const dcc = certificate('t', pcrTest(EXAMPLIA, 'EXERCISE/PCR'), CORA)
  const signing = { key: { ...key('all'), sign: key('tests-only').sign } }
  return signHc1(dccClaims(dcc, ENVELOPE), signing)
}

function specimenText(): string {
  const dcc = certificate('t', pcrTest(UTOPIA, 'SPECIMEN/PCR/0002'), RAPHAEL)
  return signHc1(dccClaims(dcc, ENVELOPE), { key: utopiaKey })
}

function toMembers(value: Plain): { readonly [name: string]: Plain } {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {}
}

/** Builds the rows of the specimens' files. */
export function specimenRows(): readonly Row[] {
  const alone: Circumstances = { trust: 'specimen/trust.json' }
  const both: Circumstances = { trust: ['specimen/trust.json', 'exercise/trust.json'] }
  const dcc = 'eu-dcc'
  const card = 'smart-health-card'
  const of = (id: string, format: string, expect: Expectation, circumstances = alone) =>
    fromFiles(`specimen/${id}`, format, [`specimen/${id}.txt`], expect, circumstances)
  const ofBoth = (id: string, expect: Expectation) =>
    fromFiles(`specimen/${id}-with-a-whole-list`, dcc, [`specimen/${id}.txt`], expect, both)
  const chunks = ['specimen/card-chunk-2.txt', 'specimen/card-chunk-1.txt']
  return [
    fromFiles(
      'specimen/by-its-certificate-too',
      dcc,
      ['specimen/pcr-not-detected.txt'],
      specimen('genuine'),
      {
        ...alone,
        certificates: [utopiaCertificate],
      },
    ),
    of('pcr-not-detected', dcc, specimen('genuine')),
    of('antigen-detected', dcc, specimen('genuine')),
    of('vaccination-2-of-2', dcc, specimen('genuine')),
    of('booster', dcc, specimen('genuine')),
    of('recovery', dcc, specimen('genuine')),
    of('expired', dcc, specimen('not-genuine', 'validity.expired')),
    of('broken-signature', dcc, broken('signature.invalid')),
    of('unknown-issuer', dcc, undecided(20, 'signer.list-missing')),
    of('card-vaccination', card, specimen('genuine')),
    of('card-lab', card, specimen('genuine')),
    of('card-chunk-1', card, undecided(22, 'format.chunk-missing')),
    fromFiles('specimen/card-chunks', card, chunks, specimen('genuine'), alone),
    ofBoth('pcr-not-detected', specimen('genuine')),
    ofBoth('unknown-issuer', notRecognised('signer.unknown')),
    fromFiles(
      'specimen/untrusted',
      dcc,
      ['specimen/pcr-not-detected.txt'],
      notRecognised('signer.unknown'),
    ),
    fromFiles(
      'specimen/with-a-policy',
      dcc,
      ['specimen/booster.txt'],
      specimen('undecided', 'policy.unknown'),
      {
        ...alone,
        policy: { destination: 'UT', at: '2026-06-02T00:00:00Z' },
      },
    ),
  ]
}
