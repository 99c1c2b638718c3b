/**
 * JSON with unique names: against a slow parser that reads letter by letter.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FormatError } from '../errors.ts'
import { decodeJson, type JsonLimits, parseJson } from './parse.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

describe('RFC 8259 §4: member names', () => {
  const REFUSED: readonly (readonly [string, string])[] = [
    ['a name twice', '{"a":1,"a":1}'],
    ['a name twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['the empty name twice', '{"":1,"":2}'],
    ['a name twice in an inner object', '[{"b":{"a":1,"a":[]}}]'],
    ['a name twice under an equal name', '{"a":{"a":1,"a":2}}'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
    ['an index twice', '{"0":1,"0":2}'],
    ['a name twice, and a colon that could make up for it', '{"a":":","a":"::"}'],
    ['a name three times', '{"a":{"x":1},"a":{"y":1},"a":{"z":1}}'],
  ]
  for (const [name, text] of REFUSED) test(`${name} is refused`, () => assertRefused(text))

  const ACCEPTED: readonly (readonly [string, string])[] = [
    ['one name in two objects', '[{"a":1},{"a":1}]'],
    ['a name inside itself', '{"a":{"a":{"a":1}}}'],
    ['__proto__ once, as an object', '{"__proto__":{"a":1,"b":2},"a":1}'],
    ['names that objects inherit', '{"constructor":1,"toString":2,"hasOwnProperty":3}'],
    ['names that differ in case', '{"a":1,"A":2}'],
    ['names that normalisation would make equal', '{"\u00e9":1,"e\u0301":2}'],
    ['colons, braces and quotes in strings', '{":{[\\":":"]}\\\\","b":"\\\\\\":"}'],
    ['indices before and after other names', '{"b":1,"1":2,"a":3,"0":4}'],
  ]
  for (const [name, text] of ACCEPTED) {
    test(`${name} is accepted`, () => {
      assert.deepEqual({ value: parseJson(text) }, parseSlowly(text))
    })
  }

  test('a prototype that somebody added to changes nothing', () => {
    Object.defineProperty(Object.prototype, 'added', {
      value: 1,
      enumerable: true,
      configurable: true,
    })
    try {
      assert.doesNotThrow(() => parseJson('{"a":{"b":1}}'))
      assertRefused('{"a":{"b":1,"b":2}}')
    } finally {
      Reflect.deleteProperty(Object.prototype, 'added')
    }
  })
})

describe('escaped names, which V8 takes for names that it met before (nodejs/node#63785)', () => {
  const MET: readonly (readonly [string, string, unknown])[] = [
    ['{"x":0,"\\\\":1}', '{"x":0,"\\u0061":1}', { x: 0, a: 1 }],
    ['{"y":0,"ab\\\\":1}', '[{"y":0,"ab\\n":{"z":[]}}]', [{ y: 0, 'ab\n': { z: [] } }]],
    ['{"z":0,"\\\\u0061b":1}', '{"z":0 , "\\u0061bcdefg" : "\\\\"}', { z: 0, abcdefg: '\\' }],
    ['{"q":{},"\\\\":1}', '{"q":{},"\\"":2}', { q: {}, '"': 2 }],
  ]
  for (const [before, text, value] of MET) {
    test(`${text} after ${before}`, () => {
      parseJson(before)
      assert.deepEqual(parseJson(text), value)
    })
  }

  test('a name twice stays a name twice', () => {
    parseJson('{"v":0,"a":1,"\\\\":1}')
    assertRefused('{"v":0,"a":1,"\\u0061":2}')
  })

  test('escapes in values make no difference', () => {
    assert.deepEqual(parseJson('{"a":"\\u0061","b":["\\\\"]}'), { a: 'a', b: ['\\'] })
  })
})

describe('what is no JSON', () => {
  for (const text of [
    '',
    ' ',
    '{',
    ']',
    ']]]]{',
    '{"a"}',
    '{"a":1,}',
    "{'a':1}",
    '"a',
    '"\\"',
    '"\\u12"',
    '01',
    'NaN',
    'undefined',
    '1 2',
    '\u00a01',
    '\ufeff1',
    '"\n"',
    '/**/1',
  ]) {
    test(JSON.stringify(text), () => assertRefused(text))
  }

  test('the error holds nothing of the text', () => {
    assert.throws(
      () => parseJson('{"name":"Specimen" oops}'),
      (error) =>
        error instanceof FormatError &&
        error.cause === undefined &&
        !/specimen|oops/i.test(error.message),
    )
  })
})

