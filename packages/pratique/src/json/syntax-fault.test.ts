import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { describeSyntaxFault } from './syntax-fault.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 4 }

const ROWS: readonly (readonly [string, string])[] = [
  ['', 'ends at character 0, before it is whole'],
  ['{"a":1', 'ends at character 6, before it is whole'],
  ['{"a":"x', 'ends at character 7, before it is whole'],
  ['{"a":}', 'is none from character 6 on'],
  ['{"a":1,}', 'is none from character 8 on'],
  ['{"a" 1}', 'is none from character 6 on'],
  ["{'a':1}", 'is none from character 2 on'],
  ['[1,2}', 'is none from character 5 on'],
  ['[1] [2]', 'is none from character 5 on'],
  ['[01]', 'is none from character 3 on'],
  ['["\\x"]', 'is none from character 3 on'],
  ['{"a":1,\n "b":tru}', 'is none from line 2, character 6 on'],
  ['{"a":"b\nc"}', 'is none from line 1, character 8 on'],
]

describe('where a text stops being JSON', () => {
  for (const [text, words] of ROWS) {
    test(JSON.stringify(text), () => assert.equal(describeSyntaxFault(text), words))
  }

  test('is its end, wherever it was cut off', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const cut = json.slice(0, at % json.length)
        if (isJson(cut) || /[-+\d.eE]$|[a-z]$|\\|[{[]{64}/.test(cut)) return
        assert.equal(
          describeSyntaxFault(cut),
          `ends at character ${cut.length}, before it is whole`,
        )
      }),
      RUNS,
    )
  })

  test('is told of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: ANY_CHARACTER }), (text) => {
        assert.match(describeSyntaxFault(text), /character \d+/)
      }),
      RUNS,
    )
    assert.match(describeSyntaxFault('['.repeat(1_000_000)), /character 65 on/)
  })

  test('is found as fast as the text is long', () => {
    const text = `[${'{"a":["\\u0041",-1.5e3,null]},'.repeat(100_000)}`
    assert.equal(describeSyntaxFault(text), `ends at character ${text.length}, before it is whole`)
    assert.match(describeSyntaxFault(`"${'a'.repeat(5_000_000)}`), /ends at character 5000001/)
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
