import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  omitSections,
  type Quorum,
  readBundleFile,
  readDenial,
  signDenial,
  writeQuorum,
} from 'pratique/bundle'
import type { Bytes } from 'pratique/verify'
import { makeSigner } from '../../pratique/test/make-signer.ts'
import type { HeldRecord } from '../src/data/device-store.ts'
import { judge } from '../src/data/judge.ts'
import { CONTENT, makeBundle, NOW, QUORUM, quorumOf, SIGNERS } from './made-bundles.ts'

const BUILT = writeQuorum(QUORUM)
const OTHERS = [makeSigner(), makeSigner(), makeSigner()] as const
const OTHER_QUORUM: Quorum = quorumOf(OTHERS)

async function take(bytes: Bytes, held?: HeldRecord, built = BUILT): Promise<HeldRecord> {
  const judged = await judge(bytes, held, built)
  assert.equal(judged.kind, 'accepted', JSON.stringify(judged))
  assert.ok(judged.kind === 'accepted')
  return judged.record
}

async function refusal(bytes: Bytes, held?: HeldRecord, built = BUILT): Promise<string> {
  const judged = await judge(bytes, held, built)
  return judged.kind === 'refused' ? judged.code : judged.kind
}

const ONE = await makeBundle()
const ONE_FILE = readBundleFile(ONE)
const TWO = await makeBundle({}, { previous: ONE_FILE })
const HELD = await take(ONE)

describe('a bundle', () => {
  it('is taken when enough have signed it, with who did', () => {
    const { number, signers, bytes } = HELD
    assert.deepEqual([number, signers, bytes], [1, ['ministry', 'airport'], ONE])
  })

  it('is not taken when too few have, or others', async () => {
    for (const signers of [[], [SIGNERS[0]], [SIGNERS[0], SIGNERS[0]], OTHERS]) {
      assert.equal(await refusal(await makeBundle({}, {}, signers)), 'usage.bundle-signatures')
    }
  })

  it('is taken after an older one, and never before', async () => {
    const two = await take(TWO, HELD)
    assert.equal(two.number, 2)
    assert.equal(await refusal(ONE, two), 'usage.bundle-rollback')
  })

  it('is known again, and refused where another one has its number', async () => {
    assert.equal(await refusal(ONE, HELD), 'same')
    const other = await makeBundle({ records: [] })
    assert.equal(await refusal(other, HELD), 'usage.bundle-rollback')
  })

  it('is refused without a key that is denied', async () => {
    const [record] = CONTENT.records
    assert.ok(record)
    const { key, issuer, keyId } = record
    const bytes = await signDenial({ key, issuer, keyId, reason: 'stolen', at: NOW }, makeSigner())
    const held = await take(await makeBundle({ denied: [readDenial(bytes)] }))
    assert.equal(await refusal(await makeBundle({}, { number: 5 }), held), 'usage.bundle-rollback')
  })

  it('is refused when it is damaged, or none', async () => {
    for (let at = 0; at < ONE.length; at += 37) {
      const damaged = ONE.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      assert.match(await refusal(damaged), /^(usage|format)\./)
    }
    assert.equal(await refusal(new Uint8Array(0)), 'format.cbor')
  })

  it('is refused when its entry rules cannot be read', async () => {
    const text = JSON.stringify({ type: 'pratique-policy', id: 'x' })
    const bytes = new TextEncoder().encode(text)
    const policies = [{ kind: 'pratique-policy', name: 'x', bytes } as const]
    assert.equal(await refusal(await makeBundle({ policies })), 'usage.policy-file')
  })

  it('may leave out what the device has', async () => {
    const delta = omitSections(TWO, ONE_FILE)
    assert.deepEqual((await take(delta, HELD)).bytes, TWO)
    assert.match(await refusal(delta), /^(usage\.bundle|format\.cbor)$/)
  })
})

describe('a quorum', () => {
  it('is changed by a bundle that the one before has signed', async () => {
    const changing = await makeBundle({}, { previous: ONE_FILE, nextQuorum: OTHER_QUORUM })
    const held = await take(changing, HELD)
    const file = readBundleFile(changing)
    assert.equal(
      await refusal(await makeBundle({}, { previous: file }), held),
      'usage.bundle-signatures',
    )
    const next = await makeBundle({}, { previous: file }, OTHERS)
    const after = await take(next, held)
    assert.deepEqual(after.signers, ['ministry', 'airport', 'port'])
    assert.equal(await refusal(changing, held), 'same')
  })

  it('is that of a page that was built anew with another one', async () => {
    const built = writeQuorum(OTHER_QUORUM)
    assert.equal(await refusal(TWO, HELD, built), 'usage.bundle-signatures')
    const two = await makeBundle({}, { previous: ONE_FILE }, OTHERS)
    assert.equal((await take(two, HELD, built)).number, 2)
    assert.equal(
      await refusal(await makeBundle({ records: [] }, {}, OTHERS), HELD, built),
      'usage.bundle-rollback',
    )
  })
})

describe('what the device kept', () => {
  it('is mended by a copy, and its number counts while it is damaged', async () => {
    const damaged = { ...(await take(TWO, HELD)), bytes: new Uint8Array(3) }
    assert.equal((await take(TWO, damaged)).number, 2)
    assert.equal(await refusal(ONE, damaged), 'usage.bundle-rollback')
  })
})
