/**
 * What a clerk is told of a code that is hard to read.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recommendSymbol } from 'pratique/qr'
import { adviceInWords } from '../src/issue/symbol-advice.ts'

test('a code that is easily read has its size, and no warning', () => {
  assert.match(
    adviceInWords(recommendSymbol('HC1:'.repeat(60))),
    /^QR version \d+-Q, best printed \d+ mm wide or more$/,
  )
})

test('a dense code has warnings, none of which quotes it', () => {
  const words = adviceInWords(recommendSymbol('HC1:'.repeat(900)))
  assert.match(words, /^QR version \d+-[ML], .*\nTake care: the code is dense, of version \d+/)
  assert.doesNotMatch(words, /HC1/)
})

test('a code in too little room is said to be too fine, in millimetres', () => {
  const words = adviceInWords(recommendSymbol('HC1:'.repeat(60), { spaceMm: 15 }))
  assert.match(words, /squares are 0\.\d\d mm wide, of 0\.34 mm that printers need/)
  assert.match(words, /it is \d+\.\d\d mm across, of 35\.00 mm at least/)
})
