import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decodeBase64Url } from '../bytes/base64url.ts'
import { FormatError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { hasPrivateMember, readJwk, thumbprint } from './jwk.ts'
import { webCrypto } from './web-crypto.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** RFC 7638 §3.1, without its line breaks. */
const RFC_7638 = {
  kty: 'RSA',
  n:
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJE' +
    'CPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Q' +
    'vzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6' +
    'WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
}

/** RFC 8037 §A.2. */
const RFC_8037 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }

/** RFC 7515 §A.3.1. */
const RFC_7515 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}

describe('thumbprint', () => {
  test('RFC 7638 §3.1', async () => {
    const expected = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
    assert.equal(await thumbprint(RFC_7638, webCrypto), expected)
    const { kty, n, e } = RFC_7638
    assert.equal(await thumbprint({ e, use: 'sig', n, kty }, webCrypto), expected)
  })

  test('RFC 8037 §A.3', async () => {
    const expected = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
    assert.equal(await thumbprint(RFC_8037, webCrypto), expected)
  })

  test('covers each of the members, and no other (RFC 7638 §3.2)', async () => {
    const own = await thumbprint(RFC_7515, webCrypto)
    assert.equal(await thumbprint({ ...RFC_7515, kid: 'a', use: 'enc', d: 'A' }, webCrypto), own)
    for (const name of ['crv', 'x', 'y']) {
      assert.notEqual(await thumbprint({ ...RFC_7515, [name]: 'P-384' }, webCrypto), own, name)
    }
  })

  test('is refused where a member is missing or no text', async () => {
    for (const name of ['kty', 'crv', 'x', 'y']) {
      for (const value of [undefined, 1, null, ['x']]) {
        const jwk: JsonObject = JSON.parse(JSON.stringify({ ...RFC_7515, [name]: value }))
        await assert.rejects(thumbprint(jwk, webCrypto), { code: 'format.key' })
      }
    }
    await assert.rejects(thumbprint({ kty: 'oct', k: 'AA' }, webCrypto), { code: 'format.key' })
    await assert.rejects(thumbprint({ kty: 'toString' }, webCrypto), { code: 'format.key' })
    await assert.rejects(thumbprint({ kty: '__proto__' }, webCrypto), { code: 'format.key' })
  })
})

describe('signatures of the RFCs verify under the keys read', () => {
  const cases = [
    {
      clause: 'RFC 7515 §A.3',
      algorithm: 'ES256',
      jwk: RFC_7515,
      input:
        'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl' +
        'LmNvbS9pc19yb290Ijp0cnVlfQ',
      signature:
        'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
    },
    {
      clause: 'RFC 7515 §A.4',
      algorithm: 'ES512',
      input: 'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA',
      jwk: {
        kty: 'EC',
        crv: 'P-521',
        x: 'AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk',
        y: 'ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2',
      },
      signature:
        'AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG' +
        '8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn',
    },
    {
      clause: 'RFC 8037 §A.4',
      algorithm: 'EdDSA',
      jwk: RFC_8037,
      input: 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc',
      signature:
        'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    },
  ] as const
  for (const { clause, algorithm, jwk, input, signature } of cases) {
    test(clause, async () => {
      const key = await webCrypto.prepareKey(readJwk(jwk))
      const bytes = new TextEncoder().encode(input)
      assert.equal(await key.verify(algorithm, decodeBase64Url(signature), bytes), true)
    })
  }
})

describe('readJwk', () => {
  test('reads what node:crypto writes', () => {
    const ec = (['P-256', 'P-384', 'P-521'] as const).map(
      (namedCurve) => generateKeyPairSync('ec', { namedCurve }).publicKey,
    )
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    for (const key of [...ec, rsa, generateKeyPairSync('ed25519').publicKey]) {
      const jwk: JsonObject = JSON.parse(JSON.stringify(key.export({ format: 'jwk' })))
      const spki = new Uint8Array(key.export({ format: 'der', type: 'spki' }))
      assert.deepEqual(readJwk(jwk).spki, spki)
      assert.deepEqual(readJwk({ ...jwk, use: 'enc', alg: 'none', kid: '', x5c: [] }).spki, spki)
    }
  })

  test('refuses private keys, whatever the member holds', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const whole: JsonObject = JSON.parse(JSON.stringify(privateKey.export({ format: 'jwk' })))
    assert.throws(() => readJwk(whole), { code: 'format.key' })
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) {
      for (const value of ['', 'AA', null, []]) {
        const jwk: JsonObject = { ...RFC_7515, [name]: value }
        assert.equal(hasPrivateMember(jwk), true, name)
        assert.throws(() => readJwk(jwk), { code: 'format.key' }, name)
      }
    }
    assert.equal(hasPrivateMember(RFC_7515), false)
  })

  test('refuses other types and curves, and types that do not go with the curve', () => {
    const changes: readonly JsonObject[] = [
      { kty: 'oct' },
      { kty: 'ec' },
      { kty: 'OKP' },
      { kty: 'RSA' },
      { kty: null },
      { crv: 'secp256k1' },
      { crv: 'P-384' },
      { crv: 'p-256' },
      { crv: 'Ed25519' },
      { crv: 'toString' },
      { crv: '__proto__' },
      { x: 5 },
      { y: '' },
      { y: 'AA' },
    ]
    for (const change of changes) {
      assert.throws(() => readJwk({ ...RFC_7515, ...change }), { code: 'format.key' })
    }
    assert.throws(() => readJwk({ ...RFC_8037, crv: 'X25519' }), { code: 'format.key' })
    assert.throws(() => readJwk({ ...RFC_7638, n: '' }), { code: 'format.key' })
    assert.throws(() => readJwk({ ...RFC_7638, e: 'AAAA' }), { code: 'format.key' })
  })

  test('refuses Base64url that is not strict', () => {
    const { x } = RFC_7515
    for (const text of [`${x}=`, ` ${x}`, `${x.slice(0, -1)}V`, x.replace('_', '/'), `${x}\n`]) {
      if (text === x) continue
      assert.throws(() => readJwk({ ...RFC_7515, x: text }), FormatError, text)
    }
  })

  test('a point that is not on the curve is nobody’s key', () => {
    const zero = 'A'.repeat(RFC_7515.x.length)
    for (const point of [{ y: RFC_7515.x }, { x: zero, y: zero }, { x: `${'_'.repeat(42)}8` }]) {
      const off = { ...RFC_7515, ...point }
      assert.throws(() => createPublicKey({ key: off, format: 'jwk' }))
      assert.throws(() => readJwk(off), { code: 'format.key' })
    }
  })

  test('any object: a key, or a refusal', () => {
    const text = fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom(RFC_7515.x, RFC_7515.y))
    const jwk = fc.record(
      {
        kty: fc.constantFrom<JsonValue>('EC', 'OKP', 'RSA', 'oct', 1, null),
        crv: fc.constantFrom<JsonValue>('P-256', 'P-384', 'Ed25519', 'x', 2),
        ...{ x: text, y: text, n: text, e: text },
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(jwk, (each) => {
        try {
          assert.ok(readJwk(each).spki.length > 0)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      RUNS,
    )
  })
})
