/**
 * Every row of SMART Health Links of the shared corpus by its judge.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonObject, JsonValue } from 'pratique/codecs'
import { readRow } from '../src/conformance/row.ts'
import { judgeLink } from '../src/conformance/shl.ts'
import { readRows, skip } from './corpus-rows.ts'

interface LinkRow {
  readonly id: string
  readonly level: string
  readonly expected: { readonly valid: boolean; readonly stage: string | null }
  readonly stageAlso?: readonly string[]
  readonly [name: string]: unknown
}

describe('formats/shl.jsonl', { skip }, () => {
  const rows = skip ? [] : readRows<LinkRow>('formats/shl.jsonl')

  test('there are rows', () => {
    assert.ok(rows.length > 0)
  })

  for (const row of rows) {
    test(`${row.level}: ${row.id}`, async () => {
      const { got } = await judge(row)
      assert.equal(got.valid, row.expected.valid)
      assert.ok([row.expected.stage, ...(row.stageAlso ?? [])].includes(got.stage), `${got.stage}`)
    })
  }
})

function judge(row: object) {
  return judgeLink(readRow(JSON.stringify(row), 1).row)
}

/** The steps of a link one by one, taken from rows that go through all of them. */
describe('levels that begin within a link', { skip }, () => {
  const rows = skip ? [] : readRows<LinkRow>('formats/shl.jsonl')
  const links = rows.filter(({ level, expected }) => level === 'shlink' && expected.valid)

  test('there are links to follow', () => {
    assert.ok(links.length > 0)
  })

  for (const row of links) {
    const payload = payloadOf(String(row['qr']))
    const manifest = manifestOf(row['http'])
    const key = textOf(payload, 'key')
    const files = filesOf(manifest)
    const jwe = Object.values(toObject(row['http'])).find((answer) => typeof answer === 'string')

    test(`${row.id}: payload, manifest, entries and files hold`, async () => {
      const levels: readonly object[] = [
        { level: 'shlpayload', input: JSON.stringify(payload) },
        { level: 'shlmanifest', input: JSON.stringify(manifest), decryptionKey: key },
        { level: 'shlmanifest', input: { ...manifest, decryptionKey: key } },
        { level: 'shlmanifest', qr: JSON.stringify(manifest), decryptionKey: key },
        ...files.map((file) => ({ level: 'shlfile', input: { ...file, decryptionKey: key } })),
        ...files.map((file) => ({
          level: 'shlfile',
          input: JSON.stringify({ contentType: file['contentType'], embedded: jwe }),
          decryptionKey: key,
        })),
      ]
      for (const level of levels) {
        const { got } = await judge({ ...row, qr: null, ...level })
        assert.deepEqual(got, { valid: true, stage: 'lint' }, JSON.stringify(level))
      }
    })

    test(`${row.id}: is followed from what was scanned, and read where nothing answers`, async () => {
      const { passcode } = row
      const asNumber = { level: 'qr', passcode: Number(passcode) }
      for (const changed of [{ level: 'qr' }, asNumber]) {
        const { got } = await judge({ ...row, ...changed })
        assert.deepEqual(got, { valid: true, stage: 'lint' })
      }
      const { got } = await judge({ ...row, level: 'qr', http: null })
      assert.deepEqual(got, { valid: false, stage: 'payload' })
    })

    test(`${row.id}: answers may be numbers, and carry one`, async () => {
      const url = textOf(payload, 'url')
      const answered = (answer: JsonValue) =>
        judge({ ...row, http: withAnswer(row['http'], answer) })
      const withAnswer = (http: unknown, answer: JsonValue) => ({
        ...toObject(http),
        [`POST ${url}`]: answer,
      })
      for (const answer of [
        404,
        429,
        { status: 401, body: { remainingAttempts: 2 } },
        { status: 500 },
      ]) {
        const { got } = await answered(answer)
        assert.deepEqual(got, { valid: false, stage: 'retrieve' }, JSON.stringify(answer))
      }
      for (const body of [manifest, JSON.stringify(manifest)]) {
        const { got } = await answered({ status: 200, body })
        assert.deepEqual(got, { valid: true, stage: 'lint' })
      }
      const wanted = { ...manifest, requiresPasscode: 4321 }
      assert.equal((await answered(wanted)).got.stage, 'retrieve')
    })

    test(`${row.id}: who asks for a file may stand in its address`, async () => {
      const direct = { url: textOf(payload, 'url'), key, flag: 'U' }
      for (const asker of ['', '?recipient=Somebody']) {
        const http = { [`GET ${direct.url}${asker}`]: jwe }
        const { got } = await judge({ ...row, level: 'shlpayload', input: direct, http })
        assert.deepEqual(got, { valid: true, stage: 'lint' }, asker)
      }
    })

    test(`${row.id}: what was broken does not hold, and where`, async () => {
      const cases: readonly (readonly [object, string])[] = [
        [{ level: 'shlink', http: {} }, 'retrieve'],
        [{ level: 'shlink', passcode: undefined }, 'retrieve'],
        [{ level: 'shlink', keys: { issuers: {} } }, 'trust'],
        [{ level: 'shlpayload', input: JSON.stringify({ ...payload, url: 'ftp://x' }) }, 'payload'],
        [{ level: 'shlpayload', input: '{' }, 'decode'],
        [{ level: 'shlmanifest', input: '{"files":[]}', decryptionKey: key }, 'payload'],
        [{ level: 'shlmanifest', input: '{"files":[{}]}', decryptionKey: key }, 'payload'],
        [{ level: 'shlmanifest', input: manifest, decryptionKey: 'A'.repeat(43) }, 'decrypt'],
        [
          { level: 'shlmanifest', input: { ...manifest, decryptionKey: 'A'.repeat(43) } },
          'decrypt',
        ],
        [{ level: 'shlfile', input: { jwe: 'e30.A', key } }, 'decode'],
        [{ level: 'shlfile', input: { jwe, key: 'A' } }, 'payload'],
      ]
      for (const [changed, stage] of cases) {
        const { got } = await judge({ ...row, ...changed })
        assert.deepEqual(got, { valid: false, stage }, JSON.stringify(changed).slice(0, 80))
      }
    })
  }
})

function payloadOf(qr: string): JsonObject {
  return toObject(JSON.parse(Buffer.from(qr.split('shlink:/')[1] ?? '', 'base64url').toString()))
}

/** The answer to a POST, without what only the row's server needs. */
function manifestOf(http: unknown): JsonObject {
  const { requiresPasscode: _, ...manifest } = toObject(
    Object.entries(toObject(http)).find(([name]) => name.startsWith('POST'))?.[1],
  )
  return manifest
}

function filesOf({ files }: JsonObject): readonly JsonObject[] {
  return Array.isArray(files) ? files.map(toObject) : []
}

function toObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null) throw new Error('the row is of another form')
  return { ...value }
}

function textOf(object: JsonObject, name: string): JsonValue {
  return object[name] ?? ''
}
