import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CodeOption } from './codes.ts'
import { inReadingOrder, tellPlaces, toOptionWords } from './places.ts'

function option(place: Partial<CodeOption>): CodeOption {
  return { texts: ['HC1:ABCDEFGH'], kind: 'hc1', ...place }
}

describe('the places of a choice', () => {
  it('are thirds of the picture', () => {
    const far = [
      { x: 0.25, y: 0.4 },
      { x: 0.75, y: 0.6 },
    ]
    assert.deepEqual(tellPlaces(far), [3, 5])
  })

  it('are told among themselves where two share a third', () => {
    const above = { x: 0.15, y: 0.36 }
    const below = { x: 0.18, y: 0.6 }
    assert.deepEqual(tellPlaces([above, below]), [1, 7])
    const beside = { x: 0.3, y: 0.38 }
    assert.deepEqual(tellPlaces([above, beside]), [3, 5])
    assert.deepEqual(tellPlaces([above, beside, below]), [0, 2, 6])
  })

  it('are told page by page', () => {
    const [first, second] = [
      { page: 1, x: 0.5, y: 0.1 },
      { page: 2, x: 0.5, y: 0.1 },
    ]
    assert.deepEqual(tellPlaces([first, second]), [1, 1])
  })

  it('are numbered as one reads', () => {
    const right = option({ x: 0.8, y: 0.2 })
    const left = option({ x: 0.2, y: 0.25 })
    const low = option({ x: 0.1, y: 0.9 })
    const next = option({ page: 2, x: 0, y: 0 })
    assert.deepEqual(inReadingOrder([next, low, right, left]), [left, right, low, next])
  })

  it('are none in a text that was pasted: how each ends is told', () => {
    const words = ['HC1:AAAA1234', 'HC1:AAAA5678 '].map((text, index) =>
      toOptionWords(option({ texts: [text] }), {
        ...{ number: index + 1, kind: 'a certificate', cell: 4 },
      }),
    )
    assert.deepEqual(
      words.map(([name, values]) => [name, values['end']]),
      [
        ['scan.optionInList', '1234'],
        ['scan.optionInList', '5678'],
      ],
    )
  })
})