describe('limits', () => {
  test('32 arrays or objects, and no more', () => {
    for (const [opening, closing] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const nested = (depth: number): string => `${opening.repeat(depth)}1${closing.repeat(depth)}`
      assert.doesNotThrow(() => parseJson(nested(32)))
      assertRefused(nested(33))
      assert.doesNotThrow(() => parseJson(nested(33), { maxDepth: 33 }))
    }
  })

  test('brackets side by side or in strings are not nested', () => {
    assert.doesNotThrow(() => parseJson(`[${Array(100).fill('[[]]').join()}]`))
    assert.doesNotThrow(() => parseJson(JSON.stringify('['.repeat(100))))
  })

  test('a million brackets are refused in little time', () => {
    const startedAt = performance.now()
    assertRefused('['.repeat(1024 * 1024))
    assertRefused(`"${'\\'.repeat(1024 * 1023)}`)
    assertRefused('\\"'.repeat(512 * 1024))
    assertRefused(`"\\\\${'a'.repeat(512 * 1024)}"${':'.repeat(511 * 1024)}`)
    assertRefused(`{"\\\\${'a'.repeat(512 * 1024)}"${':'.repeat(511 * 1024)}`)
    assert.ok(performance.now() - startedAt < 1_000)
  })

  test('1 Mi characters', () => {
    const text = (length: number): string => JSON.stringify('a'.repeat(length - 2))
    assert.doesNotThrow(() => parseJson(text(1024 * 1024)))
    assertRefused(text(1024 * 1024 + 1))
    assertRefused('123', { maxCharacters: 2 })
    assert.equal(parseJson('12', { maxCharacters: 2 }), 12)
  })
})

describe('properties', () => {
  test('what is accepted and what it means is what a slow parser says', () => {
    fc.assert(
      fc.property(jsonText(), (text) => {
        checkAgainstSlowParser(text)
      }),
      RUNS,
    )
  })

  test('the same with faults', () => {
    const fault = fc.tuple(
      fc.nat(200),
      fc.constantFrom('"', '\\', ':', '{', '}', '[', ',', '', 'a'),
    )
    fc.assert(
      fc.property(jsonText(), fc.array(fault, { minLength: 1, maxLength: 3 }), (text, faults) => {
        const characters = [...text]
        for (const [at, character] of faults)
          characters.splice(at % (text.length + 1), 1, character)
        checkAgainstSlowParser(characters.join(''))
      }),
      RUNS,
    )
  })

  test('any string at all', () => {
    const pieces = fc.constantFrom(...'{}[]:,"\\ 1', 'null', '"a"', '"a":', '\\u0022')
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((list) => list.join('')),
    )
    fc.assert(fc.property(texts, checkAgainstSlowParser), RUNS)
  })

  test('JSON.stringify is undone', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        checkAgainstSlowParser(JSON.stringify(value))
      }),
      RUNS,
    )
  })
})

describe('decodeJson', () => {
  const decode = (text: string, limits?: JsonLimits) =>
    decodeJson(new TextEncoder().encode(text), limits)

  test('a value and nothing odd', () => {
    const expected = { value: { a: 'ä' }, hasByteOrderMark: false, hasSurroundingSpace: false }
    assert.deepEqual(decode('{"a": "ä"}'), expected)
  })

  for (const text of [' 1', '1\n', '\t1', '1\r']) {
    test(`${JSON.stringify(text)} has space around`, () => {
      const expected = { value: 1, hasByteOrderMark: false, hasSurroundingSpace: true }
      assert.deepEqual(decode(text), expected)
    })
  }

  test('a byte order mark is told and dropped', () => {
    const expected = { value: 1, hasByteOrderMark: true, hasSurroundingSpace: false }
    assert.deepEqual(decode('\ufeff1'), expected)
    assert.deepEqual(decode('\ufeff 1'), { ...expected, hasSurroundingSpace: true })
    assert.deepEqual(decode('"\ufeff"').value, '\ufeff')
  })

  test('two byte order marks, or one behind a space, are refused', () => {
    for (const text of ['\ufeff\ufeff1', ' \ufeff1', '1\ufeff', '\ufeff', '']) {
      assert.throws(() => decode(text), { name: 'FormatError', code: 'format.json' })
    }
  })

  test('bad UTF-8 is refused', () => {
    for (const hex of ['22ff22', '22c08022', '22eda08022', '22c3']) {
      const bytes = new Uint8Array(Buffer.from(hex, 'hex'))
      assert.throws(() => decodeJson(bytes), { name: 'FormatError', code: 'format.json' })
    }
  })

  test('limits are those of characters, not of bytes', () => {
    assert.equal(decode('"水"', { maxCharacters: 3 }).value, '水')
    assert.equal(decode('\ufeff"水"', { maxCharacters: 3 }).value, '水')
    assert.equal(decode('\ufeff1', { maxCharacters: 1 }).value, 1)
    assert.throws(() => decode('"水水"', { maxCharacters: 3 }), FormatError)
    assert.throws(() => decode(' '.repeat(1_000), { maxCharacters: 3 }), FormatError)
  })
})

