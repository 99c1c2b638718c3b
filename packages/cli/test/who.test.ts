/**
 * WHO certificates of the HCERT carrier: the public samples through the library as it is compiled, and
 * `--catalogue` and the conformance questions through the command.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import { decodeCbor, decodeHc1, readCoseHeader } from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { createTrustStore, importCertificate, readSpki, type TrustRecord } from 'pratique/trust'
import { createVerifier, type Verification } from 'pratique/verify'
import { whoDdcc } from 'pratique/who-ddcc'
import { whoIcvp } from 'pratique/who-icvp'
import { type HcertRow, readRows, runConformance, skip } from './corpus-rows.ts'
import { pratique, vectorFile } from './pratique.ts'

interface WhoRow extends HcertRow {
  readonly publicKeySpki?: string | null
}

const folder = mkdtempSync(join(tmpdir(), 'pratique-who-'))
after(() => rmSync(folder, { recursive: true }))

/** The public samples: after their issue, and before the end of any. */
const SAMPLE = /^gdhcn-validator:(?:WHOQR|DVC)/

const HCERT_CLAIM = -260

describe('public samples of the WHO', { skip }, () => {
  const rows = skip ? [] : readRows<WhoRow>('hcert/cases.jsonl')
  const samples = rows.filter(({ id }) => SAMPLE.test(id))

  test('there are some', () => assert.ok(samples.length >= 2))

  for (const row of samples) {
    test(`${row.id} is genuine by its own certificate, and states a vaccination`, async () => {
      const result = await verify(row, 1_735_689_600)
      assert.equal(result.verdict, 'genuine', result.code)
      assert.ok('certificate' in result && result.certificate)
      const { holder, facts, validity } = result.certificate
      assert.ok(holder.name.full?.value)
      assert.match(holder.birthDate?.value ?? '', /^\d{4}-\d\d-\d\d$/)
      const [fact, ...others] = facts
      assert.deepEqual(others, [])
      assert.ok(fact?.kind === 'vaccination')
      assert.equal(fact.disease.value, 'covid-19')
      assert.match(fact.date?.value ?? '', /^\d{4}-\d\d-\d\d$/)
      assert.ok(fact.lot?.value)
      assert.equal(validity.expiresAt, undefined)
      const remarks = result.remarks.map(({ code }) => code)
      assert.ok(remarks.includes('content.no-end-date'))
    })
  }

  test('what each is about is told by the format that reads it', async () => {
    const seen = new Set<string>()
    for (const row of samples) {
      const { format } = await verify(row, 1_735_689_600)
      const expected = formatOf(row)
      assert.equal(format, expected, row.id)
      seen.add(expected)
    }
    assert.deepEqual([...seen].toSorted(), ['who-ddcc', 'who-icvp'])
  })

  test('the questions of the corpus are answered as for any row, and not by default', async () => {
    const questions = ['UNPREFIX', 'B45DECODE', 'COMPRESSION', 'VERIFY', 'DECODE', 'VALIDJSON']
    const asked = [...questions, 'VALIDOBJECT', 'SCHEMAVALIDATION', 'KEYUSAGE', 'ENCODE']
    const expected = Object.fromEntries(asked.map((name) => [`EXPECTED${name}`, true]))
    const good = samples.map((row) => ({ ...row, expected }))
    for (const { id, got } of await ask(good)) assert.deepEqual(got, expected, id)
    // Of another sample's JSON, and of another's key, the answers differ.
    const swapped = samples.map((row, i) => {
      const other = samples.at(i - 1) ?? row
      const { json, certificate, publicKeySpki } = other
      return { ...row, json, certificate, publicKeySpki, expected }
    })
    for (const { id, got } of await ask(swapped)) {
      const answers = ['VERIFY', 'DECODE', 'VALIDJSON', 'ENCODE'].map(
        (name) => got[`EXPECTED${name}`],
      )
      assert.deepEqual(answers, [false, false, false, false], id)
    }
  })
})

/** An ICVP stands under −6 of `hcert`, a DDCC under 3, or bare in the CWT as in the first editions. */
function formatOf({ id, qr }: WhoRow): string {
  const claims = decodeCbor(decodeHc1(qr).payload)
  assert.ok(claims instanceof Map, id)
  const hcert = claims.get(HCERT_CLAIM)
  if (!(hcert instanceof Map)) return claims.has('vaccine') ? 'who-ddcc' : ''
  const names: Readonly<Record<string, string>> = { '3': 'who-ddcc', '-6': 'who-icvp' }
  return names[[...hcert.keys()].join()] ?? ''
}

async function verify(row: WhoRow, now: number): Promise<Verification> {
  const verifier = createVerifier({
    formats: [euDcc, whoDdcc, whoIcvp],
    trust: createTrustStore({ records: await recordsOf(row) }),
    crypto: nodeCrypto,
  })
  return verifier.verify(row.qr, { now })
}

