import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isSpecimenAddress } from './specimen-host.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

describe('an address of a specimen', () => {
  for (const iss of [
    'https://issuer.pratique.example',
    'https://issuer.pratique.example./cards',
    'https://ISSUER.Pratique.EXAMPLE/cards',
    'https://example.com/issuer',
    'https://cards.example.org',
    'https://issuer.test',
    'https://issuer.invalid',
    'http://localhost:8080/issuer',
    'https://cards.localhost',
    'https://127.0.0.1/issuer',
    'https://[::1]/issuer',
    'https://smarthealth.cards/examples/issuer',
    'https://spec.smarthealth.cards/examples',
    'https://spec.smarthealth.cards/examples/issuer',
    'https://uat.cards.pratique.org',
    'https://cards-uat.pratique.org/api',
    'https://api.staging2.pratique.org',
    'https://fhir_tst.pratique.org',
  ]) {
    test(iss, () => assert.equal(isSpecimenAddress(iss), true))
  }
})

describe('an address of an issuer', () => {
  for (const iss of [
    'https://cards.pratique.org',
    'https://cards.pratique.org/uat/test/examples/issuer',
    'https://www.testdirectly.pratique.org',
    'https://latest.pratique.org',
    'https://attested-cards.pratique.org',
    'https://demographics.pratique.org',
    'https://test.org',
    'https://cards.pratique.dev',
    'https://example.pratique.org',
    'https://notexample.com',
    'https://smarthealth.cards/issuer',
    'https://notsmarthealth.cards/examples/issuer',
    'https://smarthealth.cards/examplesofmine',
    'https://smarthealth.cards.pratique.org/examples/issuer',
    'https://cards.pratique.org/?https://localhost',
    'https://localhost@cards.pratique.org',
    'no address',
    '',
  ]) {
    test(iss, () => assert.equal(isSpecimenAddress(iss), false))
  }
})

test('any text is one or is not', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.string().map((text) => `https://${text}`),
  )
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(typeof isSpecimenAddress(text), 'boolean')
    }),
    RUNS,
  )
})
