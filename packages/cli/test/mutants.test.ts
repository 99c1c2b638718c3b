/**
 * Mutants of every genuine seal, pass, DIVOC certificate and health link of the corpus, on the wire and
 * in what they say: none is genuine, unless it says exactly what the original says.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { decodeBase32, encodeBase32, type JsonObject, parseJson } from 'pratique/codecs'
import { openLinkFile } from 'pratique/smart-health-link'
import type { Verification } from 'pratique/verify'
import type { CardAnswer } from '../src/conformance/card.ts'
import type { StageAnswer } from '../src/conformance/card-stage.ts'
import { judgeDivoc } from '../src/conformance/divoc.ts'
import { judgeNzPass } from '../src/conformance/nz-pass.ts'
import { isObject, type Row, readRow } from '../src/conformance/row.ts'
import { judgeLink } from '../src/conformance/shl.ts'
import { judgeSeal } from '../src/conformance/vds-nc.ts'
import { readCorpusLines, skip } from './corpus-rows.ts'
import { CARDS, seal } from './made-link.ts'
import { mutateKey, mutateLink, mutateParts, payloadOf } from './mutate-link.ts'
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
        assert.ok(shownIn(original.result), row.id)
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

  it('of formats/shl.jsonl: links, their files, and the cards in these', async (t) => {
    const rows = readCorpusLines('formats/shl.jsonl').map((line, i) => readRow(line, i + 1).row)
    const [links, files, cards] = [createTally(), createTally(), createTally()]
    const seen = new Set<string>()
    for (const row of rows) {
      const { qr, http, level } = row.given
      if (level !== 'shlink' || typeof qr !== 'string' || !isObject(http)) continue
      const look = async (tally: Tally, change: JsonObject, mutants: Iterable<Mutated>) => {
        const judged = (given: JsonObject) =>
          judgeLink({ ...row, given: { ...row.given, ...given } })
        await lookAt(await judged(change), judged, mutants, tally)
      }
      if (!(await judgeLink(row)).got.valid) continue
      await look(
        links,
        {},
        toChanges(mutateLink(qr, EXTENT), (text) => ({ qr: text })),
      )
      const key = String(payloadOf(qr)['key'])
      for (const jwe of Object.values(http)) {
        if (typeof jwe !== 'string' || seen.has(jwe)) continue
        seen.add(jwe)
        const file = (changed: JsonObject) => ({
          level: 'shlfile',
          input: { jwe, key, ...changed },
        })
        const ofKey = [...mutateKey(key, BITS)].map((text) => ({ name: 'a bit of the key', text }))
        await look(files, file({}), [
          ...toChanges(mutateParts(jwe, EXTENT), (text) => file({ jwe: text })),
          ...toChanges(ofKey, (text) => file({ key: text })),
        ])
        // Whoever has the link may encrypt other cards with its key.
        const card = await openCard(jwe, key)
        const sealed = (text: string) => file({ jwe: sealCard(text, key) })
        await look(cards, sealed(card), toChanges(mutateParts(card, EXTENT), sealed))
      }
    }
    for (const tally of [links, files, cards]) {
      report(t, tally.originals, tally.mutants)
      assert.ok(tally.originals > 1 && tally.mutants > 100 * tally.originals)
    }
    assert.ok(links.same > 0, 'what a link is called is not what its cards say')
  })
})

const EXTENT = { positions: POSITIONS, bits: BITS }

interface Tally {
  originals: number
  mutants: number
  /** Genuine, and saying what the original says. */
  same: number
}

function createTally(): Tally {
  return { originals: 0, mutants: 0, same: 0 }
}

/** What of a row is another, and how. */
interface Mutated {
  readonly name: string
  readonly change: JsonObject
}

function toChanges(
  mutants: Iterable<Mutant>,
  toChange: (text: string) => JsonObject,
): readonly Mutated[] {
  return [...mutants].map(({ name, text }) => ({ name, change: toChange(text) }))
}

/** A mutant that holds shows the certificate that the original shows. */
async function lookAt(
  original: CardAnswer,
  judge: (change: JsonObject) => Promise<CardAnswer>,
  mutants: Iterable<Mutated>,
  tally: Tally,
): Promise<void> {
  const shown = shownIn(original.result)
  assert.ok(original.got.valid && shown)
  tally.originals++
  for (const { name, change } of mutants) {
    tally.mutants++
    const { got, result } = await judge(change)
    if (!got.valid) continue
    assert.deepEqual(shownIn(result), shown, name)
    tally.same++
  }
}

/** The card in an encrypted file. */
async function openCard(jwe: string, key: string): Promise<string> {
  const file = await openLinkFile(jwe, new Uint8Array(Buffer.from(key, 'base64url')))
  assert.ok(file.kind === 'smart-health-card')
  const cards: { readonly verifiableCredential: readonly string[] } = JSON.parse(file.text)
  const [card = ''] = cards.verifiableCredential
  return card
}

function sealCard(card: string, key: string): string {
  const text = JSON.stringify({ verifiableCredential: [card] })
  return seal(text, CARDS, Buffer.from(key, 'base64url'))
}

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
