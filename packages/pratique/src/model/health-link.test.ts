import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { encodeBase64Url } from '../bytes/base64url.ts'
import { FormatError } from '../errors.ts'
import {
  decodeHealthLink,
  decodeLinkText,
  encodeHealthLink,
  findLinkLabel,
  type LinkPayload,
  readLinkKey,
  toHealthLink,
} from './health-link.ts'
import { readLinkAddress } from './link-address.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const URL_TEXT = 'https://shl.pratique.example/m/I91rhba3VsuGXGchcnr6VHlQFKxfE28kuZ0ssbEuxno'
const KEY = 'rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q'
const LINK = { url: URL_TEXT, key: KEY }

/** Writes a payload as it is given, right or wrong. */
function write(payload: unknown, prefix = 'shlink:/'): string {
  return prefix + encodeBase64Url(new TextEncoder().encode(JSON.stringify(payload)))
}

function codesOf(payload: object): readonly string[] {
  return decodeHealthLink(write({ ...LINK, ...payload })).remarks.map(({ code }) => code)
}

describe('decodeHealthLink', () => {
  test('reads address and key, and nothing else is needed', () => {
    const { remarks, key, ...link } = decodeHealthLink(write(LINK))
    assert.deepEqual(link, {
      kind: 'smart-health-link',
      url: URL_TEXT,
      isLongTerm: false,
      isPasscodeNeeded: false,
      isDirectFile: false,
    })
    assert.equal(encodeBase64Url(key), KEY)
    assert.deepEqual(remarks, [])
  })

  test('reads the rest', () => {
    const link = decodeHealthLink(write({ ...LINK, exp: 1.5e9, flag: 'LP', label: 'x', v: 1 }))
    assert.equal(link.expiresAt, 1.5e9)
    assert.equal(link.label, 'x')
    assert.deepEqual(
      [link.isLongTerm, link.isPasscodeNeeded, link.isDirectFile],
      [true, true, false],
    )
    assert.equal(decodeHealthLink(write({ ...LINK, flag: 'LU' })).isDirectFile, true)
  })

  test('takes the address of a viewer before it, and space around it', () => {
    for (const viewer of ['https://viewer.example#', 'https://viewer.example/a?b=c#', ' \n']) {
      assert.equal(decodeHealthLink(`${write(LINK, `${viewer}shlink:/`)}\r\n`).url, URL_TEXT)
    }
    for (const viewer of [
      'http://viewer.example#',
      'https://viewer.example/',
      'https://a b#',
      '#',
    ]) {
      assert.throws(() => decodeHealthLink(write(LINK, `${viewer}shlink:/`)), {
        code: 'format.prefix',
      })
    }
  })

  test('tells the kinds by prefix, and where WHO writes one prefix, by type', () => {
    const kindOf = (text: string) => decodeHealthLink(text).kind
    assert.equal(kindOf(write(LINK, 'vhlink:/')), 'verifiable-health-link')
    assert.equal(kindOf(write({ ...LINK, type: 'vhl' })), 'verifiable-health-link')
    for (const type of ['shl', 'other', 7]) {
      assert.equal(kindOf(write({ ...LINK, type })), 'smart-health-link')
    }
  })

  test('ignores what it does not know ("Extensions")', () => {
    assert.deepEqual(codesOf({ _x: { a: 1 }, extension: [], foo: null }), [])
  })

  test('remarks on flags and on a long address', () => {
    assert.deepEqual(codesOf({ flag: 'PL' }), ['content.flag-order'])
    assert.deepEqual(codesOf({ flag: 'LL' }), ['content.flag-order'])
    assert.deepEqual(codesOf({ flag: 'LX' }), ['content.unknown-flag'])
    assert.deepEqual(codesOf({ flag: 'XL' }), ['content.flag-order', 'content.unknown-flag'])
    assert.deepEqual(codesOf({ flag: '' }), [])
    assert.deepEqual(codesOf({ url: `${URL_TEXT}?${'x'.repeat(128)}` }), ['content.long-text'])
  })

  test('refuses what no link says', () => {
    const wrong: readonly object[] = [
      { url: undefined },
      { url: 7 },
      { key: undefined },
      { key: KEY.slice(1) },
      { key: `${KEY}A` },
      { key: `+${KEY.slice(1)}` },
      { key: `${KEY.slice(0, -1)}=` },
      { key: ['a'] },
      { exp: '1900000000' },
      { exp: null },
      { flag: 'PU' },
      { flag: 'UP' },
      { flag: ['P'] },
      { flag: null },
      { label: null },
      { label: 'x'.repeat(81) },
      { label: 7 },
      { v: 2 },
      { v: 0 },
      { v: null },
      { v: 1.5 },
      { v: '1' },
    ]
    for (const change of wrong) {
      const text = write({ ...LINK, ...change })
      assert.throws(() => decodeHealthLink(text), { code: 'format.link' }, JSON.stringify(change))
    }
    for (const payload of [[], 'x', 7, null, [LINK]]) {
      assert.throws(() => decodeHealthLink(write(payload)), { code: 'format.link' })
    }
    const letters = '\u{1f489}'.repeat(80)
    assert.equal(decodeHealthLink(write({ ...LINK, label: letters })).label, letters)
  })

  test('refuses other spellings', () => {
    const text = write(LINK)
    const body = text.slice('shlink:/'.length)
    assert.throws(() => decodeHealthLink(`shlink://${body}`), { code: 'format.base64url' })
    assert.throws(() => decodeHealthLink(`${text}==`), { code: 'format.base64url' })
    assert.throws(() => decodeHealthLink(`shlink:/${btoa('{"a":">>>???"}')}`), {
      code: 'format.base64url',
    })
    for (const prefix of ['SHLINK:/', 'shlink:', 'hlink:/', '']) {
      assert.throws(() => decodeHealthLink(prefix + body), { code: 'format.prefix' }, prefix)
    }
    assert.throws(() => decodeHealthLink('shlink:/'), { code: 'format.json' })
    const twice = new TextEncoder().encode(`{"url":"${URL_TEXT}","key":"${KEY}","key":"${KEY}"}`)
    assert.throws(() => decodeHealthLink(`shlink:/${encodeBase64Url(twice)}`), {
      code: 'format.json',
    })
    assert.throws(() => decodeHealthLink(`shlink:/${'A'.repeat(1e6)}`), { code: 'format.length' })
  })

  test('no error repeats address or key', () => {
    const secrets = /I91rhba3|rxTgYlOa/
    for (const change of [
      { v: 2 },
      { flag: 'PU' },
      { key: `${KEY}x` },
      { url: `http${URL_TEXT}` },
    ]) {
      assert.throws(
        () => decodeHealthLink(write({ ...LINK, ...change })),
        (error: unknown) => error instanceof FormatError && !secrets.test(`${error.stack}`),
      )
    }
  })

  test('is undone by encodeHealthLink, and undoes it', () => {
    fc.assert(
      fc.property(links(), (link) => {
        const text = encodeHealthLink(link)
        const decoded = decodeHealthLink(text)
        const { remarks, ...same } = decoded
        assert.deepEqual(remarks, [])
        assert.deepEqual({ ...same, key: [...same.key] }, { ...link, key: [...link.key] })
        assert.equal(encodeHealthLink(decoded), text)
      }),
      RUNS,
    )
  })

  test('any text has an answer or a FormatError, and always the same', () => {
    const texts = fc.oneof(
      fc.string({ unit: ANY_CHARACTER }),
      fc.string({ unit: ANY_CHARACTER }).map((text) => `shlink:/${text}`),
      fc.json().map((json) => `shlink:/${Buffer.from(json).toString('base64url')}`),
      fc
        .record(
          {
            url: fc.oneof(fc.webUrl(), fc.string(), fc.constant(URL_TEXT)),
            key: fc.oneof(fc.string(), fc.constant(KEY)),
            exp: fc.oneof(fc.double(), fc.string()),
            flag: fc.oneof(fc.string(), fc.constantFrom('L', 'P', 'U', 'LPU')),
            label: fc.string({ unit: ANY_CHARACTER }),
            v: fc.oneof(fc.integer(), fc.constant(1)),
          },
          { requiredKeys: [] },
        )
        .map((payload) => write(payload)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        assert.deepEqual(attempt(text), attempt(text))
      }),
      RUNS,
    )
  })
})

