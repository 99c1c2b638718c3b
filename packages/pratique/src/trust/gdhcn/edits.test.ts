/**
 * Whatever is edited in a list, its records are those that were signed, or there are none.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { applyEdit, editOf, reverseMembers } from '../../../test/edit-json.ts'
import { makeKeys } from '../../../test/make-certificate.ts'
import { makeList, makeParticipant, toBytes, toSigner } from '../../../test/make-gdhcn.ts'
import { TAMPERINGS } from '../../../test/tamper-gdhcn.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { hashForProof, toProofOptions } from '../../jsonld/proof.ts'
import { webCrypto } from '../../keys/web-crypto.ts'
import { importGdhcnList } from './gdhcn.ts'
import { GDHCN_CONTEXTS, GDHCN_NETWORKS, type GdhcnNetwork } from './networks.ts'
import type { GdhcnImport } from './report.ts'

const RUNS = { numRuns: process.env['PRATIQUE_LONG'] ? 10_000 : 1000 }

const AUTHORITY = makeKeys()
const NAMED = { signer: AUTHORITY, issuerName: 'France SCA' } as const
const ENTRIES = [
  { certificate: makeParticipant({ keys: AUTHORITY, isCa: true }), usage: 'SCA' },
  { certificate: makeParticipant({ ...NAMED, name: 'DSC 1' }), usage: 'DSC' },
  { certificate: makeParticipant({ ...NAMED, name: 'DSC 2' }), usage: 'DSC' },
] as const

describe('a tampered list is refused', () => {
  const list = makeList('prod', ENTRIES)
  for (const [name, tamper] of Object.entries(TAMPERINGS)) {
    test(name, async () => {
      assert.equal(await importOrRefuse(tamper(list), 'prod'), undefined)
    })
  }
})

describe('edits', () => {
  test('of what RDF does not say: order, spaces, escapes, change nothing', async () => {
    const list = makeList('prod', ENTRIES)
    const expected = (await importOrRefuse(list, 'prod'))?.records
    assert.equal(expected?.length, 3)
    const methods = list['verificationMethod']
    assert.ok(Array.isArray(methods))
    const turned = { ...list, verificationMethod: methods.toReversed() }
    assert.deepEqual((await importOrRefuse(turned, 'prod'))?.records, expected)
    assert.deepEqual((await importOrRefuse(reverseMembers(list), 'prod'))?.records, expected)
    const spaced = JSON.stringify(list, undefined, 1).replaceAll('DSC', '\\u0044SC')
    const signers = [toSigner('prod')]
    const bytes = new TextEncoder().encode(spaced)
    const { records } = await importGdhcnList(bytes, { crypto: webCrypto, signers })
    assert.deepEqual(records, expected)
  })

  for (const network of GDHCN_NETWORKS) {
    test(`${network}: what leaves the proof valid leaves the records`, async (context) => {
      const list = makeList(network, ENTRIES)
      const original = await importOrRefuse(list, network)
      assert.equal(original?.records.length, 3)
      const counts = { edits: 0, taken: 0, leftValid: 0 }
      const edits = fc.array(editOf(list), { minLength: 1, maxLength: 3 })
      await fc.assert(
        fc.asyncProperty(edits, async (all) => {
          const edited = all.reduce<JsonValue>((value, edit) => applyEdit(value, edit), list)
          const imported = await importOrRefuse(edited, network)
          counts.edits++
          if (isHashLeft(list, edited)) counts.leftValid++
          if (!imported) return
          counts.taken++
          assert.deepEqual(imported, original)
        }),
        RUNS,
      )
      assert.ok(counts.taken > 0)
      assert.ok(counts.leftValid > counts.taken / 2)
      const { edits: made, taken, leftValid } = counts
      context.diagnostic(`${made} edits: hash left as it was ${leftValid}, taken ${taken}`)
    })
  }
})

/** What a list comes to; `undefined` if it is refused, with or without a reason for every key. */
async function importOrRefuse(
  list: JsonValue,
  network: GdhcnNetwork,
): Promise<GdhcnImport | undefined> {
  try {
    const signers = [toSigner(network)]
    const imported = await importGdhcnList(toBytes(list), { crypto: webCrypto, signers })
    if (imported.proof === 'verified') return imported
    assert.deepEqual([imported.records, imported.lists], [[], []])
    return undefined
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return undefined
  }
}

/** Whether a processor that drops without a word would still find the proof good. */
function isHashLeft(list: JsonObject, edited: JsonValue): boolean {
  try {
    return isJsonObject(edited) && hashOf(list) === hashOf(edited)
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return false
  }
}

function hashOf(list: JsonObject): string {
  const { proof, '@context': contexts = null } = list
  if (!isJsonObject(proof)) return ''
  const hash = hashForProof(list, toProofOptions(proof, contexts), GDHCN_CONTEXTS)
  return `${Buffer.from(hash).toString('hex')} ${String(proof['jws'])}`
}
