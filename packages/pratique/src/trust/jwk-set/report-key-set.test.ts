import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  basicConstraints,
  COMMON_NAME,
  makeCertificate,
  makeKeys,
  NOT_AFTER,
  subjectAltName,
} from '../../../test/make-certificate.ts'
import { makeJwk } from '../../../test/make-jwk.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { reportKeySet } from './report-key-set.ts'

/** Beside the repository; other machines do not have it. */
const ROWS = new URL('../../../../../../shared/corpus/formats/shc.jsonl', import.meta.url)

const ISSUER = 'https://issuer.pratique.example'
const NOW = 1640995200

const KEYS = makeKeys()
const CA_KEYS = makeKeys('P-384')
const CA = makeCertificate({
  keys: CA_KEYS,
  subject: [[COMMON_NAME, 'Utopia CA']],
  signedWith: 'ecdsa-sha384',
  extensions: [basicConstraints(true)],
})
const LEAF = makeLeaf([0x86, ISSUER])
const JWK = await makeJwk(KEYS)

describe('a key set with certificates', () => {
  test('is usable if they are a chain for the key that names the issuer', async () => {
    assert.deepEqual(await check(withChain(LEAF, CA)), { isUsable: true, faults: [] })
    assert.deepEqual(await check(withChain(LEAF)), { isUsable: true, faults: [] })
    assert.deepEqual(await check(JWK), { isUsable: true, faults: [] })
  })

  test('is not if they are no chain', async () => {
    assert.deepEqual(await reasons(withChain(LEAF, LEAF)), [/certificate 1 of x5c/])
    assert.deepEqual(await reasons(withChain(CA, LEAF)), [
      /another key/,
      /certificate 1 of x5c/,
      /name the issuer/,
    ])
  })

  test('is not if one has expired', async () => {
    assert.deepEqual(await reasons(withChain(LEAF, CA), NOT_AFTER + 1), [/certificate 1.*expired/])
  })

  test('is not if they name no issuer, another, or a domain', async () => {
    for (const name of [
      [0x86, `${ISSUER}/`],
      [0x82, 'issuer.pratique.example'],
      [0x82, ISSUER],
    ] as const) {
      assert.deepEqual(await reasons(withChain(makeLeaf(name), CA)), [/name the issuer/])
    }
  })

  test('may name any issuer if none is asked for', async () => {
    const { isUsable } = await reportKeySet(
      { keys: [withChain(makeLeaf([0x86, 'urn:another']), CA)] },
      { now: NOW, crypto },
    )
    assert.equal(isUsable, true)
  })
})

test('one bad key makes a set unusable; so does having none', async () => {
  const report = await check(JWK, { ...JWK, use: 'enc', kid: 'second' })
  assert.equal(report.isUsable, false)
  assert.deepEqual(
    report.faults.map(({ keyId }) => keyId),
    ['second'],
  )
  assert.equal((await check()).isUsable, false)
})

test('what is no key set is refused', async () => {
  await assert.rejects(reportKeySet({}, { now: NOW, crypto }), { code: 'format.json' })
})

test('key sets of the corpus are judged right', async (context) => {
  if (!existsSync(ROWS)) {
    context.skip('no corpus beside the repository')
    return
  }
  const rows = readRows()
  for (const { id, input, iss, evalTime, expected } of rows) {
    const issuer = iss === undefined ? {} : { issuer: iss }
    const { isUsable } = await reportKeySet(input, { ...issuer, now: evalTime, crypto })
    assert.equal(isUsable, expected.valid, id)
  }
  assert.ok(rows.length > 0)
  context.diagnostic(`${rows.length} key sets`)
})

type Report = Awaited<ReturnType<typeof reportKeySet>>

function check(...keys: readonly JsonObject[]): Promise<Report> {
  return reportKeySet({ keys }, { issuer: ISSUER, now: NOW, crypto })
}

/** The reasons given, each as the one of `EXPECTED` that it matches. */
async function reasons(jwk: JsonObject, now = NOW): Promise<readonly RegExp[]> {
  const { isUsable, faults } = await reportKeySet({ keys: [jwk] }, { issuer: ISSUER, now, crypto })
  assert.equal(isUsable, false)
  return faults.map(({ reason }) => {
    const found = EXPECTED.find((pattern) => pattern.test(reason))
    assert.ok(found, reason)
    return found
  })
}

const EXPECTED = [
  /certificate 1.*expired/,
  /certificate 1 of x5c/,
  /another key/,
  /name the issuer/,
] as const

interface Row {
  readonly id: string
  readonly level: string
  readonly input: JsonValue
  readonly iss?: string
  readonly evalTime: number
  readonly expected: { readonly valid: boolean }
}

function readRows(): readonly Row[] {
  const lines = readFileSync(ROWS, 'utf8').trim().split('\n')
  const rows: readonly Row[] = lines.map((line) => JSON.parse(line))
  return rows.filter(({ level }) => level === 'jwkset')
}

function makeLeaf(name: readonly [number, string]): Uint8Array<ArrayBuffer> {
  return makeCertificate({
    keys: KEYS,
    subject: [[COMMON_NAME, 'Utopia issuer']],
    issuer: [[COMMON_NAME, 'Utopia CA']],
    signer: CA_KEYS.privateKey,
    signedWith: 'ecdsa-sha384',
    extensions: [subjectAltName(name)],
  })
}

function withChain(...chain: readonly Uint8Array[]): JsonObject {
  return { ...JWK, x5c: chain.map((der) => Buffer.from(der).toString('base64')) }
}
