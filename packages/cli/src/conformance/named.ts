/**
 * The judge of rows that ask what a text is: formats that are known by name, and texts of no format.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { JsonValue } from 'pratique/codecs'
import { createTrustStore } from 'pratique/trust'
import { createVerifier, detect, trimLeadingSpace, type Verification } from 'pratique/verify'
import { loadFormats } from '../formats.ts'
import { type StageAnswer, stageOf } from './card-stage.ts'
import type { Row } from './row.ts'

export interface NamedAnswer {
  /** `recognise`: the format's name; `unknown` for a text of none. */
  readonly got: StageAnswer & { readonly recognise: string }
  readonly result: Verification
}

/** Judges a row without any key: nothing in it can be genuine, only recognised. */
export async function judgeNamed({ given }: Row): Promise<NamedAnswer> {
  const time = given['evalTime']
  const text = textOf(given['qr'] ?? given['input'] ?? '')
  const verifier = createVerifier({
    formats: await loadFormats([text]),
    trust: createTrustStore({ records: [] }),
    crypto: nodeCrypto,
  })
  const now = typeof time === 'number' ? time : 0
  const result = await verifier.verify(text, { now, simulated: true })
  const recognise = detect(trimLeadingSpace(text)).name
  return { got: { ...stageOf(result, 'detect'), recognise }, result }
}

/** Inputs are texts, or JSON values in their place. */
function textOf(input: JsonValue): string {
  return typeof input === 'string' ? input : JSON.stringify(input)
}
