import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createTrustStore } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import { hasKnownBeginning, kindOf, mayTellOfPerson } from './argument.ts'

/** Texts of every kind that begins in a way of its own. */
const TEXTS = [
  'HC1:6BFOXN',
  'HC2:6BFOXN',
  'shc:/567629',
  'shc:/1/2/567629',
  'shlink:/eyJ1cmwiOiJodHRwczov',
  'https://viewer.example/#shlink:/eyJ1cmwi',
  'NZCP:/1/2KCEVIQEIVVWK6',
  'B64:UEsDBBQ',
  'CRED:1:ABC',
  'LT1:6BFY90R10',
  'NL2:TF%ABC',
  'DC04FR0000011E6A1E6AB101FR',
  '{"data":{"schema":"https://schema.openattestation.com/2.0/schema.json"}}',
  '{"data":{"hdr":{"t":"icao.test"}}}',
]

describe('kindOf', () => {
  for (const text of TEXTS) {
    it(`takes ${text.slice(0, 24)} for a text, as the verifier knows it`, async () => {
      assert.equal(kindOf(text), 'text')
      assert.ok(hasKnownBeginning(text) && hasKnownBeginning(` ${text}`))
      const verifier = createVerifier({ formats: [], trust: createTrustStore({ records: [] }) })
      const { code } = await verifier.verify(text, { now: 0 })
      const isCard = text.startsWith('ey')
      assert.ok(isCard || code !== 'format.prefix', code)
    })
  }

  it('takes a JWS and a mistyped prefix for texts too', () => {
    assert.equal(kindOf(`eyJ${'A'.repeat(40)}.${'B'.repeat(40)}.${'C'.repeat(40)}`), 'text')
    assert.equal(kindOf('hc1:6BF/OXN.TXT'), 'text')
  })

  it('takes what looks like a path for a missing file', () => {
    const paths = 'a/b ./a ../a.txt C:\\a a.png a.PNG a.jpeg a.jpg a.txt a.json a.jws a.pdf a.svg'
    const others = ['card.smart-health-card', 'eyes.png', 'DC04.txt', 'certificates.ndjson']
    for (const path of [...paths.split(' '), ...others]) {
      assert.equal(kindOf(path), 'missing', path)
    }
  })

  it('takes an address, a word and a long text for texts', () => {
    for (const text of ['https://example.org/a.png', 'negative', '', 'a/'.repeat(4000)]) {
      assert.equal(kindOf(text), text.startsWith('a/') ? 'missing' : 'text')
    }
  })

  it('takes - for standard input, and what is there for a file', () => {
    assert.equal(kindOf('-'), 'stdin')
    assert.equal(kindOf(import.meta.dirname), 'file')
  })
})

describe('hasKnownBeginning', () => {
  it('knows a JWS by its first part, however long that and the next are', () => {
    for (const header of ['A'.repeat(40), 'A'.repeat(9000)]) {
      assert.ok(hasKnownBeginning(`eyJ${header}.${'B'.repeat(9000)}.${'C'.repeat(86)}`))
    }
    assert.ok(!hasKnownBeginning(`ey${'A'.repeat(40)}.txt`))
  })

  it('takes no longer for many blanks than for other characters', () => {
    const started = performance.now()
    const blanks = ' \n'.repeat(500_000)
    for (const text of [blanks, `[${blanks}`, `{${blanks}`, `[${blanks}{${blanks}`]) {
      assert.ok(!hasKnownBeginning(`${text}x`))
    }
    assert.ok(hasKnownBeginning(`${blanks}HC1:`))
    assert.ok(performance.now() - started < 1000)
  })
})

describe('mayTellOfPerson', () => {
  const texts = [
    "'HC1:6BF/MUSTERMANN<<ANNA+1980",
    '"shc:/567629',
    'text=hc1:6BF/OXN',
    './NZCP:/1/2KCEVI',
    '>{"data":{"n":"a/b"}}',
    'MUSTERMANN<<ANNA/1980',
    'Anna Eriksson, born 1974/08/12',
    'a/'.repeat(41),
    `${'6BF/'.repeat(25)}.txt`,
  ]
  for (const text of texts) {
    it(`holds for ${text.slice(0, 32)}`, () => assert.ok(mayTellOfPerson(text)))
  }

  it('does not hold for names of files', () => {
    for (const name of ['scan.png', 'a/b', 'C:\\My scans\\scan 2.PNG', '../eyes.txt']) {
      assert.ok(!mayTellOfPerson(name), name)
    }
  })
})
