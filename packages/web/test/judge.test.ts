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
import { judge } from '../src/data/judge.ts'
import { type HeldRecord, type Kept, verifyKept } from '../src/data/kept.ts'
import { CONTENT, makeBundle, NOW, QUORUM, quorumOf, SIGNERS } from './made-bundles.ts'

const BUILT = writeQuorum(QUORUM)
const PINNED = { quorum: BUILT }
const OTHERS = [makeSigner(), makeSigner(), makeSigner()] as const
const OTHER_QUORUM: Quorum = quorumOf(OTHERS)

async function take(bytes: Bytes, held?: unknown, quorum = BUILT): Promise<HeldRecord> {
  const judged = await judge(bytes, held, { quorum })
  assert.equal(judged.kind, 'accepted', JSON.stringify(judged))
  assert.ok(judged.kind === 'accepted')
  assert.equal((await keptOf(judged.record, quorum)).number, judged.number)
  return judged.record
}

async function refusal(bytes: Bytes, held?: unknown, quorum = BUILT): Promise<string> {
  const judged = await judge(bytes, held, { quorum })
  return judged.kind === 'refused' ? judged.code : judged.kind
}

/** What holds of a record, all of it. */
async function keptOf(record: unknown, quorum = BUILT): Promise<Kept> {
  const kept = await verifyKept(record, { quorum })
  assert.ok(kept?.file)
  return kept
}

const ONE = await makeBundle()
const ONE_FILE = readBundleFile(ONE)
const TWO = await makeBundle({}, { previous: ONE_FILE })
const HELD = await take(ONE)

describe('a bundle', () => {
  it('is taken when enough have signed it, with who did', async () => {
    const { number, signers } = await keptOf(HELD)
    assert.deepEqual([number, signers, HELD.bytes], [1, ['ministry', 'airport'], ONE])
  })

  it('is not taken when too few have, or others', async () => {
    for (const signers of [[], [SIGNERS[0]], [SIGNERS[0], SIGNERS[0]], OTHERS]) {
      assert.equal(await refusal(await makeBundle({}, {}, signers)), 'usage.bundle-signatures')
    }
  })

  it('is taken after an older one, and never before', async () => {
    const two = await take(TWO, HELD)
    assert.equal((await keptOf(two)).number, 2)
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
    assert.deepEqual((await keptOf(after)).signers, ['ministry', 'airport', 'port'])
    assert.equal(await refusal(changing, held), 'same')
    // A page that is built anew with those who sign now goes on; one of before knows how they came to be.
    assert.equal((await keptOf(after, writeQuorum(OTHER_QUORUM))).number, 3)
    const third = await makeBundle({}, { previous: readBundleFile(next) }, OTHERS)
    assert.equal((await keptOf(await take(third, after))).number, 4)
  })

  it('is that of a page that was built anew with another one: what others signed is as if it were not there', async () => {
    const built = writeQuorum(OTHER_QUORUM)
    assert.equal(await refusal(TWO, HELD, built), 'usage.bundle-signatures')
    assert.equal(await verifyKept(HELD, { quorum: built }), undefined)
    const two = await makeBundle({}, { previous: ONE_FILE }, OTHERS)
    assert.equal((await keptOf(await take(two, HELD, built), built)).number, 2)
  })
})

describe('what the device kept', () => {
  it('is mended by a copy, and its number counts while it is damaged', async () => {
    const two = await take(TWO, HELD)
    for (const bytes of [new Uint8Array(3), TWO.slice(0, -9), undefined, 'text', ONE]) {
      const damaged = { ...two, bytes }
      assert.equal((await verifyKept(damaged, PINNED))?.file, undefined)
      assert.equal((await keptOf(await take(TWO, damaged))).number, 2)
      assert.equal(await refusal(ONE, damaged), 'usage.bundle-rollback')
    }
  })

  it('is mended by a copy also where another quorum signs the next', async () => {
    const changing = await makeBundle({}, { previous: ONE_FILE, nextQuorum: OTHER_QUORUM })
    const damaged = { ...(await take(changing, HELD)), bytes: new Uint8Array(3) }
    const next = await makeBundle({}, { previous: readBundleFile(changing) }, OTHERS)
    await take(next, await take(changing, damaged))
  })

  it('counts for nothing where nobody has signed it, or others, or what it says is not what is signed', async () => {
    const { bytes, digest, seals } = HELD
    const [seal] = seals
    assert.ok(seal)
    const others = await makeBundle({}, { number: 9 }, OTHERS)
    const { signedBytes, signatures } = readBundleFile(others)
    const planted: readonly unknown[] = [
      ...[null, 0, 'x', [], {}, { bytes }, { bytes, digest }, { bytes, digest, seals: [] }],
      { bytes, digest, seals: [{ ...seal, signatures: [] }] },
      { bytes, digest, seals: [{ ...seal, signatures: seal.signatures.slice(1) }] },
      { bytes, digest, seals: [{ ...seal, signedBytes: seal.signedBytes.slice(1) }] },
      { bytes, digest, seals: [{ ...seal, signatures: 'none' }] },
      { bytes, digest, seals: Array(1000).fill(seal) },
      { bytes: others, digest, seals: [{ signedBytes, signatures }] },
      { bytes: others, digest, seals: [seal, { signedBytes, signatures }] },
      // As an earlier form of it had who must sign.
      { bytes: others, digest, number: 9, signers: ['x'], quorum: BUILT, builtWith: 'x' },
    ]
    for (const record of planted) {
      assert.equal(await verifyKept(record, PINNED), undefined)
      assert.equal((await keptOf(await take(ONE, record))).number, 1)
    }
    const unsigned = { ...HELD, bytes: await makeBundle({ records: [] }, {}, []) }
    assert.equal((await verifyKept(unsigned, PINNED))?.file, undefined)
  })

  it('counts for nothing where the page was built for newer ones, which alone are taken', async () => {
    const pinned = { ...PINNED, leastBundle: 2 }
    assert.equal(await verifyKept(HELD, pinned), undefined)
    const judged = await judge(ONE, undefined, pinned)
    assert.deepEqual(judged, { kind: 'refused', code: 'usage.bundle-rollback' })
    assert.equal((await judge(TWO, HELD, pinned)).kind, 'accepted')
  })
})
