import assert from 'node:assert/strict'
import { it } from 'node:test'
import { chunkProgress } from './chunks.ts'

it('counts the parts of a card, each once', () => {
  const texts = ['shc:/1/3/56', 'shc:/3/3/57', 'shc:/1/3/56']
  assert.deepEqual(chunkProgress(texts), { done: 2, of: 3 })
})

it('counts those of the card that was begun last', () => {
  assert.deepEqual(chunkProgress(['shc:/1/2/5', 'shc:/2/2/6', 'shc:/1/4/7']), { done: 1, of: 4 })
})

it('says nothing of whole cards, or of other codes', () => {
  assert.equal(chunkProgress(['shc:/5676', 'HC1:6BF', '']), undefined)
})
