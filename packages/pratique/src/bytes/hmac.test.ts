import assert from 'node:assert/strict'
import { createHmac as nodeHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeHex } from './hex.ts'
import { createHmac, isSameSecret } from './hmac.ts'

describe('HMAC-SHA-256', () => {
  test('RFC 4231 §4.3', () => {
    const hmac = createHmac(new TextEncoder().encode('Jefe'))
    assert.equal(
      encodeHex(hmac(new TextEncoder().encode('what do ya want for nothing?'))),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  test('is what OpenSSL computes, for keys and messages of any length', () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        const expected = nodeHmac('sha256', key).update(message).digest('hex')
        assert.equal(encodeHex(createHmac(key)(message)), expected)
      }),
    )
  })

  test('is compared whole', () => {
    assert.equal(isSameSecret(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), true)
    assert.equal(isSameSecret(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false)
    assert.equal(isSameSecret(Uint8Array.of(1, 2), Uint8Array.of(0, 2)), false)
    assert.equal(isSameSecret(Uint8Array.of(1, 2), Uint8Array.of(1)), false)
  })
})
