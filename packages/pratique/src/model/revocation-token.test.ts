import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FormatError, UsageError } from '../errors.ts'
import {
  decodeToken,
  decodeTokenRid,
  decodeTokenSeal,
  decodeTokenUvci,
  encodeToken,
  encodeTokenRid,
  encodeTokenSeal,
  encodeTokenUvci,
  findSealToken,
  findToken,
  findTokenIds,
  type RevocationToken,
  toCheckCharacter,
  toTokenId,
} from './revocation-token.ts'

const TOKEN = fc
  .tuple(fc.nat(0xffff), fc.nat(0xffff_ffff), fc.uint8Array({ minLength: 8, maxLength: 8 }))
  .map(([list, index, suffix]): RevocationToken => ({ list, index, suffix: suffix.slice() }))

const ONE: RevocationToken = {
  list: 2517,
  index: 131_071,
  suffix: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
}

const FORMS = [
  ['rid', encodeTokenRid, decodeTokenRid, 19],
  ['UVCI', (token: RevocationToken) => encodeTokenUvci(token, 'UT'), decodeTokenUvci, 42],
] as const

describe('a token', () => {
  for (const [name, encode, decode, length] of FORMS) {
    test(`comes back out of a ${name} of ${length} characters`, () => {
      fc.assert(
        fc.property(TOKEN, (token) => {
          const text = encode(token)
          assert.equal(text.length, length)
          assert.deepEqual(decode(text), token)
        }),
      )
    })

    test(`has one ${name}: any other text is refused or another token`, () => {
      fc.assert(
        fc.property(TOKEN, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (token, at, by) => {
          const text = encode(token)
          const place = at % text.length
          const other = text.slice(0, place) + by + text.slice(place + 1)
          if (other === text) return
          for (const id of findTokenIds([other], decode)) {
            assert.notEqual(encode(decode(other)), text, id)
            assert.equal(encodeAsRead(other, decode), other)
          }
        }),
      )
    })
  }

  test('comes back out of 14 bytes, and of a seal without most of its suffix', () => {
    fc.assert(
      fc.property(TOKEN, (token) => {
        assert.deepEqual(decodeToken(encodeToken(token)), token)
        const seal = encodeTokenSeal(token)
        assert.match(seal, /^[A-Z2-7]{12}$/)
        const [first = 0, second = 0] = token.suffix
        const suffix = Uint8Array.of(first, second & 0xf0)
        assert.deepEqual(decodeTokenSeal(seal), { ...token, suffix })
      }),
    )
  })

  test('is written as this, for readers in other languages', () => {
    assert.equal(Buffer.from(encodeToken(ONE)).toString('hex'), '09d50001ffff0102030405060708')
    assert.equal(encodeTokenRid(ONE), 'CdUAAf__AQIDBAUGBwg')
    assert.equal(encodeTokenUvci(ONE, 'UT'), `URN:UVCI:01:UT:${UVCI_OF_ONE}`)
    assert.equal(encodeTokenSeal(ONE), 'BHKQAAP774AQ')
    assert.equal(toTokenId(ONE), '2517/131071')
  })

  test('any text is a token or none, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const decode of [decodeTokenRid, decodeTokenUvci, decodeTokenSeal]) {
          assert.ok(findTokenIds([text], decode).length <= 1)
        }
      }),
    )
  })

  test('is in no identifier of another issuer', () => {
    const others = [
      'URN:UVCI:01:SE:EHM/V12916227TFJJ#Q',
      'URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B',
      `URN:UVCI:01:UT:${UVCI_OF_ONE.slice(0, -1)}F`,
      `urn:uvci:01:ut:${UVCI_OF_ONE}`,
      `URN:UVCI:01:UT:${UVCI_OF_ONE.replaceAll('/', '')}`,
      '',
    ]
    assert.deepEqual(findTokenIds(others, decodeTokenUvci), [])
    assert.throws(() => decodeToken(new Uint8Array(16)), FormatError)
    assert.throws(() => decodeTokenSeal('U32870000001'), FormatError)
  })

  test('has the check character that the published implementations compute', () => {
    // Of identifiers that Sweden issued.
    assert.equal(toCheckCharacter('URN:UVCI:01:SE:EHM/V12916227TFJJ'), 'Q')
    assert.equal(toCheckCharacter('URN:UVCI:01:SE:EHM/C878/123456789ABC'), 'B')
  })

  test('of a seal stands for no other format’s, nor another for a seal’s', () => {
    const seal = encodeTokenSeal(ONE)
    assert.equal(findSealToken({ scheme: 'utci', value: seal })?.index, ONE.index)
    for (const scheme of ['uvci', 'utci', 'hcid', 'rid', 'cti'] as const) {
      assert.equal(findToken({ scheme, value: seal }), undefined)
    }
    for (const [scheme, value] of [
      ['uvci', encodeTokenUvci(ONE, 'UT')],
      ['rid', encodeTokenRid(ONE)],
    ] as const) {
      assert.deepEqual(findToken({ scheme, value }), ONE)
      assert.equal(findSealToken({ scheme, value }), undefined)
    }
  })

  test('that is none is not written', () => {
    for (const part of [{ list: 65_536 }, { index: 2 ** 32 }, { index: 1.5 }, { list: -1 }]) {
      assert.throws(() => encodeToken({ ...ONE, ...part }), UsageError)
    }
    assert.throws(() => encodeTokenUvci(ONE, 'ut'), UsageError)
    assert.throws(() => encodeTokenUvci({ ...ONE, suffix: new Uint8Array(2) }, 'UT'), UsageError)
  })
})

/** Of what was read, in the form that it was read out of. */
function encodeAsRead(text: string, decode: (text: string) => RevocationToken): string {
  const token = decode(text)
  if (decode === decodeTokenRid) return encodeTokenRid(token)
  return encodeTokenUvci(token, text.slice('URN:UVCI:01:'.length, 'URN:UVCI:01:UT'.length))
}

const UVCI_OF_ONE = 'BHKQAAP7/74AQEAYE/AUDAOCA#E'