describe('a newer version', () => {
  test('is refused, but its label is known ("Protocol Versioning")', () => {
    const text = write({ v: 2, label: 'Tests', key: 7 })
    assert.throws(() => decodeHealthLink(text), { code: 'format.link' })
    assert.equal(findLinkLabel(text), 'Tests')
    for (const other of ['', 'shlink:/', write({ v: 2 }), write({ label: 7 })]) {
      assert.equal(findLinkLabel(other), undefined)
    }
  })

  test('a text is taken apart before it is judged', () => {
    assert.deepEqual(decodeLinkText(write({ v: 2 })).payload, { v: 2 })
  })
})

describe('readLinkKey', () => {
  test('takes a last character that says more than 32 bytes, and none but the last', () => {
    const [first, ...others] = 'QRST'.split('').map((last) => readLinkKey(KEY.slice(0, -1) + last))
    for (const other of others) assert.deepEqual(other, first)
    assert.equal(first?.length, 32)
  })
})

describe('readLinkAddress', () => {
  const wrong = [
    '',
    'http://shl.example/a',
    'HTTP://shl.example/a',
    'file:///etc/passwd',
    'data:,x',
    'javascript:alert(1)',
    '//shl.example/a',
    'https://',
    'https:///',
    ' https://shl.example/a',
    'https://shl.example/a\n',
    'https://shl.exa\tmple/a',
    'https://shl.example\\a',
    'https://user@shl.example/a',
    'https://bank.example:443@shl.example/a',
    `https://shl.example/${'a'.repeat(5000)}`,
  ]
  const loopback = [
    'http://localhost:8090/a',
    'https://localhost/a',
    'https://LOCALHOST./a',
    'https://a.localhost/a',
    'https://127.0.0.1/a',
    'https://127.9.9.9/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://0/a',
    'https://[::1]/a',
    'https://[::]/a',
    'https://[::ffff:127.0.0.1]/a',
  ]

  const network = [
    'https://10.0.0.1/a',
    'https://192.168.1.1:8443/a',
    'https://172.16.0.1/a',
    'https://169.254.169.254/a',
    'https://100.64.0.1/a',
    'https://224.0.0.1/a',
    'https://[fd00::1]/a',
    'https://[fe80::1]/a',
    'https://[2001:db8::1]/a',
    'https://router/a',
    'https://printer.local/a',
    'https://localhost.localdomain/a',
    'https://a.internal/a',
  ]

  test('takes no address of the network that it is read in', () => {
    for (const text of network) {
      for (const allowLoopback of [false, true]) {
        const read = () => readLinkAddress(text, { allowLoopback })
        assert.throws(read, { code: 'format.link' }, text)
      }
    }
    for (const text of ['https://172.15.0.1/a', 'https://100.128.0.1/a', 'https://8.8.8.8/a']) {
      assert.equal(readLinkAddress(text).protocol, 'https:')
    }
  })

  test('takes https addresses of other machines alone', () => {
    for (const text of [
      'https://shl.example/a',
      'https://shl.example:8443/',
      'HTTPS://x.example',
    ]) {
      assert.equal(readLinkAddress(text).protocol, 'https:')
    }
    for (const text of [...wrong, ...loopback]) {
      assert.throws(() => readLinkAddress(text), { code: 'format.link' }, text)
    }
  })

  test('allowLoopback takes those of this machine too, and still no others', () => {
    for (const text of loopback) readLinkAddress(text, { allowLoopback: true })
    for (const text of [...wrong, 'http://localhost.example/a', 'http://127.0.0.1.example/a']) {
      assert.throws(
        () => readLinkAddress(text, { allowLoopback: true }),
        { code: 'format.link' },
        text,
      )
    }
  })
})