async function recordsOf({
  qr,
  certificate,
  publicKeySpki,
}: WhoRow): Promise<readonly TrustRecord[]> {
  if (certificate !== null) {
    const der = new Uint8Array(Buffer.from(certificate, 'base64'))
    return (await importCertificate(der, { crypto: nodeCrypto })).records
  }
  const record: TrustRecord = {
    framework: 'hcert',
    environment: 'exercise',
    issuer: '',
    keyId: readCoseHeader(decodeHc1(qr)).keyId,
    key: readSpki(new Uint8Array(Buffer.from(publicKeySpki ?? '', 'base64'))),
    algorithms: ['ES256'],
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
  }
  return [record]
}

/** The answers to rows, as many as there are rows. */
async function ask(rows: readonly object[]): ReturnType<typeof runConformance> {
  const file = join(folder, 'rows.jsonl')
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const lines = await runConformance(file)
  assert.equal(lines.length, rows.length)
  return lines
}

describe('several sub-claims, and others', () => {
  const textOf = (file: string, id: string) => {
    const rows = readFileSync(vectorFile(file), 'utf8').trim().split('\n')
    return rows.map((line): MadeRow => JSON.parse(line)).find((row) => row.id === id)?.text ?? ''
  }
  const questions = ['DECODE', 'VALIDOBJECT', 'SCHEMAVALIDATION']
  const expected = Object.fromEntries(questions.map((name) => [`EXPECTED${name}`, true]))

  test('more than one certificate, or none that is known, is no object to accept', async () => {
    const ids: readonly (readonly [string, string])[] = [
      ['who-ddcc/made.jsonl', 'who-ddcc/both-sub-claims'],
      ['who-ddcc/made.jsonl', 'who-ddcc/vaccination-under-test'],
      ['who-ddcc/made.jsonl', 'who-ddcc/test-under-vaccination'],
      ['who-icvp/made.jsonl', 'who-icvp/beside-eu-dcc'],
      ['who-icvp/made.jsonl', 'who-icvp/beside-link'],
      ['hcert/made.jsonl', 'hcert/sub-claim-of-the-future'],
    ]
    const rows = ids.map(([file, id]) => ({ id, qr: textOf(file, id), json: null, expected }))
    for (const { id, got } of await ask(rows)) {
      assert.deepEqual(Object.values(got), [true, false, false], id)
    }
  })

  test('a sub-claim beside that says nothing, or is not known, changes nothing', async () => {
    const rows = ['beside-nothing', 'beside-unknown'].map((name) => {
      const id = `who-icvp/${name}`
      return { id, qr: textOf('who-icvp/made.jsonl', id), json: null, expected }
    })
    for (const { id, got } of await ask(rows)) assert.deepEqual(got, expected, id)
  })
})

interface MadeRow {
  readonly id: string
  readonly text: string
}

describe('--catalogue', () => {
  const made = readFileSync(vectorFile('who-icvp/made.jsonl'), 'utf8').trim().split('\n')
  const rows = made.map((line): MadeRow => JSON.parse(line))
  const textOf = (id: string) => rows.find((row) => row.id === `who-icvp/${id}`)?.text ?? ''
  const catalogue = vectorFile('who-icvp/catalogue.json')
  const run = (id: string, ...args: readonly string[]) => {
    const trust = vectorFile('exercise/trust.json')
    return pratique(['verify', '-', '--trust', trust, '--at', '2026-06-01', ...args], {
      stdin: textOf(id),
    })
  }

  test('decides what is open without it', async () => {
    const [without, listed, unlisted] = await Promise.all([
      run('g3', '--json'),
      run('g3', '--json', '--catalogue', catalogue),
      run('unlisted-g3', '--json', '--catalogue', catalogue),
    ])
    assert.equal(without.exitCode, 22)
    assert.match(without.stdout, /"content\.no-catalogue"/)
    assert.equal(listed.exitCode, 3)
    assert.equal(unlisted.exitCode, 22)
    assert.match(unlisted.stdout, /"content\.not-in-catalogue"/)
  })

  test('a file that is no catalogue is told, and nothing is verified', async () => {
    const file = join(folder, 'no-catalogue.json')
    for (const text of ['{}', 'x', '{"type":"pratique-product-catalogue","products":[]}']) {
      writeFileSync(file, text)
      const { exitCode, stdout, stderr } = await run('g3', '--catalogue', file)
      assert.deepEqual([exitCode, stdout], [2, ''])
      assert.match(stderr, /\[usage\.catalogue-file\]$/m)
    }
    const missing = await run('g3', '--catalogue', join(folder, 'not-here.json'))
    assert.match(missing.stderr, /\[usage\.file-missing\]$/m)
  })
})
