import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cellOf, type SeenCode, sortCodes } from './codes.ts'

const A = 'HC1:6BF'
const B = 'HC1:NCF'
const CARD = 'shc:/5676290'
const TICKET = 'M1DOE/JOHN            EABC123'
const NOTHING_HELD = { gathered: [] }

function seen(...texts: readonly string[]): readonly SeenCode[] {
  return texts.map((text, at) => ({ text, x: at / texts.length, y: 0.5 }))
}

describe('codes that are seen at once', () => {
  it('one certificate is taken', () => {
    assert.deepEqual(sortCodes(seen(A), NOTHING_HELD), { kind: 'read', texts: [A], leftOut: 0 })
  })

  it('the same code twice is one', () => {
    assert.deepEqual(sortCodes(seen(A, `${A}\n`, A), NOTHING_HELD).kind, 'read')
  })

  it('two certificates are a choice, with their places and no more', () => {
    const sight = sortCodes(seen(A, CARD), NOTHING_HELD)
    assert.deepEqual(sight, {
      kind: 'choice',
      options: [
        { texts: [A], kind: 'hc1', x: 0, y: 0.5 },
        { texts: [CARD], kind: 'shc', x: 0.5, y: 0.5 },
      ],
    })
  })

  it('what is no certificate is left out, and counted', () => {
    const sight = sortCodes(seen(TICKET, A, 'https://example.org'), NOTHING_HELD)
    assert.deepEqual(sight, { kind: 'read', texts: [A], leftOut: 2 })
  })

  it('a format that is only recognised is a certificate to choose from', () => {
    const sight = sortCodes(seen('NL2:ABC', A), NOTHING_HELD)
    assert.equal(sight.kind, 'choice')
  })

  it('codes none of which is a certificate are all told of', () => {
    const sight = sortCodes(seen(TICKET, 'hello'), NOTHING_HELD)
    assert.deepEqual(sight, { kind: 'read', texts: [TICKET, 'hello'], leftOut: 0 })
  })

  it('nothing seen is nothing', () => {
    const nothing = { kind: 'nothing', repeated: false, unfit: false }
    assert.deepEqual(sortCodes([], NOTHING_HELD), nothing)
  })
})

describe('parts of a card', () => {
  const [ONE, TWO, THREE] = ['shc:/1/3/56', 'shc:/2/3/76', 'shc:/3/3/29']

  it('belong together', () => {
    const sight = sortCodes(seen(TWO, ONE), NOTHING_HELD)
    assert.deepEqual(sight, { kind: 'read', texts: [TWO, ONE], leftOut: 0 })
  })

  it('of two cards are a choice', () => {
    assert.equal(sortCodes(seen(ONE, 'shc:/1/3/99'), NOTHING_HELD).kind, 'choice')
    assert.equal(sortCodes(seen(ONE, 'shc:/2/2/99'), NOTHING_HELD).kind, 'choice')
  })

  it('beside another certificate are a choice', () => {
    assert.equal(sortCodes(seen(ONE, TWO, A), NOTHING_HELD).kind, 'choice')
  })

  it('that are held already are not taken again', () => {
    const held = { gathered: [ONE], need: 'chunks' } as const
    assert.deepEqual(sortCodes(seen(ONE), held), { kind: 'nothing', repeated: true, unfit: false })
    const sight = sortCodes(seen(ONE, THREE), held)
    assert.deepEqual(sight, { kind: 'read', texts: [THREE], leftOut: 0 })
  })

  it('of another card, or anything else, are not taken while one is begun', () => {
    const held = { gathered: [ONE], need: 'chunks' } as const
    for (const text of ['shc:/1/3/99', 'shc:/2/4/99', CARD, A, TICKET]) {
      assert.deepEqual(sortCodes(seen(text), held), {
        kind: 'nothing',
        repeated: false,
        unfit: true,
      })
    }
  })
})

describe('another certificate of the same person', () => {
  const held = { gathered: [A], need: 'another' } as const

  it('is taken, and the first is not again', () => {
    assert.deepEqual(sortCodes(seen(A, B), held), { kind: 'read', texts: [B], leftOut: 0 })
    assert.deepEqual(sortCodes(seen(A), held), { kind: 'nothing', repeated: true, unfit: false })
  })

  it('is a certificate', () => {
    assert.deepEqual(sortCodes(seen(TICKET), held), {
      kind: 'nothing',
      repeated: false,
      unfit: true,
    })
  })
})

describe('codes of a bundle', () => {
  const awaited = { gathered: [], need: 'updates' } as const

  it('are taken all at once, and nothing else', () => {
    const sight = sortCodes(seen('PU1:A ', A, 'PU1:B\r\n'), awaited)
    assert.deepEqual(sight, { kind: 'read', texts: ['PU1:A ', 'PU1:B'], leftOut: 1 })
  })

  it('are waited for when something else is shown', () => {
    const unfit = { kind: 'nothing', repeated: false, unfit: true }
    assert.deepEqual(sortCodes(seen(A, B), awaited), unfit)
    assert.deepEqual(sortCodes([], awaited), { ...unfit, unfit: false })
  })
})

describe('places', () => {
  it('are thirds of the picture', () => {
    const cells = [
      [0, 0],
      [0.99, 0],
      [0.5, 0.5],
      [0.1, 0.9],
      [1, 1],
    ].map(([x = 0, y = 0]) => cellOf({ x, y }))
    assert.deepEqual(cells, [0, 2, 4, 6, 8])
  })
})
