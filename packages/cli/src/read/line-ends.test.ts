import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { trimLineEnds } from 'pratique/codecs'
import { takeApart } from '../conformance/hcert-steps.ts'
import { readHcert } from './hcert.ts'

describe('trimLineEnds', () => {
  it('drops line ends after a text, and nothing else', () => {
    for (const [text, trimmed] of [
      ['', ''],
      ['\r\n\n\r', ''],
      ['\nHC1: \n', '\nHC1: '],
      ['HC1:\nA\t', 'HC1:\nA\t'],
    ] as const) {
      assert.equal(trimLineEnds(text), trimmed)
    }
  })

  it('takes no longer for many line ends, wherever they are', () => {
    const started = performance.now()
    const text = `HC1:${'\r\n'.repeat(500_000)}x\n`
    assert.equal(trimLineEnds(text).length, text.length - 1)
    readHcert(text, [], false)
    assert.equal(takeApart(text).compressed, undefined)
    assert.ok(performance.now() - started < 1000)
  })
})
