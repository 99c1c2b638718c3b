import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import type { JsonObject } from '../json/value.ts'
import type { DecryptPort } from '../keys/decrypt-port.ts'
import {
  decodeCompactJwe,
  decryptCompactJwe,
  encodeCompactJwe,
  encodeJweHeader,
  isCompactJwe,
  readJweHeader,
} from './compact.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i)
const IV = Uint8Array.from({ length: 12 }, (_, i) => 100 + i)
const HEADER = { alg: 'dir', enc: 'A256GCM', cty: 'text/plain' }
const LIMIT = { maxBytes: 64 * 1024 }

/** Node's OpenSSL as a second opinion. */
const nodeDecrypt: DecryptPort = {
  decryptAesGcm({ key, iv, ciphertext, tag, additionalData }) {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
    decipher.setAAD(additionalData)
    decipher.setAuthTag(tag)
    const opened = decipher.update(ciphertext)
    try {
      return Uint8Array.from([...opened, ...decipher.final()])
    } catch {
      return undefined
    }
  },
}

interface Sealing {
  readonly header?: JsonObject
  readonly key?: Bytes
  readonly iv?: Bytes
  readonly encryptedKey?: Bytes
  readonly tagBytes?: number
}

/** Encrypts with node:crypto. */
function seal(plaintext: Uint8Array, sealing: Sealing = {}): string {
  const {
    header = HEADER,
    key = KEY,
    iv = IV,
    encryptedKey = new Uint8Array(),
    tagBytes = 16,
  } = sealing
  const additionalData = encodeJweHeader(header)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(additionalData)
  const ciphertext = Uint8Array.from([...cipher.update(plaintext), ...cipher.final()])
  const tag = Uint8Array.from(cipher.getAuthTag())
  return encodeCompactJwe({ additionalData, encryptedKey, iv, ciphertext, tag })
}

async function open(text: string, key: Bytes = KEY, decrypt?: DecryptPort): Promise<Bytes> {
  const options = { ...LIMIT, ...(decrypt && { decrypt }) }
  return (await decryptCompactJwe(decodeCompactJwe(text), key, options)).plaintext
}

describe('a JWE of node:crypto', () => {
  test('opens with its key', async () => {
    const text = seal(utf8('hello'))
    const { plaintext, contentType, isCompressed } = await decryptCompactJwe(
      decodeCompactJwe(text),
      KEY,
      LIMIT,
    )
    assert.deepEqual([...plaintext], [...utf8('hello')])
    assert.deepEqual([contentType, isCompressed], ['text/plain', false])
    assert.equal(isCompactJwe(text), true)
  })

  test('opens whatever is inside, and with both ports alike', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (plaintext, isCompressed) => {
        const header = { ...HEADER, ...(isCompressed && { zip: 'DEF' }) }
        const text = seal(isCompressed ? deflateRawSync(plaintext) : plaintext, { header })
        assert.deepEqual([...(await open(text))], [...plaintext])
        assert.deepEqual([...(await open(text, KEY, nodeDecrypt))], [...plaintext])
      }),
      RUNS,
    )
  })

  test('does not open with another key', async () => {
    const text = seal(utf8('hello'))
    for (const at of [0, 15, 31]) {
      const other = KEY.with(at, 255)
      await assert.rejects(open(text, other), { code: 'format.decrypt' })
    }
  })

  test('never opens once any bit of it was changed', async () => {
    const text = seal(utf8('hello'))
    const bits = fc.tuple(fc.nat({ max: text.length - 1 }), fc.nat({ max: 6 }))
    await fc.assert(
      fc.asyncProperty(bits, async ([at, bit]) => {
        const changed =
          text.slice(0, at) +
          String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) +
          text.slice(at + 1)
        await assert.rejects(async () => open(changed), FormatError)
      }),
      RUNS,
    )
  })

  test('its header is authenticated as it was written', async () => {
    const text = seal(utf8('hello'))
    const [, ...rest] = text.split('.')
    const other = new TextDecoder().decode(encodeJweHeader({ ...HEADER, cty: 'text/html' }))
    await assert.rejects(open([other, ...rest].join('.')), { code: 'format.decrypt' })
  })
})

