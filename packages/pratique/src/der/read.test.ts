/**
 * DER: what is refused, what values come to, and any bytes at all.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FormatError } from '../errors.ts'
import {
  countIntegerBits,
  type DerElement,
  readBitString,
  readBoolean,
  readDer,
  readInteger,
  readOid,
  readText,
  readTime,
} from './read.ts'
import {
  BIT_STRING,
  BMP_STRING,
  BOOLEAN,
  CONSTRUCTED,
  GENERALIZED_TIME,
  IA5_STRING,
  INTEGER,
  NUMERIC_STRING,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  PRINTABLE_STRING,
  SEQUENCE,
  SET,
  TELETEX_STRING,
  UTC_TIME,
  UTF8_STRING,
} from './tags.ts'
import { encodeDer } from './write.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

const REFUSAL = { name: 'FormatError', code: 'format.der' }

describe('X.690 §10.1, §10.2: elements', () => {
  const REFUSED: readonly (readonly [string, string])[] = [
    ['nothing at all', ''],
    ['a tag alone', '30'],
    ['contents cut off', '0402 00'],
    ['a length cut off', '0482 01'],
    ['a length without contents', `0481 80`],
    ['a byte after the end', '0500 00'],
    ['an indefinite length', '3080 0000'],
    ['the reserved length', '04ff 00'],
    ['a length of five bytes', '0485 0000000001 00'],
    ['a short length in long form', '0481 01 00'],
    ['127 in long form', `0481 7f ${'00'.repeat(127)}`],
    ['128 in two bytes', `0482 0080 ${'00'.repeat(128)}`],
    ['a length of four bytes past the end', '0484 ffffffff 00'],
    ['a tag number of several bytes', '1f8101 00'],
    ['a long tag number of another class', '9f21 00'],
    ['the end of contents', '0000'],
    ['a string in pieces', '2403 040100'],
    ['a sequence that is not made of elements', '1000'],
    ['a set that is not made of elements', '1100'],
  ]
  for (const [name, hex] of REFUSED) {
    test(`${name} is refused`, () => assert.throws(() => readDer(bytesOf(hex)), REFUSAL))
  }

  test('an element has its header, its contents and its children', () => {
    const input = bytesOf('30 08 02 01 05 31 03 04 01 ff')
    const sequence = readDer(input)
    assert.equal(sequence.tag, SEQUENCE)
    assert.equal(sequence.headerLength, 2)
    assert.equal(sequence.contents.buffer, input.buffer)
    const [integer, set, ...others] = sequence.children()
    assert.deepEqual(others, [])
    assert.deepEqual(integer?.whole, bytesOf('02 01 05'))
    assert.deepEqual(set?.contents, bytesOf('04 01 ff'))
    assert.deepEqual(set?.children()[0]?.contents, bytesOf('ff'))
  })

  test('children are the same each time', () => {
    const sequence = readDer(bytesOf('3002 0500'), { maxElements: 2 })
    assert.equal(sequence.children(), sequence.children())
  })

  test('children are read when asked for: a fault inside is found then', () => {
    const sequence = readDer(bytesOf('3003 0405 00'))
    assert.throws(() => sequence.children(), REFUSAL)
    assert.throws(() => sequence.children(), REFUSAL)
  })

  test('an element ends where the one around it ends', () => {
    const [inner] = readDer(bytesOf('3007 3003 040300 0500')).children()
    assert.throws(() => inner?.children(), REFUSAL)
  })

  test('a primitive element has no children', () => {
    assert.throws(() => readDer(bytesOf('0402 0500')).children(), REFUSAL)
    assert.throws(() => readDer(bytesOf('8002 0500')).children(), REFUSAL)
    assert.equal(readDer(bytesOf('a002 0500')).children().length, 1)
  })

  test('an element that lies anywhere in its buffer', () => {
    const input = new Uint8Array([9, 9, 9, 0x30, 0x03, 0x02, 0x01, 0x07, 9]).subarray(3, 8)
    assert.deepEqual(readDer(input).children().map(readInteger), [7n])
  })
})

describe('limits', () => {
  const nest = (depth: number): Uint8Array<ArrayBuffer> => {
    let bytes = encodeDer(SEQUENCE)
    for (let i = 1; i < depth; i++) bytes = encodeDer(SEQUENCE, bytes)
    return bytes
  }

  test('32 elements inside one another', () => {
    assert.equal(countElements(readDer(nest(32))), 32)
    assert.throws(() => countElements(readDer(nest(33))), REFUSAL)
    assert.equal(countElements(readDer(nest(33), { maxDepth: 33 })), 33)
  })

  test('10,000 elements', () => {
    const flat = (count: number): Uint8Array<ArrayBuffer> =>
      encodeDer(SEQUENCE, bytesOf('0500'.repeat(count - 1)))
    assert.equal(countElements(readDer(flat(10_000))), 10_000)
    assert.throws(() => countElements(readDer(flat(10_001))), REFUSAL)
    assert.throws(() => countElements(readDer(flat(3), { maxElements: 2 })), REFUSAL)
  })

  test('a megabyte of nothing but sequences is refused in little time', () => {
    const startedAt = performance.now()
    assert.throws(() => countElements(readDer(nest(3_000))), REFUSAL)
    assert.throws(() => countElements(readDer(encodeDer(SEQUENCE, new Uint8Array(1e6)))), REFUSAL)
    assert.ok(performance.now() - startedAt < 1_000)
  })
})

describe('X.690 §11.1: BOOLEAN', () => {
  test('true and false', () => {
    assert.equal(readBoolean(element(BOOLEAN, 'ff')), true)
    assert.equal(readBoolean(element(BOOLEAN, '00')), false)
  })
  for (const hex of ['', '01', '0000', 'ffff']) {
    test(`"${hex}" is none`, () => assert.throws(() => readBoolean(element(BOOLEAN, hex)), REFUSAL))
  }
})

describe('X.690 §8.3: INTEGER', () => {
  const INTEGERS: readonly (readonly [string, bigint])[] = [
    ['00', 0n],
    ['7f', 127n],
    ['0080', 128n],
    ['80', -128n],
    ['ff7f', -129n],
    ['ff', -1n],
    ['00ffffffffffffffff', 2n ** 64n - 1n],
    [`01${'00'.repeat(512)}`, 2n ** 4096n],
    [`00${'ff'.repeat(8192)}`, 2n ** 65536n - 1n],
  ]
  for (const [hex, value] of INTEGERS) {
    test(hex.slice(0, 20), () => {
      const integer = element(INTEGER, hex)
      assert.equal(readInteger(integer), value)
      assert.equal(countIntegerBits(integer), value > 0n ? value.toString(2).length : 0)
    })
  }
  for (const hex of ['', '0000', '007f', 'ffff', 'ff80', `01${'00'.repeat(8193)}`]) {
    test(`"${hex.slice(0, 20)}" is refused`, () => {
      assert.throws(() => readInteger(element(INTEGER, hex)), REFUSAL)
      assert.throws(() => countIntegerBits(element(INTEGER, hex)), REFUSAL)
    })
  }
})

describe('X.690 §8.6: BIT STRING', () => {
  test('bytes and unused bits', () => {
    const read = (hex: string) => readBitString(element(BIT_STRING, hex))
    assert.deepEqual(read('00'), { bytes: bytesOf(''), unusedBits: 0 })
    assert.deepEqual(read('0780'), { bytes: bytesOf('80'), unusedBits: 7 })
    assert.deepEqual(read('04a0f0'), { bytes: bytesOf('a0f0'), unusedBits: 4 })
  })
  for (const hex of ['', '01', '0800', 'ff00', '0181', '07c0']) {
    test(`"${hex}" is refused`, () => {
      assert.throws(() => readBitString(element(BIT_STRING, hex)), REFUSAL)
    })
  }
})

describe('X.690 §8.19: OBJECT IDENTIFIER', () => {
  const OIDS: readonly (readonly [string, string])[] = [
    ['2a8648ce3d030107', '1.2.840.10045.3.1.7'],
    ['00', '0.0'],
    ['27', '0.39'],
    ['28', '1.0'],
    ['4f', '1.39'],
    ['50', '2.0'],
    ['8837', '2.999'],
    ['2b06010401008e37', '1.3.6.1.4.1.0.1847'],
    ['2b8fffffffffffff7f', '1.3.9007199254740991'],
  ]
  for (const [hex, oid] of OIDS) {
    test(oid, () => assert.equal(readOid(element(OBJECT_IDENTIFIER, hex)), oid))
  }
  for (const hex of ['', '80', '2a80', '2a8001', '2a8f', '2b9080808080808000']) {
    test(`"${hex}" is refused`, () => {
      assert.throws(() => readOid(element(OBJECT_IDENTIFIER, hex)), REFUSAL)
    })
  }
})

describe('RFC 5280 §4.1.2.5: times', () => {
  const TIMES: readonly (readonly [number, string, string])[] = [
    [UTC_TIME, '210505124106Z', '2021-05-05T12:41:06Z'],
    [UTC_TIME, '491231235959Z', '2049-12-31T23:59:59Z'],
    [UTC_TIME, '500101000000Z', '1950-01-01T00:00:00Z'],
    [UTC_TIME, '000229000000Z', '2000-02-29T00:00:00Z'],
    [GENERALIZED_TIME, '20500101000000Z', '2050-01-01T00:00:00Z'],
    [GENERALIZED_TIME, '20210505124106Z', '2021-05-05T12:41:06Z'],
    [GENERALIZED_TIME, '99991231235959Z', '9999-12-31T23:59:59Z'],
    [GENERALIZED_TIME, '00010101000000Z', '0001-01-01T00:00:00Z'],
  ]
  for (const [tag, text, iso] of TIMES) {
    test(text, () => assert.equal(readTime(ascii(tag, text)), Date.parse(iso) / 1000))
  }

  const REFUSED: readonly (readonly [number, string])[] = [
    [UTC_TIME, '2105051241Z'],
    [UTC_TIME, '210505124106'],
    [UTC_TIME, '210505124106z'],
    [UTC_TIME, '210505124106+0000'],
    [UTC_TIME, '210505124106.5Z'],
    [UTC_TIME, '20210505124106Z'],
    [UTC_TIME, '21 505124106Z'],
    [UTC_TIME, '210230000000Z'],
    [UTC_TIME, '210229000000Z'],
    [UTC_TIME, '211301000000Z'],
    [UTC_TIME, '210001000000Z'],
    [UTC_TIME, '210100000000Z'],
    [UTC_TIME, '210101240000Z'],
    [UTC_TIME, '210101006000Z'],
    [UTC_TIME, '161231235960Z'],
    [UTC_TIME, ''],
    [GENERALIZED_TIME, '210505124106Z'],
    [GENERALIZED_TIME, '2021050512Z'],
    [GENERALIZED_TIME, '20210505124106.123Z'],
    [GENERALIZED_TIME, '20210505124106+0200'],
    [GENERALIZED_TIME, '2021-05-05T12:41:06.000Z'],
    [GENERALIZED_TIME, '20210505124106Z\n'],
    [PRINTABLE_STRING, '210505124106Z'],
  ]
  for (const [tag, text] of REFUSED) {
    test(`${JSON.stringify(text)} is refused`, () => {
      assert.throws(() => readTime(ascii(tag, text)), REFUSAL)
    })
  }

  test('every second from 1950 to 2049 in both forms', () => {
    const seconds = fc.integer({ min: Date.UTC(1950) / 1000, max: Date.UTC(2050) / 1000 - 1 })
    fc.assert(
      fc.property(seconds, (time) => {
        const digits = new Date(time * 1000).toISOString().replace(/[-:T]|\.000/g, '')
        assert.equal(readTime(ascii(GENERALIZED_TIME, digits)), time)
        assert.equal(readTime(ascii(UTC_TIME, digits.slice(2))), time)
      }),
    )
  })
})

describe('character strings', () => {
  const TEXTS: readonly (readonly [string, number, string, string])[] = [
    ['UTF8String', UTF8_STRING, 'c3a4e6b0b4f0908591', 'ä水𐅑'],
    ['UTF8String with a byte order mark', UTF8_STRING, 'efbbbf61', '\ufeffa'],
    ['PrintableString', PRINTABLE_STRING, '5574 6f70 6961', 'Utopia'],
    ['PrintableString with signs that it should not have', PRINTABLE_STRING, '40265f', '@&_'],
    ['IA5String', IA5_STRING, '613a2f2f62', 'a://b'],
    ['NumericString', NUMERIC_STRING, '3031', '01'],
    ['TeletexString as Latin-1', TELETEX_STRING, '61e4ff', 'aäÿ'],
    ['BMPString', BMP_STRING, '006100e46c34', 'aä水'],
    ['an empty BMPString', BMP_STRING, '', ''],
  ]
  for (const [name, tag, hex, text] of TEXTS) {
    test(name, () => assert.equal(readText(element(tag, hex)), text))
  }

  test('an implicitly tagged IA5String, such as a URI in a GeneralName', () => {
    const uri = element(0x86, Buffer.from('https://issuer.example').toString('hex'))
    assert.equal(readText(uri, IA5_STRING), 'https://issuer.example')
    assert.throws(() => readText(uri), REFUSAL)
  })

  const REFUSED: readonly (readonly [string, number, string])[] = [
    ['bad UTF-8', UTF8_STRING, 'c3'],
    ['half of a surrogate pair in UTF-8', UTF8_STRING, 'eda080'],
    ['eight bits in a PrintableString', PRINTABLE_STRING, 'e4'],
    ['eight bits in an IA5String', IA5_STRING, '80'],
    ['half a character', BMP_STRING, '0061 00'],
    ['a low surrogate in a BMPString', BMP_STRING, 'dc00'],
    ['a surrogate pair in a BMPString', BMP_STRING, 'd800dd51'],
    ['bytes that are no text', OCTET_STRING, '61'],
  ]
  for (const [name, tag, hex] of REFUSED) {
    test(`${name} is refused`, () => assert.throws(() => readText(element(tag, hex)), REFUSAL))
  }
})

describe('the wrong type', () => {
  const READERS = {
    readBoolean,
    readInteger,
    countIntegerBits,
    readBitString,
    readOid,
    readTime,
    readText,
  }
  for (const [name, read] of Object.entries(READERS)) {
    test(`${name} refuses a NULL, a set and a context-specific element`, () => {
      for (const hex of ['0500', '3100', '8001ff', 'a000']) {
        assert.throws(() => read(readDer(bytesOf(hex))), REFUSAL)
      }
    })
  }
})

describe('any bytes at all', () => {
  test('give a tree or a refusal, and so does every value in it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), checkTotal), RUNS)
  })

  test('elements with faults', () => {
    const fault = fc.tuple(fc.nat(400), fc.nat(255), fc.constantFrom('set', 'insert', 'remove'))
    fc.assert(
      fc.property(tree(), fc.array(fault, { maxLength: 3 }), (bytes, faults) => {
        const list = [...bytes]
        for (const [at, byte, kind] of faults) {
          const added = kind === 'remove' ? [] : [byte]
          list.splice(at % (list.length + 1), kind === 'insert' ? 0 : 1, ...added)
        }
        checkTotal(Uint8Array.from(list))
      }),
      RUNS,
    )
  })

  test('what was written is read, element for element, and has one form', () => {
    fc.assert(
      fc.property(tree(), (bytes) => {
        assert.deepEqual(rewrite(readDer(bytes)), bytes)
      }),
      RUNS,
    )
  })
})

/** Reads all there is. Whatever is accepted is rewritten to the very same bytes. */
function checkTotal(input: Uint8Array): void {
  const bytes = new Uint8Array(input)
  let root: DerElement
  try {
    root = readDer(bytes)
    countElements(root)
  } catch (error) {
    assert.ok(error instanceof FormatError && error.code === 'format.der')
    return
  }
  assert.deepEqual(rewrite(root), bytes)
  readValues(root)
}

