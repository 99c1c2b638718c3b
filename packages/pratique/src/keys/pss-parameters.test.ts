import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { describe, test } from 'node:test'
import type { Bytes } from '../bytes/bytes.ts'
import { readDer } from '../der/read.ts'
import { INTEGER, NULL, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { allowsPs256, readPssAlgorithm } from './pss-parameters.ts'

const SHA256_OID = oid('608648016503040201')
const SHA384_OID = oid('608648016503040202')
const SHA512_OID = oid('608648016503040203')
const MGF1_OID = oid('2a864886f70d010108')
const SHA256 = encodeDer(SEQUENCE, SHA256_OID)
const HASH = encodeDer(0xa0, SHA256)
const MASK = encodeDer(0xa1, encodeDer(SEQUENCE, MGF1_OID, SHA256))
const SALT_OF_32 = salt(32)

describe('RFC 4055 §3.1', () => {
  test('PS256 is SHA-256 twice and a salt of 32 bytes', () => {
    assert.deepEqual(judge(HASH, MASK, SALT_OF_32), { key: true, signature: true })
  })

  test("a key's salt is a lower limit, a signature's its length (§3.3)", () => {
    assert.deepEqual(judge(HASH, MASK, salt(20)), { key: true, signature: false })
    assert.deepEqual(judge(HASH, MASK, salt(33)), { key: false, signature: false })
  })

  test('none: a key may sign with anything, and a signature is of SHA-1', () => {
    assert.equal(allowsPs256(undefined), true)
    assert.equal(readPssAlgorithm(undefined), undefined)
  })

  test('what is left out, or is of another hash or mask, is not of PS256', () => {
    const sha512 = encodeDer(SEQUENCE, SHA512_OID)
    const otherMask = encodeDer(0xa1, encodeDer(SEQUENCE, MGF1_OID, sha512))
    const noMgf1 = encodeDer(0xa1, encodeDer(SEQUENCE, SHA256_OID, SHA256))
    const noSequence = encodeDer(0xa1, encodeDer(SET, MGF1_OID, SHA256))
    const neither = { key: false, signature: false }
    assert.deepEqual(judge(), neither)
    assert.deepEqual(judge(HASH, MASK), neither)
    assert.deepEqual(judge(HASH, SALT_OF_32), neither)
    assert.deepEqual(judge(MASK, SALT_OF_32), neither)
    assert.deepEqual(judge(encodeDer(0xa0, sha512), MASK, SALT_OF_32), neither)
    for (const mask of [otherMask, noMgf1, noSequence]) {
      assert.deepEqual(judge(HASH, mask, SALT_OF_32), neither)
    }
  })

  test('PS384 and PS512 are their hash twice and a salt of its length; no trailer but the usual', () => {
    const hashes = [
      ['PS384', SHA384_OID, 48],
      ['PS512', SHA512_OID, 64],
    ] as const
    for (const [algorithm, hash, bytes] of hashes) {
      const sha = encodeDer(SEQUENCE, hash, encodeDer(NULL))
      const mask = encodeDer(0xa1, encodeDer(SEQUENCE, MGF1_OID, sha))
      const read = (...more: readonly Bytes[]) =>
        readPssAlgorithm(parameters(encodeDer(0xa0, sha), ...more))
      assert.equal(read(mask, salt(bytes)), algorithm)
      assert.equal(read(mask, salt(32)), undefined)
      assert.equal(read(MASK, salt(bytes)), undefined)
      assert.equal(read(mask, salt(bytes), trailer(1)), algorithm)
      assert.equal(read(mask, salt(bytes), trailer(2)), undefined)
    }
  })

  test("a signature's hash has NULL as parameters or none (§2.1)", () => {
    const withNull = encodeDer(0xa0, encodeDer(SEQUENCE, SHA256_OID, encodeDer(NULL)))
    const withOther = encodeDer(0xa0, encodeDer(SEQUENCE, SHA256_OID, encodeDer(OCTET_STRING)))
    assert.deepEqual(judge(withNull, MASK, SALT_OF_32), { key: true, signature: true })
    assert.deepEqual(judge(withOther, MASK, SALT_OF_32), { key: true, signature: false })
  })

  test('a signature whose parameters are damaged is refused', () => {
    const text = encodeDer(0xa2, encodeDer(OCTET_STRING, Uint8Array.of(32)))
    const primitive = encodeDer(0x83, Uint8Array.of(1))
    for (const members of [
      [HASH, MASK, text],
      [HASH, MASK, SALT_OF_32, primitive],
    ]) {
      assert.throws(() => readPssAlgorithm(parameters(...members)), { code: 'format.der' })
    }
  })
})

function judge(...members: readonly Bytes[]): {
  readonly key: boolean
  readonly signature: boolean
} {
  const read = parameters(...members)
  return { key: allowsPs256(read), signature: readPssAlgorithm(read) === 'PS256' }
}

function parameters(...members: readonly Bytes[]): ReturnType<typeof readDer> {
  return readDer(encodeDer(SEQUENCE, ...members))
}

function salt(bytes: number): Bytes {
  return encodeDer(0xa2, encodeDer(INTEGER, Uint8Array.of(bytes)))
}

function trailer(number: number): Bytes {
  return encodeDer(0xa3, encodeDer(INTEGER, Uint8Array.of(number)))
}

function oid(hex: string): Bytes {
  return encodeDer(OBJECT_IDENTIFIER, new Uint8Array(Buffer.from(hex, 'hex')))
}
