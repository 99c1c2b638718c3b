import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../pratique/test/any-character.ts'
import { quote, toJsonLine, visible } from './visible.ts'

/** What acts on a terminal or cannot be seen; joiners belong to names. */
const ACTING = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u

const anyText = fc.oneof(fc.string({ unit: ANY_CHARACTER }), fc.string({ unit: 'grapheme' }))

describe('visible', () => {
  it('shows control characters and marks of direction by their numbers', () => {
    assert.equal(visible('\x1B[2J\u202Egpj.exe'), '<U+001B>[2J<U+202E>gpj.exe')
    assert.equal(visible('\u{E0041}\uD800'), '<U+E0041><U+D800>')
  })

  it('leaves names of all scripts as they are', () => {
    for (const name of ['Hythlodæus', 'Ανύδρου', 'علی\u200Cرضا', '李小龍', 'නුවන්\u200D', 'Nguyễn']) {
      assert.equal(visible(name), name)
    }
  })

  it('cuts what is long, and says so', () => {
    assert.equal(visible('abc', 2), 'ab… (3 characters)')
    assert.ok(quote('x'.repeat(5000)).length < 120)
  })

  it('leaves nothing in any text that could act', () => {
    fc.assert(fc.property(anyText, (text) => !ACTING.test(visible(text))))
  })
})

describe('toJsonLine', () => {
  it('is one line that says the same, and in which nothing can act', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = toJsonLine({ text })
        assert.deepEqual(JSON.parse(line), { text })
        assert.equal(line.indexOf('\n'), line.length - 1)
        assert.ok(!ACTING.test(line.trimEnd()))
      }),
    )
  })
})
