import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { writeColumns } from './columns.ts'

describe('writeColumns', () => {
  it('goes on under the words, not under the name', () => {
    const words = 'word '.repeat(30).trim()
    const [first = '', second = '', ...more] = writeColumns([{ name: 'Name', words }])
    assert.equal(first.indexOf('word'), second.indexOf('word'))
    assert.ok(first.startsWith('Name ') && second.startsWith('     '))
    assert.deepEqual(more, [])
  })

  it('loses no word', () => {
    const anyWords = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '李'), minLength: 1 }))
    fc.assert(
      fc.property(anyWords, (words) => {
        const lines = writeColumns([{ name: '', words: words.join(' ') }])
        assert.equal(lines.map((line) => line.trim()).join(' '), words.join(' '))
      }),
    )
  })
})
