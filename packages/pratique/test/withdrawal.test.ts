/**
 * The drill for a stolen key, at the level of the library: the decision is signed, the bundle carries it,
 * and whatever a list says later, the certificate is refused.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeHex } from '../src/bytes/hex.ts'
import { OFFICIAL_USE } from '../src/trust/policy.ts'
import {
  bundleOf,
  DAY,
  deny,
  entriesOf,
  FRANCE,
  fileOf,
  load,
  makeCountry,
  makeDsc,
  makeNetwork,
  NOW,
  SPAIN,
  signDcc,
  verdictOf,
} from './made-trust.ts'

const GENUINE = 'genuine 3'
const WITHDRAWN = 'not-genuine 13 key-usage.withdrawn'
const official = { trustPolicy: OFFICIAL_USE } as const

const france = makeCountry(FRANCE)
const spain = makeCountry(SPAIN)
const [stolen, sound] = [makeDsc(france), makeDsc(france)]
const spanish = makeDsc(spain)
const entries = [...entriesOf(france, stolen, sound), ...entriesOf(spain, spanish)]

/** The network's list as of a day, which still has the key, or does not. */
function network(signedAt: number, listed = entries): ReturnType<typeof makeNetwork> {
  return makeNetwork(listed, [france, spain], signedAt)
}

const before = await bundleOf([['gdhcn', network(NOW - DAY)]])

describe('a stolen key', () => {
  test('signs until somebody decides', async () => {
    for (const each of [stolen, sound]) {
      assert.equal(await verdictOf(signDcc(each), before, official), GENUINE)
    }
  })

  test('is refused from the next bundle on, and no other is', async () => {
    const denied = [await deny(stolen.keys)]
    const next = await bundleOf([['gdhcn', network(NOW)]], { denied, previous: fileOf(before) })
    assert.equal(await verdictOf(signDcc(stolen), next, official), WITHDRAWN)
    assert.equal(await verdictOf(signDcc(sound), next, official), GENUINE)
    assert.equal(await verdictOf(signDcc(spanish, { iss: 'ES' }), next, official), GENUINE)
  })

  test('stays refused when a later list brings it back, after one that had left it out', async () => {
    const denied = [await deny(stolen.keys)]
    const without = [...entriesOf(france, sound), ...entriesOf(spain, spanish)]
    const second = await bundleOf([['gdhcn', network(NOW, without)]], {
      denied,
      previous: fileOf(before),
    })
    // Nobody says it again: what was denied once stays so.
    const third = await bundleOf([['gdhcn', network(NOW + DAY)]], { previous: fileOf(second) })
    const at = { ...official, now: NOW + 2 * DAY }
    const text = signDcc(stolen)
    assert.equal(await verdictOf(text, second, at), 'not-genuine 13 signer.unknown')
    assert.equal(await verdictOf(text, third, at), WITHDRAWN)
    assert.equal(await verdictOf(signDcc(sound), third, at), GENUINE)
    const { manifest } = await load(third)
    assert.deepEqual(
      manifest.denied.map(({ denial }) => [encodeHex(denial.key.spki), denial.reason]),
      [[encodeHex(stolen.record.key.spki), 'the key was stolen']],
    )
  })

  test('cannot be set free by a bundle that leaves the decision out', async () => {
    const denied = [await deny(stolen.keys)]
    const next = await bundleOf([['gdhcn', network(NOW)]], { denied, previous: fileOf(before) })
    const { manifest } = await load(next)
    const held = { number: manifest.number, digest: '', denied: manifest.denied }
    const forgetful = await bundleOf([['gdhcn', network(NOW)]], { number: 9 })
    await assert.rejects(load(forgetful, { held }), { code: 'usage.bundle-rollback' })
    const mindful = await bundleOf([['gdhcn', network(NOW)]], { previous: fileOf(next) })
    assert.equal((await load(mindful, { held })).manifest.denied.length, 1)
  })
})

describe('a stolen key of an authority', () => {
  test('takes all that it has issued, and nobody else', async () => {
    const denied = [await deny(france.keys, 'the authority was broken into')]
    const next = await bundleOf([['gdhcn', network(NOW)]], { denied, previous: fileOf(before) })
    for (const each of [stolen, sound]) {
      assert.equal(await verdictOf(signDcc(each), next, official), WITHDRAWN)
    }
    assert.equal(await verdictOf(signDcc(spanish, { iss: 'ES' }), next, official), GENUINE)
  })
})
