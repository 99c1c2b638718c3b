import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { detect, trimLeadingSpace } from './detect.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }

/** One text of each kind, and what it is. */
const TEXTS: readonly (readonly [text: string, name: string, carrier?: string])[] = [
  ['HC1:6BFOXN', 'hcert', 'hc1'],
  ['HC2:6BFOXN', 'hcert'],
  ['HCZ:6BFOXN', 'hcert'],
  ['shc:/567629', 'smart-health-card', 'shc'],
  ['shc:/1/2/5676', 'smart-health-card', 'shc'],
  ['SHC:/5676', 'smart-health-card', 'shc'],
  ['{"verifiableCredential":["ey"]}', 'smart-health-card', 'shc'],
  ['{"resourceType":"Parameters","parameter":[]}', 'smart-health-card', 'shc'],
  ['shlink:/eyJ1cmwi', 'smart-health-link', 'shlink'],
  ['https://viewer.example/a?b#shlink:/eyJ1cmwi', 'smart-health-link', 'shlink'],
  ['vhlink:/eyJ1cmwi', 'verifiable-health-link'],
  ['NZCP:/1/2KCE', 'nz-pass', 'nzcp'],
  ['NZCP:/2/2KCE', 'nz-pass', 'nzcp'],
  ['B64:UEsDBBQ', 'divoc', 'divoc'],
  ['b64:UEsDBBQ', 'divoc', 'divoc'],
  ['PK\u0003\u0004\u0014', 'divoc', 'divoc'],
  ['{"@context":[],"credentialSubject":{},"proof":{}}', 'divoc', 'divoc'],
  ['{"data":{"hdr":{}},"sig":{}}', 'vds-nc', 'vds-nc'],
  ['{ "sig" : { "alg": "ES256" }, "data" : {} }', 'vds-nc', 'vds-nc'],
  ['[ {"data":{},"sig":{}} ]', 'vds-nc', 'vds-nc'],
  ['{"data":{"hdr":{"t":"icao.vacc"', 'vds-nc', 'vds-nc'],
  ['CRED:BADGE:2:MEUC', 'path-check-cred'],
  ['LT1:6BFY90R10', 'ch-light-certificate'],
  ['NL2:TF%ABC', 'nl-domestic'],
  ['DC04FR0000011E6A1E6AB101FR', 'france-2d-doc'],
  ['{"version":"https://schema.openattestation.com/2.0/schema.json","data":{}}', 'openattestation'],
  ['', 'unknown'],
  ['hello', 'unknown'],
  ['shlink://eyJ1', 'smart-health-link', 'shlink'],
  ['nzcp:/1/2KCE', 'unknown'],
  ['xNZCP:/1/2KCE', 'unknown'],
  ['HC1', 'unknown'],
  ['hc1:6BF', 'unknown'],
  ['https://example.org/', 'unknown'],
  ['http://viewer.example/#shlink:/eyJ1', 'unknown'],
  ['{"isThisAVDS":false}', 'unknown'],
  ['{"x":{"data":1,"sig":2}}', 'unknown'],
  ['{"x":"\\",\\"data\\":1,\\"sig\\":"}', 'unknown'],
  ['[]', 'unknown'],
  ['[{"verifiableCredential":[]}]', 'unknown'],
  ['eyJhbGciOiJub25lIn0.e30.', 'unknown'],
]

describe('detect', () => {
  for (const [text, name, carrier] of TEXTS) {
    test(`${JSON.stringify(text.slice(0, 40))} is ${carrier ? 'carried by' : 'known as'} ${carrier ?? name}`, () => {
      const detected = detect(text)
      assert.equal(detected.name, name)
      assert.equal(detected.kind === 'carrier' ? detected.carrier : undefined, carrier)
    })
  }

  test('has an answer for any text, the same each time', () => {
    const beginnings = TEXTS.map(([text]) => text)
    const anyText = fc.tuple(
      fc.constantFrom('', '{', '[{', 'ey', '"', ...beginnings),
      fc.string({ unit: ANY_CHARACTER, maxLength: 200 }),
    )
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join('')
        assert.deepEqual(detect(text), detect(text))
      }),
      RUNS,
    )
  })

  test('takes no long for texts that begin like much and are nothing', () => {
    const long = 1_000_000
    const started = performance.now()
    for (const text of [
      `{${'"a":'.repeat(long)}`,
      `{${'['.repeat(long)}`,
      `[${' '.repeat(long)}`,
      `{"${'\\'.repeat(long)}`,
      `https://${'a'.repeat(long)}#shlink:/`,
      `ey${'A'.repeat(long)}.`,
    ]) {
      assert.equal(detect(text).kind, 'other')
    }
    assert.ok(performance.now() - started < 5000)
  })
})

test('white space and a byte order mark before a text are dropped, and none after it', () => {
  assert.equal(trimLeadingSpace('\uFEFF \r\n\u00A0HC1: \n'), 'HC1: \n')
  assert.equal(trimLeadingSpace('HC1: '), 'HC1: ')
})
