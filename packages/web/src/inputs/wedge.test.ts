import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addKey, type Burst, type KeyPress, NO_BURST, readBurst, SILENCE_MS } from './wedge.ts'

const TEXT =
  'HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI1RM8ZA.A5:S9MKN4NN3F85QNCY0O%0VZ001HOC9JU0D0HT0HB2PL/IB*09B9LW4T*8+DCMH0LDK2%K:XFE70*LP$V25$0Q:J:4MO1P0%0L0HD+9E/HY+4J6TH48S%4K.GJ2PT3QY:GQ3TE2I+-CPHN6D7LLK*2HG%89UV-0LZ 2ZJJ524-LH/CJTK96L6SR9MU9DHGZ%P WUQRENS431T1XCNCF+47AY0-IFO0500TGPN8F5G.41Q2E4T8ALW.INSV$ 07UV5SR+BNQHNML7 /KD3TU 4V*CAT3ZGLQMI/XI%ZJNSBBXK2:UG%UJMI:TU+MMPZ5$/PMX19UE:-PSR3/$NU44CBE6DQ3D7B0FBOFX0DV2DGMB$YPF62I$60/F$Z2I6IFX21XNI-LM%3/DF/U6Z9FEOJVRLVW6K$UG+BKK57:1+D10%4K83F+1VWD1NE'

/** Keys of the United States, as a scanner sends them. */
const PLAIN = "`1234567890-=[]\\;',./abcdefghijklmnopqrstuvwxyz "
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?ABCDEFGHIJKLMNOPQRSTUVWXYZ '
const NAMES: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  ' ': 'Space',
}

type Layout = (plain: string, isShifted: boolean, character: string) => string
const UNITED_STATES: Layout = (_plain, _isShifted, character) => character
/** The keys of Germany that differ and matter here. */
const GERMANY: Layout = (plain, isShifted, character) => {
  const [low, high] = ["yz;-=/[]\\'", 'YZ:_+?{}|"']
  const at = isShifted ? high.indexOf(character) : low.indexOf(plain)
  if (isShifted && character === '*') return '('
  if (isShifted && character === '$') return '$'
  if (at < 0) return character
  return (isShifted ? "ZYÖ?`_Ü*'Ä" : 'zyöß´-ü+#ä').charAt(at)
}

/** Types; the gap before a key may depend on where it stands. */
function type(text: string, layout: Layout, gapMs: (at: number) => number = () => 8): Burst {
  let burst = NO_BURST
  let time = 1000
  for (const [at, character] of [...text].entries()) {
    time += gapMs(at)
    burst = addKey(burst, press(character, layout, time))
  }
  return burst
}

function press(character: string, layout: Layout, time: number): KeyPress {
  const isShifted = !PLAIN.includes(character)
  const plain = isShifted ? PLAIN.charAt(SHIFTED.indexOf(character)) : character
  const code = NAMES[plain] ?? (/\d/.test(plain) ? `Digit${plain}` : `Key${plain.toUpperCase()}`)
  return {
    key: layout(plain, isShifted, character),
    code,
    shiftKey: isShifted,
    altKey: false,
    time,
  }
}

describe('a hand scanner', () => {
  it('types a certificate', () => {
    assert.deepEqual(readBurst(type(TEXT, UNITED_STATES)), { kind: 'text', text: TEXT })
  })

  it('types for the keyboard of another country, and is understood', () => {
    const burst = type(TEXT, GERMANY)
    assert.notEqual(burst.typed, TEXT)
    assert.deepEqual(readBurst(burst), { kind: 'text', text: TEXT })
    const card = 'shc:/56762909524320603460292437404460'
    assert.deepEqual(readBurst(type(card, GERMANY)), { kind: 'text', text: card })
  })

  it('types while capitals are locked, and is understood', () => {
    const swapped: Layout = (_plain, _isShifted, character) =>
      character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase()
    const card = 'shc:/56762909524320603460292437404460'
    for (const text of [TEXT, card]) {
      assert.deepEqual(readBurst(type(text, swapped)), { kind: 'text', text })
    }
  })

  it('may say first which symbology it was', () => {
    assert.deepEqual(readBurst(type(`]Q1${TEXT}`, UNITED_STATES)), { kind: 'text', text: TEXT })
  })

  it('types something else for another keyboard: that is said', () => {
    assert.deepEqual(readBurst(type('https://example.org', GERMANY)), { kind: 'garbled' })
  })

  it('types something else', () => {
    const text = 'https://example.org'
    assert.deepEqual(readBurst(type(text, UNITED_STATES)), { kind: 'text', text })
  })
})

