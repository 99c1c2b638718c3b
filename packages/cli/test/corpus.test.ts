/**
 * The whole of the shared corpus through the compiled `pratique conformance run`, and negatives derived
 * from it, which show that no answer is a constant.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  type CardRow,
  CORPUS,
  type HcertRow,
  type Line,
  readRows,
  runConformance,
  skip,
} from './corpus-rows.ts'
import { ALTERATIONS } from './derive-hcert.ts'

const HCERT = 'hcert/cases.jsonl'
const CARDS = 'formats/shc.jsonl'

/** Not answered, and said so in the corpus's README. */
const UNANSWERED = ['EXPTECTEDEXPIRED', 'EXPECTEDRESULTS', 'GDHCN_STATUS']

/** Out of reach by the same README, besides pictures that are not there. */
const OUT_OF_REACH: ReadonlySet<string> = new Set([
  'dgc-testdata:FR/2DCode/raw/test_pcr_ok.json EXPECTEDDECODE',
  'dgc-testdata:FR/2DCode/raw/test_pcr_ok.json EXPECTEDVALIDJSON',
  'dgc-testdata:PL/1.3.0/2DCode/raw/5.json EXPECTEDDECODE',
  'dgc-testdata:PL/1.3.0/2DCode/raw/5.json EXPECTEDVALIDJSON',
  'dgc-testdata:PL/1.0.0/2DCode/raw/7.json EXPECTEDSCHEMAVALIDATION',
  'dgc-testdata:PL/1.2.1/2DCode/raw/7.json EXPECTEDSCHEMAVALIDATION',
  'dgc-testdata:PL/1.3.0/2DCode/raw/7.json EXPECTEDSCHEMAVALIDATION',
  'dgc-testdata:RO/2DCode/raw/2.json EXPECTEDSCHEMAVALIDATION',
])

/** From so many rows negatives are derived by each alteration. */
const DERIVED_ROWS = process.env['PRATIQUE_LONG'] ? 1000 : 12

/** A prime above any number of rows, so that they are taken from all over the file. */
const STRIDE = 10_007

const folder = mkdtempSync(join(tmpdir(), 'pratique-corpus-'))
after(() => rmSync(folder, { recursive: true }))

describe('hcert/cases.jsonl', { skip }, () => {
  const rows = skip ? [] : readRows<HcertRow>(HCERT)
  let lines: readonly Line[] = []
  before(async () => {
    lines = await runConformance(join(CORPUS, HCERT))
  })

  it('every row is answered, in order, and every question but three', () => {
    assert.deepEqual(
      lines.map(({ id }) => id),
      rows.map(({ id }) => id),
    )
    for (const { expected } of rows) {
      const asked = Object.keys(expected).filter((key) => !UNANSWERED.includes(key))
      const got = lines[rows.findIndex((row) => row.expected === expected)]?.got ?? {}
      assert.deepEqual(Object.keys(got).toSorted(), asked.toSorted())
    }
    for (const { result } of lines) assert.equal(result?.checks.length, 9)
  })

  it('the signature is right in every row', () => {
    const wrong = disagreements(rows, lines).filter(({ key }) => key === 'EXPECTEDVERIFY')
    assert.deepEqual(wrong, [])
  })

  it('every undisputed expectation is met, and of the disputed ones all within reach', (t) => {
    const wrong = disagreements(rows, lines)
    assert.deepEqual(
      wrong.filter(({ isDisputed }) => !isDisputed),
      [],
    )
    const beyond = wrong.filter(({ row, key }) => {
      const isPictureMissing = key === 'EXPECTEDPICTUREDECODE' && !row.image2d
      return !isPictureMissing && !OUT_OF_REACH.has(`${row.id} ${key}`)
    })
    assert.deepEqual(beyond, [])
    t.diagnostic(`${rows.length} rows, ${wrong.length} disagreements, all of them disputed`)
  })

  it('answers do not depend on what is expected, nor on names', async () => {
    const disguised = rows.map((row, i) => ({
      ...Object.fromEntries(Object.entries(row).filter(([name]) => !TELLING.includes(name))),
      id: `row ${i}`,
      expected: Object.fromEntries(
        Object.entries(row.expected).map(([key, value]) => [key, !value]),
      ),
      image2d: toAbsolute(row).image2d,
    }))
    const again = await run(disguised, 'disguised.jsonl')
    for (const [i, { got, result }] of again.entries()) {
      assert.deepEqual(got, lines[i]?.got, rows[i]?.id)
      assert.deepEqual(result, lines[i]?.result, rows[i]?.id)
    }
  })

  it('derived negatives are negative', async (t) => {
    const { negatives, counts } = await deriveAll(rows, lines)
    const answers = await run(negatives, 'negatives.jsonl')
    const wrong = answers.flatMap(({ id, got }) => (Object.values(got)[0] === false ? [] : id))
    t.diagnostic([...counts].map(([key, count]) => `${key} ${count}`).join(', '))
    assert.deepEqual(wrong, [])
  })

  it('a key that may not sign a group is told for every group', async () => {
    const restricting = rows.filter(({ expected }) => expected['EXPECTEDKEYUSAGE'] === false)
    const allowed = rows.filter(({ expected }) => expected['EXPECTEDKEYUSAGE'] === true)
    const negatives = restricting.flatMap((row, i) =>
      allowed
        .filter(({ json }) => groupOf(json) === groupOf(row.json))
        .slice(i, i + 2)
        .map((good, n) => ({
          ...toAbsolute(good),
          id: `${row.id} for ${good.id} ${n}`,
          expected: { EXPECTEDKEYUSAGE: false },
          certificate: row.certificate,
        })),
    )
    assert.ok(negatives.length > 20)
    for (const { id, got } of await run(negatives, 'usages.jsonl')) {
      assert.equal(got['EXPECTEDKEYUSAGE'], false, id)
    }
  })
})