function assertRefused(text: string, limits?: JsonLimits): void {
  assert.throws(() => parseJson(text, limits), { name: 'FormatError', code: 'format.json' })
}

function checkAgainstSlowParser(text: string): void {
  const slow = parseSlowly(text)
  if (slow === undefined) assertRefused(text)
  else assert.deepEqual(parseJson(text), slow.value)
}

/** JSON text that has many equal names, escapes, white space and deep places. */
function jsonText(): fc.Arbitrary<string> {
  const space = fc.constantFrom('', '', '', ' ', '\n', '\t ')
  const name = fc.constantFrom(
    ...['a', 'b', 'c', '', '0', '1', '__proto__', 'constructor', '\\u0061', '\\u005f_proto__'],
    ...['a\\"', ':', '{', '\\\\', '\\n', 'ä', '\\ud800'],
  )
  const leaf = fc.oneof(
    fc.constantFrom('0', '-0', '1.5e3', '1E999', 'true', 'false', 'null', '""', '"a:{[\\""'),
    name.map((each) => `"${each}"`),
    fc.string().map((each) => JSON.stringify(each)),
  )
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      fc.tuple(space, leaf, space).map((parts) => parts.join('')),
      fc
        .tuple(fc.array(tie('node'), { maxLength: 4 }), space)
        .map(([items, gap]) => `[${items.join(',') || gap}]`),
      fc
        .array(fc.tuple(space, name, space, tie('node')), { maxLength: 4 })
        .map(
          (members) =>
            `{${members.map(([a, key, b, value]) => `${a}"${key}"${b}:${value}`).join(',')}}`,
        ),
    ),
  }))
  return node
}

/**
 * A parser by the grammar of RFC 8259 §2 that shares nothing with ours: it never calls `JSON.parse`
 * on more than one string or number, and looks each name up. `undefined` where it refuses.
 */
function parseSlowly(text: string): { readonly value: unknown } | undefined {
  let rest = text
  try {
    const value = readValue()
    return rest === '' ? { value } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }

  function readValue(): unknown {
    take(SPACE)
    const value = readBare()
    take(SPACE)
    return value
  }

  function readBare(): unknown {
    if (rest.startsWith('{')) return readObject()
    if (rest.startsWith('[')) return readArray()
    if (rest.startsWith('"')) return readString()
    const word = take(WORD)
    if (word === '') throw new SyntaxError('expected a value')
    return JSON.parse(word)
  }

  function readObject(): unknown {
    const object = {}
    if (take(/^\{[ \t\n\r]*\}/) !== '') return object
    for (let next = '{'; next !== '}'; next = expect(/^[,}]/)) {
      if (next === '{') expect(/^\{/)
      take(SPACE)
      const name = readString()
      take(SPACE)
      expect(/^:/)
      const value = readValue()
      if (Object.hasOwn(object, name)) throw new SyntaxError('expected a new name')
      const property = { value, enumerable: true, writable: true, configurable: true }
      Object.defineProperty(object, name, property)
    }
    return object
  }

  function readArray(): unknown {
    const array: unknown[] = []
    if (take(/^\[[ \t\n\r]*\]/) !== '') return array
    for (let next = '['; next !== ']'; next = expect(/^[,\]]/)) {
      if (next === '[') expect(/^\[/)
      array.push(readValue())
    }
    return array
  }

  function readString(): string {
    return JSON.parse(expect(STRING))
  }

  function expect(pattern: RegExp): string {
    const found = take(pattern)
    if (found === '') throw new SyntaxError('expected something else')
    return found
  }

  function take(pattern: RegExp): string {
    const found = pattern.exec(rest)?.[0] ?? ''
    rest = rest.slice(found.length)
    return found
  }
}

const SPACE = /^[ \t\n\r]*/
const WORD = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar names them (RFC 8259 §7)
const STRING = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/
