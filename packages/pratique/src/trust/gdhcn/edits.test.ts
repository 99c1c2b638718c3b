/**
 * Whatever is edited in a list, its records are those that were signed, or there are none.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
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

const RUNS = { numRuns: process.env['PRATIQUE_LONG'] ? 10_000 : 500 }

const AUTHORITY = makeKeys()
const NAMED = { signer: AUTHORITY, issuerName: 'France SCA' } as const
const ENTRIES = [
  { certificate: makeParticipant({ keys: AUTHORITY, isCa: true }), usage: 'SCA' },
  { certificate: makeParticipant({ ...NAMED, name: 'DSC 1' }), usage: 'DSC' },
  { certificate: makeParticipant({ ...NAMED, name: 'DSC 2' }), usage: 'DSC' },
] as const

type Path = readonly (string | number)[]

/** One place, and what is put there; `undefined`: nothing. */
interface Edit {
  readonly path: Path
  readonly value: JsonValue | undefined
}

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

/** Anywhere: removed, replaced, put into an array, made a list of itself, or with a member more. */
function editOf(list: JsonObject): fc.Arbitrary<Edit> {
  const places = listPlaces(list, [])
  const keywords = ['@context', '@graph', '@included', '@reverse', '@id', '@type', '@nest']
  const names = fc.constantFrom(...keywords, 'id', 'type', 'trustLevel', 'proof', 'code', '')
  const other = fc.constantFrom(...places.map(({ value }) => value))
  const plain = fc.constantFrom<JsonValue>(null, '', ' ', 0, true, [], {}, [null], '#', 'did:a:b')
  const values = fc.oneof(plain, other)
  return fc.constantFrom(...places).chain(({ path, value }) => {
    const put = (changed: JsonValue | undefined): Edit => ({ path, value: changed })
    const common = [
      fc.constant(put(undefined)),
      values.map(put),
      fc.constant(put([value])),
      fc.constant(put({ '@value': value })),
    ]
    if (typeof value === 'string') {
      const texts = fc.constantFrom(
        `${value} `,
        ` ${value}`,
        `${value}#`,
        value.toLowerCase(),
        value,
      )
      return fc.oneof(...common, texts.map(put))
    }
    if (isArray(value)) {
      const shuffled = fc.shuffledSubarray([...value], { minLength: value.length })
      const more = values.map((each) => put([...value, each]))
      return fc.oneof(...common, shuffled.map(put), more)
    }
    if (!isJsonObject(value)) return fc.oneof(...common)
    const more = fc.tuple(names, values).map(([name, each]) => put({ ...value, [name]: each }))
    return fc.oneof(...common, more, more, fc.constant(put(reverseMembers(value))))
  })
}

/** Every place in a value, itself first. */
function listPlaces(
  value: JsonValue,
  path: Path,
): readonly { readonly path: Path; readonly value: JsonValue }[] {
  const own = { path, value }
  if (isArray(value)) {
    return [own, ...value.flatMap((each, at) => listPlaces(each, [...path, at]))]
  }
  if (!isJsonObject(value)) return [own]
  return [
    own,
    ...Object.entries(value).flatMap(([name, each]) => listPlaces(each, [...path, name])),
  ]
}

/** A place that an edit before it took away stays as it is. */
function applyEdit(value: JsonValue, { path, value: put }: Edit): JsonValue {
  const [step, ...rest] = path
  if (step === undefined) return put ?? null
  const inner = { path: rest, value: put }
  if (isArray(value)) {
    return value.flatMap((each, at) => {
      if (at !== step) return [each]
      return rest.length === 0 && put === undefined ? [] : [applyEdit(each, inner)]
    })
  }
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).flatMap(([name, each]): [string, JsonValue][] => {
    if (name !== step) return [[name, each]]
    return rest.length === 0 && put === undefined ? [] : [[name, applyEdit(each, inner)]]
  })
  return Object.fromEntries(entries)
}

function reverseMembers(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([name, each]): [string, JsonValue] => {
    return [name, isJsonObject(each) ? reverseMembers(each) : each]
  })
  return Object.fromEntries(entries.toReversed())
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
