import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { writeQuorum } from 'pratique/bundle'
import type { JsonObject } from 'pratique/codecs'
import { parseSite } from '../../build/site.ts'
import { QUORUM } from '../../test/made-bundles.ts'

function parse(members: JsonObject) {
  return parseSite({ type: 'pratique-site', version: 1, ...members })
}

describe('what a build says of its kiosk', () => {
  it('is how it starts, what it checks, and whom it answers', () => {
    const kiosk = { start: 'always', destination: 'CH', purpose: 'transit' } as const
    const quorum = writeQuorum(QUORUM)
    assert.deepEqual(parse({ quorum, kiosk, opener: 'https://gate.example' }), {
      quorum,
      kiosk,
      opener: 'https://gate.example',
    })
    assert.deepEqual(parse({ kiosk: { start: 'on-request' } }), { kiosk: { start: 'on-request' } })
    assert.deepEqual(parse({}), {})
  })

  it('names a local address as it is, or none', () => {
    const kiosk = { start: 'always' }
    assert.equal(parse({ kiosk, opener: 'http://127.0.0.1:8080' }).opener, 'http://127.0.0.1:8080')
    for (const opener of ['*', 'http://gate.example', 'https://gate.example/', 'http://10.0.0.1']) {
      assert.throws(() => parse({ kiosk, opener }), /one exact origin/)
    }
  })

  it('is refused with what is wrong', () => {
    const wrong: readonly (readonly [JsonObject, RegExp])[] = [
      [{ kiosk: true }, /is an object/],
      [{ kiosk: {} }, /"start" of "kiosk"/],
      [{ kiosk: { start: 'always', names: true } }, /"names" is not known/],
      [{ kiosk: { start: 'always', destination: 'ch' } }, /two letters/],
      [{ kiosk: { start: 'always', destination: 'CH' } }, /needs a "quorum"/],
      [{ kiosk: { start: 'always', purpose: 'transit' } }, /no effect without a "destination"/],
    ]
    for (const [members, message] of wrong) assert.throws(() => parse(members), message)
  })
})

describe('what a build says of times and numbers', () => {
  it('is how long a result stands, within bounds', () => {
    for (const resultSeconds of [5, 30, 180]) {
      assert.deepEqual(parse({ resultSeconds }), { resultSeconds })
    }
    for (const resultSeconds of [0, 4, 4.5, 181, -30, '30', null]) {
      assert.throws(() => parse({ resultSeconds }), /a whole number from 5 to 180/)
    }
  })

  it('is the oldest bundle that is taken, where any are', () => {
    const quorum = writeQuorum(QUORUM)
    assert.equal(parse({ quorum, leastBundle: 7 }).leastBundle, 7)
    assert.throws(() => parse({ quorum, leastBundle: 0 }), /a whole number from 1/)
    assert.throws(() => parse({ leastBundle: 7 }), /no effect without a "quorum"/)
  })
})
