/**
 * Edits of the published lists. To canonicalise one of 501 keys takes a third of a second, so that `npm
 * test` edits a part of each list, signed anew by a key of ours, a thousand times, and the whole list a
 * few dozen times. `npm run test:long` does ten thousand of both.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { applyEdit, editOf } from '../../../test/edit-json.ts'
import {
  entriesOf,
  importPublished,
  readPublished,
  noCorpus as skip,
} from '../../../test/gdhcn-corpus.ts'
import { signDocument, toBytes, toSigner } from '../../../test/make-gdhcn.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto } from '../../keys/web-crypto.ts'
import { importGdhcnList } from './gdhcn.ts'
import { GDHCN_NETWORKS, type GdhcnNetwork } from './networks.ts'
import type { GdhcnImport } from './report.ts'

const RUNS = process.env['PRATIQUE_LONG']
  ? { part: 10_000, whole: 10_000 }
  : { part: 1000, whole: 40 }

/** Entries of the part: authorities and signers of several participants. */
const ENTRIES = 8

type Import = (list: JsonValue) => Promise<GdhcnImport>

describe('what leaves the proof of a published list valid leaves its records', { skip }, () => {
  for (const network of GDHCN_NETWORKS) {
    test(`${network}: a part of the list, signed anew`, async (context) => {
      const list = signPart(readPublished(network), network)
      const signers = [toSigner(network)]
      const counts = await editAll(list, RUNS.part, (edited) =>
        importGdhcnList(toBytes(edited), { crypto: webCrypto, signers }),
      )
      assert.ok(counts.taken > 0)
      context.diagnostic(`${counts.edits} edits, taken ${counts.taken}`)
    })

    test(`${network}: the whole list, as it is published`, async (context) => {
      const list = readPublished(network)
      const counts = await editAll(list, RUNS.whole, (edited) => importPublished(edited, network))
      context.diagnostic(`${counts.edits} edits, taken ${counts.taken}`)
    })
  }
})

/** Edits a list over and over. Each time it is refused, or comes to what it came to unedited. */
async function editAll(
  list: JsonObject,
  numRuns: number,
  importList: Import,
): Promise<{ readonly edits: number; readonly taken: number }> {
  const original = await importOrRefuse(list, importList)
  assert.ok(original && original.records.length > 0)
  let [edits, taken] = [0, 0]
  const some = fc.array(editOf(list), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(some, async (all) => {
      const edited = all.reduce<JsonValue>((value, edit) => applyEdit(value, edit), list)
      const imported = await importOrRefuse(edited, importList)
      edits++
      if (!imported) return
      taken++
      assert.deepEqual(imported, original)
    }),
    { numRuns },
  )
  return { edits, taken }
}

/** What a list comes to; `undefined` if it is refused. */
async function importOrRefuse(
  list: JsonValue,
  importList: Import,
): Promise<GdhcnImport | undefined> {
  try {
    const imported = await importList(list)
    if (imported.proof === 'verified') return imported
    assert.deepEqual([imported.records, imported.lists], [[], []])
    return undefined
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return undefined
  }
}

/** Every so many entries, so that several participants and usages are among them. */
function signPart(list: JsonObject, network: GdhcnNetwork): JsonObject {
  const entries = entriesOf(list)
  const step = Math.floor(entries.length / ENTRIES)
  const part = entries.filter((_, at) => at % step === 0).slice(0, ENTRIES)
  const { proof: _, ...document } = list
  return signDocument({ ...document, verificationMethod: [...part] }, network)
}
