import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { healthLink } from './format.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const KEY = 'rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q'
const SHLINK = write({ url: 'https://shl.example/m/secret-path', key: KEY, label: 'Tests' })

function write(payload: object, prefix = 'shlink:/'): string {
  return prefix + Buffer.from(JSON.stringify(payload)).toString('base64url')
}

function claimsOf(
  claim: CborValue,
  others: readonly (readonly [number, CborValue])[] = [],
): CborMap {
  return new Map<number, CborValue>([
    [1, 'XE'],
    [4, 2000],
    [6, 1000],
    [-260, new Map([[5, claim], ...others])],
  ])
}

function read(claim: CborValue, others?: readonly (readonly [number, CborValue])[]) {
  const opened = healthLink.open({ kind: 'cwt', map: claimsOf(claim, others) })
  assert.ok(opened)
  return opened.read()
}

describe('sub-claim 5', () => {
  test('is a link as text, as a map with "u", or one of them in an array', () => {
    const member = new Map([['u', SHLINK]])
    for (const claim of [SHLINK, member, [SHLINK], [member]]) {
      const { certificate, content, remarks } = read(claim)
      assert.deepEqual([content.status, content.code], ['indeterminate', 'content.link'])
      assert.equal(certificate.link?.host.value, 'shl.example')
      assert.equal(certificate.link.kind, 'smart-health-link')
      assert.deepEqual(certificate.facts, [])
      assert.deepEqual(certificate.validity, { issuedAt: 1000, expiresAt: 2000 })
      assert.deepEqual(remarks, [])
    }
  })

  test('is a Verifiable Health Link by its prefix or its type', () => {
    const payload = { url: 'https://shl.example/m', key: KEY }
    for (const text of [write(payload, 'vhlink:/'), write({ ...payload, type: 'vhl' })]) {
      assert.equal(read(text).certificate.link?.kind, 'verifiable-health-link')
    }
  })

  test('is at fault where it is no link: it is signed, so that nobody forged it', () => {
    const wrong: readonly CborValue[] = [
      '',
      'https://shl.example/m',
      7,
      [],
      [SHLINK, SHLINK],
      [[SHLINK]],
      new Map(),
      new Map([['u', 7]]),
      new Map([['url', SHLINK]]),
      new Uint8Array(5),
      write({ url: 'http://shl.example/m', key: KEY }),
      write({ url: 'https://shl.example/m', key: KEY, v: 2 }),
    ]
    for (const claim of wrong) {
      const { certificate, content } = read(claim)
      assert.deepEqual([content.status, content.code], ['failed', 'content.structure'])
      assert.equal(certificate.link, undefined)
    }
  })

  test('beside another certificate has no definite meaning', () => {
    assert.equal(read(SHLINK, [[1, new Map()]]).content.code, 'content.several-entries')
  })

  test('has the remarks of the link and of the claims around it', () => {
    const text = write({ url: 'https://shl.example/m', key: KEY, flag: 'XL' })
    const codes = read(text, [[-7, 1]]).remarks.map(({ code }) => code)
    assert.deepEqual(codes, [
      'content.flag-order',
      'content.unknown-flag',
      'content.extra-claims',
      'content.development',
    ])
  })

  test('is nothing else', () => {
    assert.equal(healthLink.open({ kind: 'cwt', map: new Map() }), undefined)
    assert.equal(
      healthLink.open({ kind: 'cwt', map: new Map([[-260, new Map([[1, 1]])]]) }),
      undefined,
    )
    assert.equal(healthLink.open({ kind: 'json', object: {} }), undefined)
  })

  test('whatever it holds, it is read, and always alike', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json().map((json) => `shlink:/${btoa(encodeURI(json))}`),
    )
    const claims: fc.Arbitrary<CborValue> = fc.oneof(
      text,
      fc.integer(),
      text.map((each) => new Map([['u', each]])),
      fc.array(text, { maxLength: 2 }),
    )
    fc.assert(
      fc.property(claims, (claim) => {
        const first = read(claim)
        assert.deepEqual(read(claim), first)
        assert.notEqual(first.content.status, 'passed')
      }),
      RUNS,
    )
  })

  test('neither path nor key is in what is read', () => {
    assert.doesNotMatch(JSON.stringify(read(SHLINK)), /secret-path|rxTgYl/)
  })
})
