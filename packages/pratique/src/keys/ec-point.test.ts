import assert from 'node:assert/strict'
import { createECDH, ECDH } from 'node:crypto'
import { describe, test } from 'node:test'
import { COORDINATE_BYTES } from './curves.ts'
import { CURVES, toPlainPoint } from './ec-point.ts'
import { readSpki } from './spki.ts'

const NAMES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const

describe('a compressed point becomes plain (SEC 1 §2.3.4)', () => {
  for (const curve of CURVES.values()) {
    test(`${curve.kind}: as node:crypto has it, and nothing off the curve`, () => {
      const name = NAMES[curve.kind]
      for (let i = 0; i < 20; i++) {
        const plain = new Uint8Array(createECDH(name).generateKeys())
        const compressed = convert(plain, name, 'compressed')
        assert.deepEqual(toPlainPoint(curve, compressed), plain)
        assert.deepEqual(toPlainPoint(curve, convert(plain, name, 'hybrid')), plain)
        assert.equal(toPlainPoint(curve, plain), plain)
      }
    })

    test(`${curve.kind}: every x is that of a point, or is refused, as node:crypto says`, () => {
      const name = NAMES[curve.kind]
      const point = convert(new Uint8Array(createECDH(name).generateKeys()), name, 'compressed')
      for (let last = 0; last < 16; last++) {
        const other = Uint8Array.from([...point.subarray(0, -1), last])
        assert.deepEqual(
          plainOrNothing(() => toPlainPoint(curve, other)),
          expected(other, name),
        )
      }
    })

    test(`${curve.kind}: an x of p and more is refused, though x − p may be that of a point`, () => {
      for (let more = 0n; more < 8n; more++) {
        const digits = (curve.p + more).toString(16)
        const x = digits.padStart(2 * COORDINATE_BYTES[curve.kind], '0')
        const bytes = Buffer.from(`02${x}`, 'hex')
        assert.throws(() => toPlainPoint(curve, new Uint8Array(bytes)), { code: 'format.key' })
      }
    })
  }
})

test('a key with a compressed point is the key with the plain one', () => {
  const plain = new Uint8Array(createECDH(NAMES['P-256']).generateKeys())
  const compressed = convert(plain, NAMES['P-256'], 'compressed')
  const head = '06072a8648ce3d020106082a8648ce3d030107'
  const plainSpki = Buffer.concat([Buffer.from(`30593013${head}034200`, 'hex'), plain])
  const spki = Buffer.concat([Buffer.from(`30393013${head}032200`, 'hex'), compressed])
  assert.deepEqual(readSpki(Uint8Array.from(spki)), {
    spki: Uint8Array.from(plainSpki),
    kind: 'P-256',
  })
})

function convert(
  point: Uint8Array,
  name: string,
  form: 'compressed' | 'uncompressed' | 'hybrid',
): Uint8Array<ArrayBuffer> {
  const converted = ECDH.convertKey(point, name, undefined, undefined, form)
  return Uint8Array.from(Buffer.from(converted))
}

function expected(point: Uint8Array, name: string): Uint8Array | undefined {
  try {
    return convert(point, name, 'uncompressed')
  } catch {
    return undefined
  }
}

function plainOrNothing(read: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return read()
  } catch (error) {
    assert.equal(Object(error).code, 'format.key')
    return undefined
  }
}