describe('toHealthLink', () => {
  test('shows whose server it is, and nothing that opens it', () => {
    const text = write({ ...LINK, label: 'Tests', exp: 5, flag: 'P' })
    const shown = toHealthLink(decodeHealthLink(text))
    assert.deepEqual(shown, {
      kind: 'smart-health-link',
      host: { value: 'shl.pratique.example', source: 'stated' },
      label: { value: 'Tests', source: 'stated' },
      expiresAt: 5,
      isPasscodeNeeded: true,
    })
    const plain = toHealthLink(decodeHealthLink(write({ ...LINK, label: '' })))
    assert.equal('label' in plain, false)
  })
})

function links(): fc.Arbitrary<Omit<LinkPayload, 'remarks'>> {
  return fc
    .record({
      path: fc.webPath(),
      key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((key) => Uint8Array.from(key)),
      flag: fc.constantFrom('', 'L', 'P', 'U', 'LP', 'LU'),
      label: fc.option(fc.string({ maxLength: 80 }), { nil: undefined }),
      exp: fc.option(fc.integer({ min: 0 }), { nil: undefined }),
      kind: fc.constantFrom('smart-health-link', 'verifiable-health-link'),
    })
    .map(({ path, key, flag, label, exp, kind }) => ({
      kind,
      url: `https://a.example${path}`.slice(0, 128),
      key,
      isLongTerm: flag.includes('L'),
      isPasscodeNeeded: flag.includes('P'),
      isDirectFile: flag.includes('U'),
      ...(label !== undefined && { label }),
      ...(exp !== undefined && { expiresAt: exp }),
    }))
}

function attempt(text: string): unknown {
  try {
    return decodeHealthLink(text)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
}
