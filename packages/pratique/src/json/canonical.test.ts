/**
 * JCS: against the values of RFC 8785 and the package `canonicalize`.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonicalizeJson, requireExactNumbers } from './canonical.ts'
import { parseJson } from './parse.ts'
import type { JsonValue } from './value.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }
/** Its types say that it is an ES module, and it is none. */
const canonicalize: (value: unknown) => string | undefined = createRequire(import.meta.url)(
  'canonicalize',
)

const CANONICAL = { code: 'format.canonical' }

/** A double by its bits, as RFC 8785 appendix B lists them. */
function double(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}

describe('RFC 8785 §3.2.2: primitive values', () => {
  test('strings have few escapes', () => {
    // The sample of §3.2.2: escapes that are needless, needed, and of several kinds.
    const sample = '"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"'
    assert.equal(canonicalizeJson(parseJson(sample)), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
  })

  test('controls are written short where JSON has a short form', () => {
    const controls = String.fromCharCode(...Array.from({ length: 33 }, (_, i) => i), 0x7f)
    const written = canonicalizeJson(controls)
    assert.match(written, /^"\\u0000.*\\b\\t\\n\\u000b\\f\\r\\u000e.*\\u001f /)
    assert.ok(written.endsWith('\x7f"'))
  })

  test('literals and structure', () => {
    const value: JsonValue = { b: [true, false, null, {}, []], a: '' }
    assert.equal(canonicalizeJson(value), '{"a":"","b":[true,false,null,{},[]]}')
  })

  test('a lone surrogate is refused, in values and in names', () => {
    for (const text of ['\ud800', 'a\udead', '\udc00\ud800', '\ud83d \ude00']) {
      assert.throws(() => canonicalizeJson(text), CANONICAL)
      assert.throws(() => canonicalizeJson([text]), CANONICAL)
      assert.throws(() => canonicalizeJson({ [text]: 1 }), CANONICAL)
    }
    assert.equal(canonicalizeJson('\ud83d\ude00'), '"\u{1f600}"')
  })
})

describe('RFC 8785 appendix B: numbers', () => {
  const SAMPLES: readonly (readonly [bigint, string])[] = [
    [0x0000000000000000n, '0'],
    [0x8000000000000000n, '0'],
    [0x0000000000000001n, '5e-324'],
    [0x8000000000000001n, '-5e-324'],
    [0x7fefffffffffffffn, '1.7976931348623157e+308'],
    [0xffefffffffffffffn, '-1.7976931348623157e+308'],
    [0x4340000000000000n, '9007199254740992'],
    [0xc340000000000000n, '-9007199254740992'],
    [0x4430000000000000n, '295147905179352830000'],
    [0x44b52d02c7e14af5n, '9.999999999999997e+22'],
    [0x44b52d02c7e14af6n, '1e+23'],
    [0x44b52d02c7e14af7n, '1.0000000000000001e+23'],
    [0x444b1ae4d6e2ef4en, '999999999999999700000'],
    [0x444b1ae4d6e2ef4fn, '999999999999999900000'],
    [0x444b1ae4d6e2ef50n, '1e+21'],
    [0x3eb0c6f7a0b5ed8cn, '9.999999999999997e-7'],
    [0x3eb0c6f7a0b5ed8dn, '0.000001'],
    [0x41b3de4355555553n, '333333333.3333332'],
    [0x41b3de4355555555n, '333333333.3333333'],
    [0x41b3de4355555557n, '333333333.33333343'],
    [0xbecbf647612f3696n, '-0.0000033333333333333333'],
    [0x43143ff3c1cb0959n, '1424953923781206.2'],
  ]
  for (const [bits, written] of SAMPLES) {
    test(`${bits.toString(16).padStart(16, '0')} is ${written}`, () => {
      assert.equal(canonicalizeJson(double(bits)), written)
      requireExactNumbers(written)
    })
  }

  test('what is no number of JSON is refused', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      assert.throws(() => canonicalizeJson([value]), CANONICAL)
    }
  })
})

