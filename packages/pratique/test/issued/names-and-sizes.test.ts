/**
 * Names that only a passport's zone states, names that are cut, and what a preview says of the size.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { IssuerOptions } from '../../src/issue/issuer.ts'
import type { JsonObject } from '../../src/json/value.ts'
import type { FormatId, HealthCertificate } from '../../src/model/health-certificate.ts'
import { Coverage } from '../coverage.ts'
import { factsOf } from '../issued-facts.ts'
import { createChance } from '../made-expressions.ts'
import { ISSUED_FORMATS, makeIssuer, PROFILE } from '../made-issuer.ts'
import { makeOrder, NOW } from '../made-orders.ts'

const CARD_DOSE = {
  kind: 'vaccination',
  disease: 'covid-19',
  product: { system: 'http://hl7.org/fhir/sid/cvx', code: '208' },
  date: '2026-10-01',
}
const ICVP_DOSE = { ...CARD_DOSE, product: 'a3K000000000UTOAAA', lot: 'L7A' }
const ZONE = { familyTransliterated: 'VAN<DER<MUELLEN', givenTransliterated: 'MARIANNE<LOUISE' }

describe('a name', () => {
  test('that the zone alone states is on a card in its letters', async () => {
    const { holder } = await issue('smart-health-card', ZONE, CARD_DOSE)
    assert.equal(holder.name.family?.value, 'VAN DER MUELLEN')
    assert.equal(holder.name.given?.value, 'MARIANNE LOUISE')
  })

  test('of which the zone alone states a part is whole on an ICVP', async () => {
    const { familyTransliterated } = ZONE
    const { holder } = await issue('who-icvp', { familyTransliterated, given: 'Zoë' }, ICVP_DOSE)
    assert.equal(holder.name.full?.value, 'Zoë VAN DER MUELLEN')
  })

  test('of which a part is in other letters is in those of the zone on an ICVP', async () => {
    const { familyTransliterated } = ZONE
    const { holder } = await issue('who-icvp', { familyTransliterated, given: 'Юлия' }, ICVP_DOSE)
    assert.equal(holder.name.full?.value, 'IULIIA VAN DER MUELLEN')
  })
})

describe('on a seal', () => {
  const dose = { ...CARD_DOSE, product: { system: 'ICD-11', code: 'XM68M6' }, doseNumber: 1 }

  test('a long name of the issuer is cut between characters', async () => {
    const profile = { ...PROFILE, name: 'Ministry of Health \u{1F3E5} of Utopia' }
    const certificate = await issue('vds-nc', ZONE, dose, { profile })
    assert.equal(factsOf(certificate)['statedBy'], 'Ministry of Health')
  })

  test('Greece and the United Kingdom have three letters, however the EU writes them', async () => {
    for (const [country, letters] of [
      ['EL', 'GRC'],
      ['UK', 'GBR'],
    ] as const) {
      const issuer = await makeIssuer('vds-nc')
      const order = { holder: { ...ZONE, birthDate: '1980' }, fact: { ...dose, country } }
      const outcome = await issuer.issue(order, { format: 'vds-nc', now: NOW })
      assert.ok('issued' in outcome)
      assert.ok(outcome.issued.texts[0]?.includes(`"ctr":"${letters}"`))
    }
  })
})

describe('a preview', () => {
  for (const format of ISSUED_FORMATS) {
    test(`of ${format} says what size it will have, and always the same`, async () => {
      const issuer = await makeIssuer(format)
      const [chance, coverage] = [createChance(3), new Coverage()]
      for (let run = 0; run < 50; run++) {
        const order = makeOrder(format, chance, coverage)
        const request = { format, now: NOW, purpose: 'showing' } as const
        const shown = issuer.preview(order, request)
        assert.deepEqual(issuer.preview(order, request), shown)
        const outcome = await issuer.issue(order, request)
        assert.ok('issued' in outcome && 'size' in shown)
        const off = Math.abs(outcome.issued.size.bits - shown.size.bits) / shown.size.bits
        assert.ok(off < 0.03, `off by ${Math.round(off * 100)} %`)
      }
    })
  }
})

async function issue(
  format: FormatId,
  name: JsonObject,
  fact: JsonObject,
  options: Partial<IssuerOptions> = {},
): Promise<HealthCertificate> {
  const issuer = await makeIssuer(format, options)
  const order = { holder: { ...name, birthDate: '1980' }, fact }
  const outcome = await issuer.issue(order, { format, now: NOW })
  assert.ok('issued' in outcome, JSON.stringify(outcome))
  return outcome.issued.certificate
}
