import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readZone } from './zone-lines.ts'

/** ICAO Doc 9303-4 and -5, Appendix B. */
const PASSPORT = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const
const CARD = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
] as const

describe('the lines of a zone', () => {
  it('come one after the other, or all at once', () => {
    for (const lines of [PASSPORT, CARD]) {
      for (const given of [
        lines,
        [lines.join('')],
        [...lines, ''],
        lines.map((line) => line.toLowerCase()),
      ]) {
        const reading = readZone(given, 2012)
        assert.ok(reading.kind === 'read')
        assert.equal(reading.mrz.familyName, 'ERIKSSON')
      }
    }
  })

  it('are waited for', () => {
    assert.deepEqual(readZone([PASSPORT[0]], 2012), { kind: 'begun' })
    assert.deepEqual(readZone(CARD.slice(0, 2), 2012), { kind: 'begun' })
    assert.deepEqual(readZone([CARD[0]], 2012), { kind: 'begun' })
  })

  it('that are wrong, or none, are refused', () => {
    assert.deepEqual(readZone([PASSPORT[0], PASSPORT[1].replace('7408122', '7408123')], 2012), {
      kind: 'refused',
    })
    assert.deepEqual(readZone(['', ' '], 2012), { kind: 'refused' })
    assert.deepEqual(readZone([...PASSPORT, ...PASSPORT], 2012), { kind: 'refused' })
  })
})
