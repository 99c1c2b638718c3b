/**
 * Published documents: certificates of DIVOC and trust lists of the GDHCN, with jsonld as the oracle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { ALL_CONTEXTS, canonizeElsewhere } from '../../test/json-ld.ts'
import { FormatError } from '../errors.ts'
import { isJsonObject } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { canonicalize } from './canonicalize.ts'
import { hashForProof, toProofOptions, withoutProof } from './proof.ts'
import { isSafe } from './statements.ts'
import { toQuads } from './to-quads.ts'

/** Beside the repository; other machines do not have it. */
const CORPUS = new URL('../../../../../shared/corpus/', import.meta.url)
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

const SECURITY = 'https://w3id.org/security/v2'

/** What an archive may inflate to. */
const MAX_BYTES = 65_536

interface Row {
  readonly id: string
  /** `undefined` where there is none to be had. */
  readonly document: JsonObject | undefined
}

/** Of the corpus's 27 rows: three hold no document, and two are under a context that is refused. */
const MIN_COMPARED = 22

describe('certificates of DIVOC', { skip }, () => {
  const rows = skip ? [] : readRows()
  const counts = { compared: 0, refused: 0, proofs: 0 }
  for (const { id, document } of rows) {
    if (document === undefined) continue
    test(id, async () => {
      const statements = await checkAgainstOracle(withoutProof(document))
      counts[statements === undefined ? 'refused' : 'compared']++
      const { proof } = document
      if (!isJsonObject(proof)) return
      if (await checkAgainstOracle(toProofOptions(proof, SECURITY))) counts.proofs++
    })
  }

  test('nearly all of them are compared', (t) => {
    const { compared, refused, proofs } = counts
    t.diagnostic(`${compared} of ${rows.length} compared, ${refused} refused, ${proofs} proofs`)
    assert.ok(compared >= MIN_COMPARED && proofs >= MIN_COMPARED)
  })
})

describe('trust lists of the GDHCN', { skip }, () => {
  for (const environment of ['dev', 'uat', 'prod']) {
    test(`${environment}: the first forty keys`, async () => {
      const list = readList(environment)
      const methods = list['verificationMethod']
      assert.ok(Array.isArray(methods))
      const short = { ...withoutProof(list), verificationMethod: methods.slice(0, 40) }
      const statements = await checkAgainstOracle(short)
      assert.equal(statements, 40 * 7 + 1)
    })

    test(`${environment}: the whole list has the signature that it carries`, () => {
      const list = readList(environment)
      const { proof, '@context': context } = list
      assert.ok(isJsonObject(proof) && context !== undefined)
      const hash = hashForProof(list, toProofOptions(proof, context), ALL_CONTEXTS)
      const [header = '', , signature = ''] = String(proof['jws']).split('.')
      const signed = Buffer.concat([Buffer.from(`${header}.`), hash])
      const key = signerOf(environment)
      assert.ok(verify('sha256', signed, key, Buffer.from(signature, 'base64url')))
    })
  }
})

/** Holds our canonical form against the oracle's; answers the number of statements. */
async function checkAgainstOracle(document: JsonObject): Promise<number | undefined> {
  try {
    const ours = toQuads(document, ALL_CONTEXTS)
    const text = canonicalize(ours.quads)
    assert.equal(text, await canonizeElsewhere(document, { isSafe: false }))
    const safe = await canonizeElsewhere(document, { isSafe: true }).catch(() => undefined)
    assert.equal(safe, isSafe(ours) ? text : undefined)
    return ours.quads.length
  } catch (error) {
    // The oracle takes contexts that are written out; what it cannot load it refuses as we do.
    assert.ok(error instanceof FormatError && error.code === 'format.context', String(error))
    return undefined
  }
}

function readRows(): readonly Row[] {
  const lines = readFileSync(new URL('formats/divoc.jsonl', CORPUS), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { id, qr }: { readonly id: string; readonly qr: string } = JSON.parse(line)
    return { id, document: readDocument(qr) }
  })
}

/** The document of a symbol, whether zipped or not. */
function readDocument(qr: string): JsonObject | undefined {
  try {
    const text = /^b64:/i.test(qr) ? unzip(Buffer.from(qr.slice(4), 'base64')) : qr
    const document: JsonValue = JSON.parse(text)
    return isJsonObject(document) ? document : undefined
  } catch {
    return undefined
  }
}

/** The first entry of an archive, by its central directory. */
function unzip(zip: Buffer): string {
  const entry = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16)
  const at = zip.readUInt32LE(entry + 42)
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const data = zip.subarray(start, start + zip.readUInt32LE(entry + 20))
  return inflateRawSync(data, { maxOutputLength: MAX_BYTES }).toString()
}

function readList(environment: string): JsonObject {
  return readJson(`trust/gdhcn-${environment}-trustlist-v2.json`)
}

function signerOf(environment: string): KeyObject {
  const signer = readJson('trust/gdhcn-did-signers.json')[environment]
  assert.ok(isJsonObject(signer) && isJsonObject(signer['jwk']))
  return createPublicKey({ key: { ...signer['jwk'] }, format: 'jwk' })
}

function readJson(path: string): JsonObject {
  const value: JsonValue = JSON.parse(readFileSync(new URL(path, CORPUS), 'utf8'))
  assert.ok(isJsonObject(value))
  return value
}