describe('a hand scanner on a busy computer', () => {
  const DELAYS: readonly (readonly [string, (at: number) => number])[] = [
    ['held back once, at its second key', (at) => (at === 1 ? 350 : 4)],
    ['held back once, for long, in the middle', (at) => (at === 300 ? 5000 : 4)],
    ['in packets of seven keys', (at) => (at % 7 === 0 ? 180 : 0)],
    ['each third key late', (at) => (at % 3 === 0 ? 90 : 20)],
    ['all keys at once', () => 0],
    ['each key later than a person would need', () => 120],
  ]
  for (const [name, gapMs] of DELAYS) {
    it(`${name}: nothing of it is lost`, () => {
      const identified = `]Q1${TEXT}`
      assert.deepEqual(readBurst(type(TEXT, UNITED_STATES, gapMs)), { kind: 'text', text: TEXT })
      assert.deepEqual(readBurst(type(identified, GERMANY, gapMs)), { kind: 'text', text: TEXT })
    })
  }

  it('any gaps that are no silence, at any place, lose nothing of a certificate', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: SILENCE_MS }), { minLength: 5, maxLength: 40 })
    const text = TEXT.slice(0, 120)
    fc.assert(
      fc.property(gaps, (some) => {
        const burst = type(text, UNITED_STATES, (at) => some[at % some.length] ?? 0)
        assert.deepEqual(readBurst(burst), { kind: 'text', text })
      }),
    )
  })

  it('another text is told by most of its keys, however late the rest', () => {
    const text = 'https://example.org/a-page-of-no-certificate'
    const late = (at: number) => (at % 3 === 2 ? SILENCE_MS : 10)
    assert.deepEqual(readBurst(type(text, UNITED_STATES, late)), { kind: 'text', text })
  })

  it('what was typed before a silence is none of it', () => {
    const late = (at: number) => (at === 3 ? SILENCE_MS + 1 : 8)
    assert.deepEqual(readBurst(type(`abc${TEXT}`, UNITED_STATES, late)), {
      kind: 'text',
      text: TEXT,
    })
  })
})

describe('a person', () => {
  it('types too slowly to be one', () => {
    for (const gapMs of [51, 90, 300]) {
      const burst = type('abcdefghijklmnop', UNITED_STATES, () => gapMs)
      assert.deepEqual(readBurst(burst), { kind: 'nothing' })
    }
  })

  it('rolls over a few keys', () => {
    assert.deepEqual(readBurst(type('asdf', UNITED_STATES, () => 5)), { kind: 'nothing' })
  })

  it('types fast, and rolls over one key in three', () => {
    const burst = type('nobody types a certificate by hand', UNITED_STATES, (at) =>
      at % 3 === 2 ? 30 : 95,
    )
    assert.deepEqual(readBurst(burst), { kind: 'nothing' })
  })
})

describe('keys that type nothing', () => {
  it('count for nothing', () => {
    let burst = type('HC1', UNITED_STATES)
    const time = burst.lastTime + 1
    burst = addKey(burst, { key: 'Shift', code: 'ShiftLeft', shiftKey: true, altKey: false, time })
    burst = addKey(burst, {
      key: ':',
      code: 'Semicolon',
      shiftKey: true,
      altKey: false,
      time: time + 1,
    })
    assert.equal(burst.typed, 'HC1:')
    assert.equal(burst.byPlace, 'HC1:')
  })
})
