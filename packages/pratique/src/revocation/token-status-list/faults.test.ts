import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeKeys } from '../../../test/make-certificate.ts'
import { makeSigner, toSigner } from '../../../test/make-signer.ts'
import { codeOf } from '../../../test/status-lists.ts'
import {
  CLAIMS,
  CONTENT,
  HEADER,
  makeCwt,
  OPTIONS,
  SIGNER,
  sign,
} from '../../../test/token-status-lists.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { encodeZlib } from '../../bytes/deflate-encode.ts'
import type { CborValue } from '../../cbor/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { verifyTokenStatusListCwt, verifyTokenStatusListJwt } from './read.ts'
import { signTokenStatusListCwt, signTokenStatusListJwt } from './write.ts'

describe('what is wrong has an answer of its own', () => {
  const good = signTokenStatusListJwt(CONTENT, SIGNER)
  const goodCwt = signTokenStatusListCwt(CONTENT, SIGNER)

  test('a token that is cut short or changed', async () => {
    const [jwt, cwt] = [await good, await goodCwt]
    for (const length of [0, 1, 20, jwt.length - 1, jwt.length - 40]) {
      assert.match(
        await jwtCode(jwt.slice(0, length)),
        /^failed format\.|^failed signature\.invalid/,
      )
    }
    for (let length = 0; length < cwt.length; length++) {
      assert.match(await cwtCode(cwt.slice(0, length)), /^failed format\./)
    }
    for (let at = 0; at < cwt.length; at++) {
      const changed = cwt.map((byte, i) => (i === at ? byte ^ 1 : byte))
      assert.match(await cwtCode(changed), /^failed (?:format\.|signature\.(?:invalid|algorithm))/)
    }
  })

  test('another key, no key, a key of another kind', async () => {
    const other = { keys: [makeSigner().key], crypto }
    const codes = async (options: typeof OPTIONS) => [
      codeOf(await verifyTokenStatusListJwt(await good, options)),
      codeOf(await verifyTokenStatusListCwt(await goodCwt, options)),
    ]
    assert.deepEqual(await codes(other), Array(2).fill('failed signature.invalid'))
    const none = { keys: [], crypto }
    assert.deepEqual(await codes(none), Array(2).fill('indeterminate signature.no-key'))
    const p521 = { keys: [toSigner(makeKeys('P-521')).key], crypto }
    assert.deepEqual(await codes(p521), Array(2).fill('failed signature.algorithm'))
    const both = { keys: [...other.keys, SIGNER.key], crypto }
    assert.deepEqual(await codes(both), ['passed', 'passed'])
  })

  test('another type', async () => {
    for (const typ of ['JWT', 'vc+jwt', 'statuslist+cwt', '', undefined]) {
      const header = { alg: 'ES256', ...(typ !== undefined && { typ }) }
      assert.equal(await jwtCode(await sign(header, CLAIMS)), 'failed format.header')
    }
    assert.equal(
      await jwtCode(await sign({ ...HEADER, typ: 'application/statuslist+jwt' }, CLAIMS)),
      'passed',
    )
    for (const typ of ['application/statuslist+jwt', 'statuslist+cwt', 'application/cwt', 61]) {
      assert.equal(await cwtCode(await makeCwt({ typ })), 'failed format.header')
    }
    assert.equal(await cwtCode(await makeCwt({})), 'passed')
  })

  test('another algorithm, or none', async () => {
    const [, payload = '', signature = ''] = (await good).split('.')
    for (const alg of ['none', 'HS256', 'ES256K', '', 7, null]) {
      const header = Buffer.from(JSON.stringify({ ...HEADER, alg })).toString('base64url')
      assert.equal(await jwtCode([header, payload, signature].join('.')), 'failed format.header')
    }
    const header = Buffer.from(JSON.stringify({ ...HEADER, alg: 'EdDSA' })).toString('base64url')
    const forged = [header, payload, signature].join('.')
    assert.equal(await jwtCode(forged), 'failed signature.algorithm')
    assert.equal(await cwtCode(await makeCwt({ alg: -8 })), 'failed signature.algorithm')
    assert.equal(await cwtCode(await makeCwt({ alg: 5 })), 'failed format.header')
    const critical = await sign({ ...HEADER, crit: ['x'], x: 1 }, CLAIMS)
    assert.equal(await jwtCode(critical), 'failed format.header')
  })

  test('a tag of its own kind', async () => {
    const cwt = await goodCwt
    const tagged = Uint8Array.of(0xd8, 61, ...cwt)
    assert.equal(await cwtCode(tagged), 'failed format.cose')
    assert.equal(await cwtCode(cwt.slice(1)), 'failed format.cose')
  })

  test('claims that are missing or of another kind', async () => {
    const { sub: _sub, ...withoutSub } = CLAIMS
    const { iat: _iat, ...withoutIat } = CLAIMS
    const list = CLAIMS.status_list
    const faults: readonly object[] = [
      withoutSub,
      withoutIat,
      { ...CLAIMS, sub: 'not a uri' },
      { ...CLAIMS, sub: 7 },
      { ...CLAIMS, iat: '1' },
      { ...CLAIMS, exp: null },
      { ...CLAIMS, exp: '1' },
      { ...CLAIMS, nbf: [] },
      { ...CLAIMS, ttl: 0 },
      { ...CLAIMS, ttl: -1 },
      { ...CLAIMS, ttl: '43200' },
      { ...CLAIMS, status_list: undefined },
      { ...CLAIMS, status_list: [] },
      ...[0, 3, 5, 16, '1', null, undefined].map((bits) => ({
        ...CLAIMS,
        status_list: { ...list, bits },
      })),
      ...[7, null, undefined].map((lst) => ({ ...CLAIMS, status_list: { ...list, lst } })),
    ]
    for (const claims of faults) {
      assert.equal(await jwtCode(await sign(HEADER, claims)), 'failed format.claims')
    }
    assert.equal(await jwtCode(await sign(HEADER, [])), 'failed format.claims')
    const cwts: readonly ReadonlyMap<number, CborValue>[] = [
      new Map([[2, undefined]]),
      new Map([[6, 'x']]),
      new Map([[65534, 0]]),
      new Map([[65533, 7]]),
      new Map([
        [65533, new Map<string, CborValue>(Object.entries({ bits: 3, lst: Uint8Array.of() }))],
      ]),
      new Map([[65533, new Map<string, CborValue>(Object.entries({ bits: 1, lst: 'eNrb' }))]]),
    ]
    for (const claims of cwts) {
      assert.equal(await cwtCode(await makeCwt({ claims })), 'failed format.claims')
    }
  })

  test('statuses that cannot be unpacked, or that are a bomb', async () => {
    const withList = async (lst: Uint8Array | string) => {
      const text = typeof lst === 'string' ? lst : Buffer.from(lst).toString('base64url')
      return jwtCode(await sign(HEADER, { ...CLAIMS, status_list: { bits: 1, lst: text } }))
    }
    const zlib = encodeZlib(new Uint8Array(1_000))
    assert.equal(await withList(zlib), 'passed')
    assert.equal(await withList(zlib.slice(0, -1)), 'failed format.zlib')
    assert.equal(await withList(zlib.slice(0, 8)), 'failed format.zlib')
    assert.equal(await withList(zlib.slice(2, -4)), 'failed format.zlib')
    assert.equal(await withList(Uint8Array.of(...zlib, 0)), 'failed format.zlib')
    assert.equal(
      await withList(zlib.map((byte, at) => (at === zlib.length - 1 ? byte ^ 1 : byte))),
      'failed format.zlib',
    )
    assert.equal(await withList(''), 'failed format.zlib')
    assert.equal(await withList(`${CLAIMS.status_list.lst}=`), 'failed format.base64url')
    const most = encodeZlib(new Uint8Array(16 * 1024 * 1024))
    const bomb = encodeZlib(new Uint8Array(16 * 1024 * 1024 + 1))
    assert.equal(await withList(most), 'passed')
    assert.equal(await withList(bomb), 'failed format.zlib')
  })

  test('any text and any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array(), async (text, bytes) => {
        assert.match(await jwtCode(text), /^failed format\./)
        assert.match(await cwtCode(new Uint8Array(bytes)), /^failed format\./)
      }),
      { numRuns: 300 },
    )
  })
})

async function jwtCode(token: string): Promise<string> {
  return codeOf(await verifyTokenStatusListJwt(token, OPTIONS))
}

async function cwtCode(token: Bytes): Promise<string> {
  return codeOf(await verifyTokenStatusListCwt(token, OPTIONS))
}
