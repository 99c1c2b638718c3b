/**
 * Rows that hold anything: each is answered with no, and none ends the run for those after it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type Line, runConformance } from './corpus-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'pratique-odd-'))
after(() => rmSync(folder, { recursive: true }))

/** Values that stand where others belong. */
const ODD = [
  null,
  true,
  0,
  -1.5,
  '',
  'x',
  'QQ==',
  'HC1:',
  '\ud83d',
  [],
  {},
  ['x', null],
  { a: 1 },
  [[]],
]

const QUESTIONS = [
  ...['UNPREFIX', 'B45DECODE', 'COMPRESSION', 'VERIFY', 'EXPIRATIONCHECK', 'KEYUSAGE', 'DECODE'],
  ...['VALIDJSON', 'ENCODE', 'VALIDOBJECT', 'SCHEMAVALIDATION', 'PICTUREDECODE'],
].map((name) => `EXPECTED${name}`)

const LEVELS = [
  ...[
    'qr',
    'qrnumeric',
    'jws',
    'healthcard',
    'fhirhealthcard',
    'jwspayload',
    'fhirbundle',
    'jwkset',
  ],
  'nothing',
]

describe('odd rows', () => {
  it('of hcert', async () => {
    const members = [
      'qr',
      'certificate',
      'publicKeySpki',
      'validationClock',
      'json',
      'raw',
      'image2d',
    ]
    const raws = ['CBOR', 'COSE', 'COMPRESSED', 'BASE45', 'PREFIX']
    const rows = [
      ...members.flatMap((name) => ODD.map((value) => ({ [name]: value }))),
      ...members.flatMap((name) => ODD.map((value) => ({ qr: 'HC1:NCF', [name]: value }))),
      ...raws.flatMap((name) => ODD.map((value) => ({ raw: { [name]: value } }))),
      ...ODD.map((value) => ({ json: { dob: value, nam: value, v: value } })),
      ...ODD.map((value) => ({ image2d: { file: value } })),
    ]
    const expected = Object.fromEntries(QUESTIONS.map((question) => [question, true]))
    const lines = await run(rows.map((row) => ({ ...row, expected })))
    for (const [i, { got }] of lines.entries()) {
      assert.deepEqual(Object.keys(got).toSorted(), QUESTIONS.toSorted())
      assert.ok(!got['EXPECTEDVERIFY'] && !got['EXPECTEDDECODE'], JSON.stringify(rows[i]))
      assert.ok(!got['EXPECTEDSCHEMAVALIDATION'], JSON.stringify(rows[i]))
    }
  })

  it('of cards, at every level', async () => {
    const keys = [
      ...ODD,
      ...ODD.map((issuers) => ({ issuers })),
      ...ODD.map((set) => ({ issuers: { 'https://a.example': set } })),
      ...ODD.map((set) => ({ issuers: { 'https://a.example': { keys: set } } })),
      ...ODD.map((key) => ({ issuers: { 'https://a.example': { keys: [key] } } })),
      ...ODD.map((crls) => ({ issuers: {}, crls, directory: crls, unboundKeys: crls })),
    ]
    const odd = [
      ...ODD.flatMap((value) => [{ qr: value }, { input: value }, { qr: [value] }]),
      ...ODD.map((value) => ({ iss: value, input: '{"keys":[{}]}' })),
      ...keys.map((value) => ({ keys: value, qr: 'shc:/56', input: 'x' })),
      ...['{', '[]', '{"keys":5}', '{"keys":["x"]}', '{"keys":[{}]}'].map((input) => ({ input })),
    ]
    const rows = LEVELS.flatMap((level) => odd.map((row) => ({ level, format: 'shc', ...row })))
    const lines = await run(rows.map((row) => ({ ...row, expected: { valid: true } })))
    for (const [i, { got }] of lines.entries()) {
      const row = rows[i]
      assert.equal(got['valid'], false, JSON.stringify(row))
      if (row?.level === 'jwkset') assert.equal(got['stage'], 'key', JSON.stringify(row))
    }
  })
})

async function run(rows: readonly object[]): Promise<readonly Line[]> {
  const file = join(folder, 'rows.jsonl')
  const numbered = rows.map((row, i) => JSON.stringify({ id: `row ${i}`, ...row }))
  writeFileSync(file, `${numbered.join('\n')}\n`)
  const lines = await runConformance(file)
  assert.deepEqual(
    lines.map(({ id }) => id),
    rows.map((_, i) => `row ${i}`),
  )
  return lines
}
