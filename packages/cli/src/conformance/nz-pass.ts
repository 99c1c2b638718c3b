/**
 * The judge of rows of NZ COVID Passes.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { JsonValue } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import { nzPass } from 'pratique/nz-pass'
import { createTrustStore, importDidDocument, type TrustImport } from 'pratique/trust'
import { createVerifier, type Verification } from 'pratique/verify'
import { type StageAnswer, stageOf } from './card-stage.ts'
import { isObject, type Row } from './row.ts'

export interface NzPassAnswer {
  readonly got: StageAnswer
  readonly result: Verification
}

/** A row says that its text is a pass: another version, or another format, is one that is broken. */
const STAGES: Readonly<Record<string, string>> = {
  'format.version': 'decode',
  'format.not-asked': 'decode',
  'format.unsupported': 'decode',
}

const NOTHING: TrustImport = { records: [], lists: [], dropped: [] }

/** Judges a row. It is given no expectation, and asks none. */
export async function judgeNzPass({ given, kind }: Row): Promise<NzPassAnswer> {
  const { qr, evalTime } = given
  const imports = importKeys(given['keys'])
  const verifier = createVerifier({
    formats: [nzPass],
    trust: createTrustStore({
      records: imports.flatMap(({ records }) => records),
      lists: imports.flatMap(({ lists }) => lists),
    }),
    crypto: nodeCrypto,
  })
  const now = typeof evalTime === 'number' ? evalTime : 0
  // What is no text is an empty one, and so is what is missing: neither holds a pass.
  const text = typeof qr === 'string' ? qr : ''
  const result = await verifier.verify(text, { now, simulated: true })
  const got = stageOf(result, kind)
  const stage = STAGES[result.code ?? '']
  return { got: stage === undefined ? got : { valid: false, stage }, result }
}

/** `{ trustedIssuers: [DID], didDocuments: [document] }`: what is of no such form vouches for nothing. */
function importKeys(keys: JsonValue | undefined): readonly TrustImport[] {
  if (!isObject(keys)) return []
  const issuers = toArray(keys['trustedIssuers']).filter((each) => typeof each === 'string')
  return toArray(keys['didDocuments']).map((document) => importOne(document, issuers))
}

function importOne(document: JsonValue, issuers: readonly string[]): TrustImport {
  try {
    return importDidDocument(document, { environment: 'production', issuers })
  } catch (error) {
    if (error instanceof FormatError) return NOTHING
    throw error
  }
}

function toArray(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}
