/**
 * What an ICVP has room and words for: the whole name in one member, and kinds of documents.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openHc1 } from '../../../test/issued/open-hc1.ts'
import { CATALOGUE, makeIssuer, makeIssuerKit } from '../../../test/made-issuer.ts'
import { NOW } from '../../../test/made-orders.ts'
import type { JsonObject } from '../../json/value.ts'

const REQUEST = { format: 'who-icvp', now: NOW } as const
const [PRODUCT = ''] = [...CATALOGUE].flatMap(([id, { disease }]) =>
  disease?.code === '1D47' ? [id] : [],
)

function of(holder: JsonObject): JsonObject {
  return {
    holder: { birthDate: '1974-08-12', ...holder },
    fact: {
      kind: 'vaccination',
      disease: 'yellow-fever',
      date: '2026-03-01',
      product: PRODUCT,
      lot: 'UT-1',
    },
  }
}

describe('a name', () => {
  const issuer = makeIssuer('who-icvp')
  const [A40, A39] = ['A'.repeat(40), 'A'.repeat(39)]
  for (const [name, holder, path] of [
    ['of 40 and 39 letters', { family: A40, given: A39 }, undefined],
    ['of 40 and 40 letters', { family: A40, given: A40 }, 'holder'],
    ['of 80 letters alone', { family: A40 + A40 }, undefined],
    ['of 81 letters alone', { given: `${A40}${A40}A` }, 'holder.given'],
    // Shorter than 80, and longer as the zone has it, which is what is written.
    ['of 30 Cyrillic letters', { family: 'Щ'.repeat(30) }, 'holder'],
    ['of a zone alone', { familyTransliterated: A40, givenTransliterated: A40 }, 'holder'],
  ] as const) {
    test(`${name} ${path === undefined ? 'is issued' : 'has no room'}`, async () => {
      const outcome = await (await issuer).issue(of(holder), REQUEST)
      const faults = 'faults' in outcome ? outcome.faults : []
      assert.deepEqual(
        faults.map((fault) => [fault.path, fault.kind]),
        path === undefined ? [] : [[path, 'too-long']],
      )
    })
  }
})

describe('the kind of a document', () => {
  for (const [documentType, type] of [
    ['passport', 'PPN'],
    ['identity-card', 'NI'],
    // No code of the table is meant for it, and another would be a false statement.
    ['other', undefined],
  ] as const) {
    test(`${documentType} is stated as ${type}`, async () => {
      const { issuer, keys, certificate } = await makeIssuerKit('who-icvp')
      const holder = { family: 'Eriksson', documentNumber: 'X1', documentType }
      const outcome = await issuer.issue(of(holder), REQUEST)
      assert.ok('issued' in outcome, JSON.stringify(outcome))
      const { certificate: read, texts } = outcome.issued
      assert.equal(read.holder.documentNumber?.value, 'X1')
      assert.equal(Object(openHc1(texts[0] ?? '', keys, certificate).payload).dt, type)
    })
  }
})
