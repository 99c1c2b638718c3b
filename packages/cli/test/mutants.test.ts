/**
 * Mutants of every genuine seal, pass and DIVOC certificate of the corpus, on the wire and in what they
 * say: none is genuine, unless it says exactly what the original says.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { decodeBase32, encodeBase32, type JsonObject, parseJson } from 'pratique/codecs'
import type { Verification } from 'pratique/verify'
import type { StageAnswer } from '../src/conformance/card-stage.ts'
import { judgeDivoc } from '../src/conformance/divoc.ts'
import { judgeNzPass } from '../src/conformance/nz-pass.ts'
import { isObject, type Row, readRow } from '../src/conformance/row.ts'
import { judgeSeal } from '../src/conformance/vds-nc.ts'
import { readCorpusLines, skip } from './corpus-rows.ts'
import { flipBits, type Mutant, mutateCharacters, mutateJson } from './mutate-text.ts'
import { unzip } from './unzip.ts'

/** Positions of a text that are changed in each way, and bits of its bytes. */
const POSITIONS = process.env['PRATIQUE_LONG'] ? 300 : 12
const BITS = process.env['PRATIQUE_LONG'] ? 4000 : 100

/** One mutant of JSON in so many is looked at, unless the run may be long. */
const EVERY = process.env['PRATIQUE_LONG'] ? 1 : 13

type Judge = (row: Row) => Promise<{ readonly got: StageAnswer; readonly result?: Verification }>

const KINDS: readonly {
  readonly file: string
  readonly judge: Judge
  readonly mutate: (text: string) => Iterable<Mutant>
}[] = [
  { file: 'formats/nzcp.jsonl', judge: judgeNzPass, mutate: mutatePass },
  { file: 'formats/vds-nc.jsonl', judge: judgeSeal, mutate: mutateDocument },
  { file: 'formats/divoc.jsonl', judge: judgeDivoc, mutate: mutateArchived },
]

describe('mutants', { skip }, () => {
  for (const { file, judge, mutate } of KINDS) {
    it(`of ${file}`, async (t) => {
      const rows = readCorpusLines(file).map((line, index) => readRow(line, index + 1).row)
      let mutants = 0
      let originals = 0
      for (const row of rows) {
        const text = row.given['qr']
        if (typeof text !== 'string') continue
        const original = await judge(row)
        if (!original.got.valid) continue
        originals++
        const characters = mutateCharacters(text, POSITIONS, row.id)
        for (const mutant of [...characters, ...mutate(text)]) {
          if (mutant.text === text) continue
          mutants++
          const given: JsonObject = { ...row.given, qr: mutant.text }
          const { got, result } = await judge({ ...row, given })
          const isSame = isDeepStrictEqual(shownIn(result), shownIn(original.result))
          assert.ok(!got.valid || isSame, `${row.id}: ${mutant.name}`)
        }
      }
      report(t, originals, mutants)
      assert.ok(originals > 4 && mutants > 100 * originals)
    })
  }
})

function report(t: TestContext, originals: number, mutants: number): void {
  t.diagnostic(`${mutants} mutants of ${originals} genuine ones`)
}

/** What is shown of a certificate that is genuine. */
function shownIn(result: Verification | undefined): unknown {
  return result && 'certificate' in result ? result.certificate : undefined
}

function* mutatePass(text: string): Generator<Mutant> {
  const prefix = 'NZCP:/1/'
  const bytes = decodeBase32(text.slice(prefix.length).replace(/=+$/, ''))
  for (const flipped of flipBits(bytes, BITS, text)) {
    yield { name: 'a bit', text: prefix + encodeBase32(flipped) }
  }
}

function mutateDocument(text: string): Iterable<Mutant> {
  const value = parseJson(text)
  const document = Array.isArray(value) ? value[0] : value
  assert.ok(isObject(document))
  return [...mutateJson(document)].filter((_, index) => index % EVERY === 0)
}

function mutateArchived(text: string): Iterable<Mutant> {
  return mutateDocument(/^b64:/i.test(text) ? unzip(text.slice(4)) : text)
}