describe('RFC 8785 §3.2.3: order of members', () => {
  test('by UTF-16 code units, where code points would differ', () => {
    const sample =
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",' +
      '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",' +
      '"\\u00f6":"Latin Small Letter O With Diaeresis"}'
    const text = canonicalizeJson(parseJson(sample))
    const places = ['"\\r"', '"1"', '"\u0080"', '"ö"', '"€"', '"😀"', '"\ufb33"'].map((name) =>
      text.indexOf(name),
    )
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    )
    assert.ok(places.every((place) => place >= 0))
  })

  test('__proto__ and numbers are names like others', () => {
    const text = '{"b":1,"__proto__":{"z":1,"a":2},"10":3,"9":4}'
    assert.equal(
      canonicalizeJson(parseJson(text)),
      '{"10":3,"9":4,"__proto__":{"a":2,"z":1},"b":1}',
    )
  })

  test('as the package canonicalize writes any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
        const parsed = parseJson(JSON.stringify(value))
        const written = orRefused(parsed)
        if (written === undefined) return
        assert.equal(written, canonicalize(parsed))
        assert.equal(canonicalizeJson(parseJson(written)), written)
        requireExactNumbers(written)
      }),
      RUNS,
    )
  })
})

describe('numbers as written', () => {
  const TAKEN = [
    ...['0', '-0', '1', '-1', '1.0', '1e2', '1E+2', '100e-2', '0.1', '0.10', '0e99999', '-0.0e9'],
    ...['9007199254740992', '9007199254740994', '1e23', '1e308', '5e-324', '123456789012345'],
    ...['1000000000000000000000', '0.000001', '1e-7', '12345678901234500', '0.30000000000000004'],
  ]
  for (const literal of TAKEN) {
    test(`${literal} is taken`, () => requireExactNumbers(`{"a":[${literal}]}`))
  }

  const REFUSED = [
    ...['9007199254740993', '1e400', '-1e400', '1e-400', '0.1000000000000000055511151231257827'],
    ...['2.5e-324', '4.9e-324', '123456789012345678', '0.12345678901234567890', '1e99999999999'],
    ...['1e-99999999999', '9999999999999999', '-9007199254740993', '1.00000000000000000001'],
  ]
  for (const literal of REFUSED) {
    test(`${literal} is refused`, () => {
      assert.throws(() => requireExactNumbers(literal), CANONICAL)
      assert.throws(() => requireExactNumbers(`{"a":[1,${literal},2]}`), CANONICAL)
    })
  }

  test('digits in strings are no numbers', () => {
    requireExactNumbers('{"9007199254740993":"1e400 \\" 9007199254740993","\\\\":1}')
    assert.throws(() => requireExactNumbers('{"\\\\":1e400}'), CANONICAL)
  })

  test('what is taken is what a reader of exact decimals reads', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/)
    fc.assert(
      fc.property(digits, (literal) => {
        const taken = isTaken(literal)
        assert.equal(taken, isSameValue(literal, String(Number(literal))), literal)
      }),
      RUNS,
    )
  })

  test('long texts take no longer than they are long', () => {
    const started = performance.now()
    requireExactNumbers(`[${'1,'.repeat(200_000)}1]`)
    assert.throws(() => requireExactNumbers('9'.repeat(500_000)), CANONICAL)
    assert.ok(performance.now() - started < 2000)
  })
})

function orRefused(value: JsonValue): string | undefined {
  try {
    return canonicalizeJson(value)
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'format.canonical')
    return undefined
  }
}

function isTaken(literal: string): boolean {
  try {
    requireExactNumbers(literal)
    return true
  } catch {
    return false
  }
}

/** Compares two decimals as fractions of whole numbers. */
function isSameValue(a: string, b: string): boolean {
  if (b.includes('Infinity')) return false
  const [x, y] = [toFraction(a), toFraction(b)]
  return x.above * y.below === y.above * x.below
}

function toFraction(literal: string): { readonly above: bigint; readonly below: bigint } {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const power = Number(exponent) - fraction.length
  const above = BigInt(whole === '-' ? '0' : whole + fraction)
  return power >= 0
    ? { above: above * 10n ** BigInt(power), below: 1n }
    : { above, below: 10n ** BigInt(-power) }
}