describe('formats/shc.jsonl', { skip }, () => {
  const rows = skip ? [] : readRows<CardRow>(CARDS)
  let lines: readonly Line[] = []
  before(async () => {
    lines = await runConformance(join(CORPUS, CARDS))
  })

  it('every card is accepted or refused rightly', () => {
    const wrong = rows.filter(({ expected }, i) => lines[i]?.got['valid'] !== expected.valid)
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    )
    assert.equal(lines.length, rows.length)
  })

  it('and at the right stage', (t) => {
    const refused = rows.flatMap((row, i) => (row.expected.valid ? [] : { row, line: lines[i] }))
    const isRight = ({ row, line }: (typeof refused)[number]): boolean => {
      const stage = line?.got['stage'] ?? null
      const { stageAlso = [] } = { ...row, ...row.expected }
      return stage === row.expected.stage || stageAlso.some((each) => each === stage)
    }
    const isCentral = ({ row }: (typeof refused)[number]): boolean =>
      ['signature', 'trust', 'time'].includes(row.expected.stage ?? '')
    const central = refused.filter(isCentral)
    const rest = refused.filter((each) => !isCentral(each))
    assert.deepEqual(
      central.filter((each) => !isRight(each)).map(({ row }) => row.id),
      [],
    )
    const right = rest.filter(isRight).length
    t.diagnostic(`${central.length} of ${central.length}, and ${right} of ${rest.length}`)
    assert.ok(right >= 0.95 * rest.length)
  })

  it('answers do not depend on what is expected, nor on names', async () => {
    const disguised = rows.map((row, i) => ({
      ...Object.fromEntries(Object.entries(row).filter(([name]) => !TELLING.includes(name))),
      id: `row ${i}`,
      expected: { valid: !row.expected.valid, stage: 'lint' },
    }))
    const again = await run(disguised, 'disguised-cards.jsonl')
    for (const [i, { got, result }] of again.entries()) {
      assert.deepEqual(got, lines[i]?.got, rows[i]?.id)
      assert.deepEqual(result, lines[i]?.result, rows[i]?.id)
    }
  })

  it('derived negatives are negative, at the right stage', async (t) => {
    const good = rows.filter(
      ({ level }, i) => CARD_LEVELS.includes(level) && lines[i]?.got['valid'] === true,
    )
    const negatives = good.flatMap(deriveCard)
    assert.ok(negatives.length > 50)
    const answers = await run(negatives, 'negative-cards.jsonl')
    t.diagnostic(`${negatives.length} negatives of ${good.length} cards`)
    for (const [i, { id, got }] of answers.entries()) {
      const stages = negatives[i]?.stages ?? []
      assert.equal(got['valid'], false, id)
      assert.ok(stages.includes(String(got['stage'])), `${id}: ${got['stage']}`)
    }
  })
})

/** Members that say what a row is expected to be, or stand for it. */
const TELLING = ['expected', 'disputed', 'description', 'category', 'note', 'tool', 'ref', 'path']

const CARD_LEVELS = ['qr', 'qrnumeric', 'jws', 'healthcard', 'fhirhealthcard']

interface Disagreement {
  readonly row: HcertRow
  readonly key: string
  readonly isDisputed: boolean
}