describe('decodeCompactJwe', () => {
  test('is undone by encodeCompactJwe, and undoes it', () => {
    const text = seal(utf8('hello'))
    assert.equal(encodeCompactJwe(decodeCompactJwe(text)), text)
  })

  test('takes five parts of base64url', () => {
    const parts = seal(utf8('hello')).split('.')
    const wrong = [
      '',
      '....',
      '.'.repeat(1000),
      parts.slice(0, 4).join('.'),
      [...parts, ''].join('.'),
      `${parts.join('.')}=`,
      ` ${parts.join('.')}`,
      parts.with(0, '').join('.'),
      parts.with(0, 'e30=').join('.'),
      parts.with(0, 'W10').join('.'),
      parts.with(0, Buffer.from('{"alg":"dir","alg":"dir"}').toString('base64url')).join('.'),
      parts.with(2, 'A').join('.'),
      parts.with(4, `${parts[4]?.slice(0, -1)}+`).join('.'),
    ]
    for (const text of wrong) {
      assert.throws(() => decodeCompactJwe(text), { code: 'format.jwe' }, text.slice(0, 40))
    }
  })

  test('any text has an answer or a FormatError', () => {
    const texts = fc.oneof(
      fc.string({ unit: ANY_CHARACTER }),
      fc
        .array(fc.string({ unit: fc.constantFrom('a', 'b', '_', '-', 'Q') }), { maxLength: 7 })
        .map((parts) => ['eyJ9', ...parts].join('.')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readJweHeader(decodeCompactJwe(text))
        } catch (error) {
          assert.ok(error instanceof FormatError)
        }
        isCompactJwe(text)
      }),
      RUNS,
    )
  })

  test('isCompactJwe takes linear time', () => {
    assert.equal(isCompactJwe(`ey${'a'.repeat(1e6)}`), false)
    assert.equal(isCompactJwe(`ey${'.a'.repeat(5e5)}`), false)
    assert.equal(isCompactJwe('eyJ9.eyJ9.AAAA'), false)
  })
})

describe('readJweHeader', () => {
  const read = (sealing: Sealing) => readJweHeader(decodeCompactJwe(seal(utf8('x'), sealing)))

  test('takes dir and A256GCM, and no other', () => {
    const headers: readonly JsonObject[] = [
      {},
      { ...HEADER, alg: 'A256GCMKW' },
      { ...HEADER, alg: 'DIR' },
      { ...HEADER, enc: 'A128GCM' },
      { ...HEADER, enc: 'A256CBC-HS512' },
      { ...HEADER, enc: ['A256GCM'] },
      { ...HEADER, zip: 'GZIP' },
      { ...HEADER, zip: null },
      { ...HEADER, cty: 7 },
      { ...HEADER, crit: ['exp'], exp: 1 },
      { ...HEADER, crit: [] },
    ]
    for (const header of headers) {
      assert.throws(() => read({ header }), { code: 'format.jwe' }, JSON.stringify(header))
    }
    assert.deepEqual(read({ header: { alg: 'dir', enc: 'A256GCM', kid: 'x', p2c: 1 } }), {
      isCompressed: false,
    })
  })

  test('takes an empty key, 12 bytes of vector and 16 of tag', () => {
    assert.throws(() => read({ encryptedKey: Uint8Array.of(1) }), { code: 'format.jwe' })
    assert.throws(() => read({ iv: new Uint8Array(16) }), { code: 'format.jwe' })
    for (const tagBytes of [4, 8, 12, 15]) {
      assert.throws(() => read({ tagBytes }), { code: 'format.jwe' }, `${tagBytes}`)
    }
  })
})

describe('compressed content', () => {
  const header = { ...HEADER, zip: 'DEF' }

  test('is refused past the limit, however small it comes', async () => {
    const bomb = deflateRawSync(Buffer.alloc(60_000_000), { level: 9 })
    await assert.rejects(open(seal(bomb.subarray(0, LIMIT.maxBytes), { header })), {
      code: 'format.deflate',
    })
    await assert.rejects(open(seal(Buffer.alloc(LIMIT.maxBytes + 1))), { code: 'format.length' })
    const exactly = deflateRawSync(Buffer.alloc(LIMIT.maxBytes))
    assert.equal((await open(seal(exactly, { header }))).length, LIMIT.maxBytes)
  })

  test('is one whole raw stream', async () => {
    const stream = deflateRawSync('hello')
    for (const wrong of [
      Buffer.concat([stream, Buffer.of(0)]),
      stream.subarray(1),
      utf8('hello'),
    ]) {
      await assert.rejects(open(seal(wrong, { header })), { code: 'format.deflate' })
    }
  })
})

describe('a platform without AES-GCM', () => {
  test('says so', async () => {
    await assert.rejects(open(seal(utf8('x')), KEY.subarray(0, 31)), {
      code: 'unavailable.algorithm',
    })
  })
})

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}