function readValues(each: DerElement): void {
  for (const read of [readBoolean, readInteger, readBitString, readOid, readTime, readText]) {
    try {
      read(each)
    } catch (error) {
      assert.ok(error instanceof FormatError && error.code === 'format.der')
    }
  }
  if (each.tag & CONSTRUCTED) each.children().forEach(readValues)
}

function rewrite(each: DerElement): Uint8Array<ArrayBuffer> {
  if (!(each.tag & CONSTRUCTED)) return encodeDer(each.tag, each.contents)
  return encodeDer(each.tag, ...each.children().map(rewrite))
}

function countElements(each: DerElement): number {
  if (!(each.tag & CONSTRUCTED)) return 1
  return each.children().reduce((sum, child) => sum + countElements(child), 1)
}

/** An element with elements in it. Values are right or wrong as it happens. */
function tree(): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const primitive = fc.constantFrom(
    ...[BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, OBJECT_IDENTIFIER, UTF8_STRING],
    ...[PRINTABLE_STRING, UTC_TIME, GENERALIZED_TIME, BMP_STRING, TELETEX_STRING, 0x80, 0x86],
  )
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.uint8Array({ minLength: 120, maxLength: 300 }),
    fc.constantFrom('210505124106Z', '20210505124106Z', 'a').map((text) => Buffer.from(text)),
  )
  const { node } = fc.letrec<{ node: Uint8Array<ArrayBuffer> }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      fc.tuple(primitive, contents).map(([tag, bytes]) => encodeDer(tag, new Uint8Array(bytes))),
      fc
        .tuple(fc.constantFrom(SEQUENCE, SET, 0xa0, 0xa3), fc.array(tie('node'), { maxLength: 5 }))
        .map(([tag, children]) => encodeDer(tag, ...children)),
    ),
  }))
  return node
}

function element(tag: number, hex: string): DerElement {
  return readDer(encodeDer(tag, bytesOf(hex)))
}

function ascii(tag: number, text: string): DerElement {
  return element(tag, Buffer.from(text, 'latin1').toString('hex'))
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}