function disagreements(rows: readonly HcertRow[], lines: readonly Line[]): Disagreement[] {
  return rows.flatMap((row, i) =>
    Object.entries(row.expected)
      .filter(([key, value]) => !UNANSWERED.includes(key) && lines[i]?.got[key] !== value)
      .map(([key]) => {
        const isDisputed = (row.disputed ?? []).some((each) => each.key === key)
        return { row, key, isDisputed }
      }),
  )
}

/** For each question and alteration some rows that ask it and were answered with yes. */
async function deriveAll(rows: readonly HcertRow[], lines: readonly Line[]) {
  const negatives: object[] = []
  const counts = new Map<string, number>()
  for (const [key, alterations] of Object.entries(ALTERATIONS)) {
    const good = rows.filter((_, i) => lines[i]?.got[key] === true)
    for (const [n, [name, alter]] of Object.entries(alterations).entries()) {
      let count = 0
      for (let i = 0; i < good.length && count < DERIVED_ROWS; i++) {
        const row = good[(i * STRIDE + n) % good.length]
        const other = row && findOther(good, row)
        const change = row && other && (await alter(row, other))
        if (!change) continue
        count++
        const id = `${key}: ${name}: ${row.id}`
        negatives.push({ ...toAbsolute({ ...row, ...change }), id, expected: { [key]: false } })
      }
      assert.ok(count > 0, `no row for ${key}: ${name}`)
      counts.set(key, (counts.get(key) ?? 0) + count)
    }
  }
  return { negatives, counts }
}

/** Another row with another text, signer and content. */
function findOther(rows: readonly HcertRow[], row: HcertRow): HcertRow | undefined {
  const from = rows.indexOf(row)
  for (let i = 1; i < rows.length; i++) {
    const other = rows[(from + i) % rows.length]
    const isOther =
      other &&
      other.qr !== row.qr &&
      other.certificate !== row.certificate &&
      JSON.stringify(other.json) !== JSON.stringify(row.json)
    if (isOther) return other
  }
  return undefined
}

/** A card at other times, under other keys, and with a letter changed. */
function deriveCard(row: CardRow): (CardRow & { readonly stages: readonly string[] })[] {
  const derive = (name: string, stages: readonly string[], change: object) => {
    return { ...row, ...change, id: `${row.id}: ${name}`, stages }
  }
  const issuers = { 'https://other.example': { keys: [] } }
  return [
    derive('long before', ['time'], { evalTime: 0 }),
    derive('without keys', ['trust'], { keys: { issuers: {} } }),
    derive('with another’s keys', ['trust'], { keys: { issuers } }),
    ...(row.level === 'jws' && typeof row.input === 'string'
      ? [derive('with another signature', ['signature'], { input: breakSignature(row.input) })]
      : []),
    ...(typeof row.qr === 'string' && row.level !== 'jws'
      ? [
          derive('with an odd digit', ['decode'], { qr: `${row.qr.trim()}0` }),
          derive('in capitals', ['decode'], { qr: row.qr.replace('shc', 'SHC') }),
          derive('with another signature', ['signature'], { qr: breakDigits(row.qr.trim()) }),
        ]
      : []),
  ]
}

/** Exchanges the last whole characters but two: the very last has bits that belong to no byte. */
function breakSignature(jws: string): string {
  const text = jws.trim()
  const [a, b] = [text.slice(-12, -8), text.slice(-8, -4)]
  return text.slice(0, -12) + (a === b ? 'AAAABBBB' : b + a) + text.slice(-4)
}

function breakDigits(text: string): string {
  const [a, b] = [text.slice(-24, -16), text.slice(-16, -8)]
  return text.slice(0, -24) + (a === b ? '2020202021212121' : b + a) + text.slice(-8)
}

/** Pictures lie beside the corpus, not beside the files that are written here. */
function toAbsolute(row: HcertRow): HcertRow {
  const file = row.image2d?.file
  if (file === undefined) return row
  return { ...row, image2d: { ...row.image2d, file: join(CORPUS, 'hcert', file) } }
}

function groupOf(json: HcertRow['json']): string {
  const isFull = (name: string) => Array.isArray(json?.[name]) && json[name].length > 0
  return ['v', 't', 'r'].filter(isFull).join()
}

/** The answers to rows, as many as there are rows. */
async function run(rows: readonly object[], name: string): Promise<readonly Line[]> {
  const file = join(folder, name)
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const lines = await runConformance(file)
  assert.equal(lines.length, rows.length)
  return lines
}
