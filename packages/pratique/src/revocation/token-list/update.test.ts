import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { leastBits } from '../../../test/drawn-sets.ts'
import { NOW, testCrypto } from '../../../test/made-messages.ts'
import {
  BLOCK,
  DAY,
  FIRST,
  makeLargeList,
  nextOf,
  REVOKER,
  revokerRecord,
  signLargeDelta,
} from '../../../test/made-token-lists.ts'
import { makeSigner } from '../../../test/make-signer.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { decodeHex } from '../../bytes/hex.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import type { CborValue } from '../../cbor/value.ts'
import { readTyped, signTyped } from '../../cose/typed-signature.ts'
import { UsageError } from '../../errors.ts'
import {
  decodeTokenList,
  digestOfList,
  encodeTokenDelta,
  encodeTokenList,
  MAX_REVOKED,
  openTokenList,
} from './content.ts'
import { divisorOf } from './golomb.ts'
import { signTokenDelta, signTokenList } from './sign.ts'
import {
  applyRevocationUpdate,
  type HeldList,
  type ListKey,
  UPDATE_WORDS,
  type UpdateResult,
} from './update.ts'

const KEYS = [revokerRecord()]
const SECOND = nextOf(FIRST, { also: [9, 10] })
const THIRD = nextOf(SECOND, { also: [11] })

const FIRST_FILE = await signTokenList(FIRST, REVOKER)
const SECOND_FILE = await signTokenList(SECOND, REVOKER)
const TO_SECOND = await signTokenDelta(FIRST, SECOND, REVOKER)
const TO_THIRD = await signTokenDelta(SECOND, THIRD, REVOKER)

const HELD = await hold(FIRST_FILE)

describe('a holder of lists', () => {
  test('takes the first edition that it sees', () => {
    assert.deepEqual(HELD.content, FIRST)
    assert.equal(HELD.digest, digestOfList(encodeTokenList(FIRST)))
    assert.deepEqual(HELD.speaksFor, [{ framework: 'hcert', issuer: 'UT' }])
  })

  test('comes to the same by deltas as by whole lists', async () => {
    const second = await hold(TO_SECOND, HELD)
    assert.deepEqual(second, await hold(SECOND_FILE, HELD))
    assert.deepEqual((await hold(TO_THIRD, second)).content, THIRD)
    const overTwo = await signTokenDelta(FIRST, THIRD, REVOKER)
    assert.deepEqual((await hold(overTwo, HELD)).content, THIRD)
    // From further back than what is held: it only adds.
    assert.deepEqual((await hold(overTwo, second)).content, THIRD)
  })

  test('needs nothing twice', async () => {
    for (const file of [FIRST_FILE, await signTokenList(FIRST, REVOKER)]) {
      assert.deepEqual(await update(HELD, file), { held: HELD, answer: 'held' })
    }
  })

  test('keeps revoked what a later edition forgets, and says so', async () => {
    const forgetful = nextOf(FIRST, { revoked: Uint32Array.of(5, 6) })
    const { held, answer } = await update(HELD, await signTokenList(forgetful, REVOKER))
    assert.equal(answer, 'vanished')
    assert.deepEqual([...(held?.vanished ?? [])], [700, 131_071])
    const third = nextOf(forgetful, { also: [700] })
    const later = await update(held, await signTokenDelta(forgetful, third, REVOKER))
    assert.equal(later.answer, 'taken')
    assert.deepEqual([...(later.held?.vanished ?? [])], [131_071])
    const again = await update(later.held, await signTokenList(nextOf(third), REVOKER))
    assert.equal(again.answer, 'taken')
    assert.deepEqual([...(again.held?.vanished ?? [])], [131_071])
  })

  test('remembers what is missing until it is there', async () => {
    const { held, answer } = await update(HELD, TO_THIRD)
    assert.equal(answer, 'gap')
    assert.deepEqual(held, { ...HELD, missing: 3 })
    const second = await hold(TO_SECOND, held)
    assert.equal(second.missing, 3)
    assert.equal((await hold(TO_THIRD, second)).missing, undefined)
  })
})

describe('a file is refused, and what is held stays', () => {
  const cases: readonly (readonly [
    string,
    UpdateResult['answer'],
    () => Promise<Bytes> | Bytes,
  ])[] = [
    ['cut short', 'unreadable', () => SECOND_FILE.slice(0, -1)],
    ['with a byte more', 'unreadable', () => Uint8Array.of(...SECOND_FILE, 0)],
    ['with no byte', 'unreadable', () => new Uint8Array()],
    ['older', 'rolled-back', async () => signTokenList({ ...FIRST, number: 1 }, REVOKER)],
    [
      'dated before what is held',
      'rolled-back',
      () => signTokenList(nextOf(SECOND, { asOf: FIRST.asOf - 1 }), REVOKER),
    ],
    [
      'of the same number with other bytes',
      'forked',
      () => signTokenList({ ...SECOND, revoked: Uint32Array.of(5) }, REVOKER),
    ],
    [
      'that follows on another one',
      'forked',
      () => signTokenList(nextOf(SECOND, { previous: 'ab'.repeat(32) }), REVOKER),
    ],
    [
      'a delta to another one of the same number',
      'forked',
      () => signTokenDelta({ ...SECOND, revoked: Uint32Array.of(9) }, THIRD, REVOKER),
    ],
    ['by nobody’s key', 'unknown-key', () => signTokenList(THIRD, makeSigner())],
    ['about another participant', 'foreign-key', () => signTokenList(FOREIGN, REVOKER)],
    ['of another number', 'other-list', () => signTokenList({ ...THIRD, list: 3 }, REVOKER)],
    [
      'dated in days to come',
      'not-yet',
      () => signTokenList({ ...THIRD, asOf: NOW + 2 * DAY }, REVOKER),
    ],
    [
      'that covers fewer',
      'outside-coverage',
      () => signTokenList(nextOf(SECOND, { coverage: { issued: BLOCK } }), REVOKER),
    ],
    [
      'that covers a shorter time',
      'outside-coverage',
      () =>
        signTokenList(
          nextOf(SECOND, { coverage: { issued: 2 * BLOCK, issuedFrom: NOW } }),
          REVOKER,
        ),
    ],
    ['a delta across a gap', 'gap', () => signTokenDelta(THIRD, nextOf(THIRD), REVOKER)],
  ]
  const wide = { coverage: { issued: 2 * BLOCK } }
  const FOREIGN = { ...THIRD, issuers: new Map([['hcert', 'XE'] as const]) }

  for (const [name, answer, make] of cases) {
    test(name, async () => {
      const held = answer === 'outside-coverage' ? await hold(await secondOf(wide)) : await second()
      const result = await update(held, await make())
      assert.equal(result.answer, answer)
      const { missing: _, ...rest } = result.held ?? {}
      assert.deepEqual(rest, held)
      assert.ok(UPDATE_WORDS[answer].length > 10)
    })
  }

  test('a delta, where nothing is held', async () => {
    assert.deepEqual(await update(undefined, TO_SECOND), { answer: 'gap' })
  })

  test('with an index that it does not cover', async () => {
    const outside = { ...SECOND, revoked: Uint32Array.of(5, 700, BLOCK) }
    await assert.rejects(signTokenList(outside, REVOKER), UsageError)
    const forced = await signTyped('list', encodeTokenList(outside), REVOKER, 'attached')
    for (const held of [undefined, HELD]) {
      assert.equal((await update(held, forced)).answer, 'outside-coverage')
    }
  })

  test('a delta that does not come to what it names', async () => {
    const { revoked: _, ...head } = SECOND
    const delta = {
      ...head,
      added: Uint32Array.of(9),
      base: { number: 1, digest: HELD.digest },
      result: digestOfList(encodeTokenList(SECOND)),
    }
    const file = await signTyped('delta', encodeTokenDelta(delta), REVOKER, 'attached')
    assert.deepEqual(await update(HELD, file), { held: HELD, answer: 'wrong-result' })
  })

  test('in another than its one form', async () => {
    const payload = encodeTokenList(SECOND)
    // Eight bytes for the number of members, where one says it.
    const long = Uint8Array.of(
      0xbb,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      (payload[0] ?? 0) & 0x1f,
      ...payload.slice(1),
    )
    for (const bytes of [long, encodeCbor(new Map([[1, 2]])), encodeCbor([])]) {
      const file = await signTyped('list', bytes, REVOKER, 'attached')
      assert.equal((await update(HELD, file)).answer, 'unreadable')
    }
  })

  test('and its indices are not read before its signature is found good', async () => {
    // As many as there are bits: within what a file may hold, 64 MiB in memory, and then a fault.
    const { revoked: _, ...head } = { ...SECOND, coverage: { issued: MAX_REVOKED } }
    const bomb = encodeCbor(
      new Map<number, CborValue>([
        ...([
          [1, 1],
          [2, new Map(head.issuers)],
          [3, head.list],
          [4, head.number],
        ] as const),
        ...([
          [5, decodeHex(head.previous ?? '')],
          [6, head.asOf],
          [7, head.nextUpdate],
        ] as const),
        ...([
          [8, MAX_REVOKED],
          [12, MAX_REVOKED],
          [13, 1],
        ] as const),
        [14, new Uint8Array(MAX_REVOKED / 8).fill(0xff)],
      ]),
    )
    const junk = { ...REVOKER, sign: async () => new Uint8Array(64) }
    const answers = []
    for (const by of [makeSigner(), junk, REVOKER]) {
      const file = await signTyped('list', bomb, by, 'attached')
      answers.push((await update(HELD, file)).answer)
    }
    assert.deepEqual(answers, ['unknown-key', 'bad-signature', 'unreadable'])
  })

  test('that says of more than anybody revokes', async () => {
    const issued = 8 * MAX_REVOKED
    const head = encodeTokenList({ ...SECOND, coverage: { issued }, revoked: new Uint32Array() })
    const map = decodeCbor(head)
    assert.ok(map instanceof Map)
    const data = new Uint8Array(1)
    for (const [count, answer] of [
      [MAX_REVOKED, 'fewer bytes than there are numbers'],
      [MAX_REVOKED + 1, 'not as it must be'],
    ] as const) {
      const bytes = encodeCbor(
        new Map([...map, [12, count], [13, divisorOf({ count, below: issued })], [14, data]]),
      )
      assert.throws(() => decodeTokenList(openTokenList(bytes)), {
        code: 'format.cbor',
        message: RegExp(answer),
      })
    }
  })

  test('with any bit changed', async () => {
    const bits = fc.nat(8 * TO_SECOND.length - 1)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(SECOND_FILE, TO_SECOND), bits, async (file, bit) => {
        if (bit >= 8 * file.length) return
        const changed = file.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const { held } = await update(HELD, changed)
        assert.deepEqual(held, HELD)
      }),
      { numRuns: 300 },
    )
  })

  test('whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        assert.equal((await update(undefined, bytes.slice())).answer, 'unreadable')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a key', () => {
  const cases: readonly (readonly [string, UpdateResult['answer'], readonly ListKey[]])[] = [
    ['of a signer of certificates', 'other-role', [record({ role: 'signer' })]],
    ['of an authority', 'other-role', [record({ role: 'authority' })]],
    ['that signs certificates too', 'other-role', [...KEYS, record({ role: 'signer' })]],
    ['of whom its owner says another role too', 'other-role', [...KEYS, signerOfCards('UT')]],
    ['of whom another issuer says so', 'taken', [...KEYS, signerOfCards('https://xe.example')]],
    [
      'of whom another issuer says both',
      'taken',
      [...KEYS, record({ issuer: 'XE' }), record({ issuer: 'XE', role: 'signer' })],
    ],
    ['of whom a file at hand says so', 'other-role', [...KEYS, signerOfCards('XE', 'local')]],
    ['of another participant', 'foreign-key', [record({ issuer: 'XE' })]],
    ['of another network', 'foreign-key', [record({ framework: 'vds-nc' })]],
    ['that nobody vouches for', 'other-role', [record({ evidence: 'unauthenticated' })]],
    ['that was withdrawn', 'key-not-in-force', [record({ status: 'withdrawn' })]],
    ['withdrawn elsewhere', 'key-not-in-force', [...KEYS, record({ status: 'withdrawn' })]],
    ['not yet in force', 'key-not-in-force', [record({ notBefore: NOW })]],
    ['no longer in force', 'key-not-in-force', [record({ notAfter: FIRST.asOf - 1 })]],
    ['that is unknown', 'unknown-key', []],
    ['in force that day', 'taken', [record({ notBefore: FIRST.asOf, notAfter: FIRST.asOf })]],
    [
      'of which others say nothing',
      'taken',
      [...KEYS, record({ role: 'signer', evidence: 'unauthenticated' })],
    ],
  ]
  for (const [name, answer, keys] of cases) {
    test(name, async () => {
      const result = await applyRevocationUpdate(undefined, FIRST_FILE, {
        ...{ keys, now: NOW },
        crypto: testCrypto,
      })
      assert.equal(result.answer, answer)
      assert.equal(result.held === undefined, answer !== 'taken')
    })
  }

  test('signs a bundle or a denial, and no list comes of it', async () => {
    for (const type of ['bundle', 'denial', 'delta'] as const) {
      const file = await signTyped(type, encodeTokenList(FIRST), REVOKER, 'attached')
      assert.equal((await update(undefined, file)).answer, 'unreadable')
    }
  })

  test('on Ed25519 signs too', async () => {
    const signer = makeSigner('Ed25519')
    const file = await signTokenList(FIRST, signer)
    const context = { keys: [revokerRecord(signer)], now: NOW, crypto: testCrypto }
    assert.equal((await applyRevocationUpdate(undefined, file, context)).answer, 'taken')
  })
})

describe('a delta to ten million', () => {
  const base = makeLargeList()
  const DATA = 14

  for (const count of [100, 500, 1000]) {
    test(`of ${count} has at most 1.01 times the least bytes, and little around them`, async () => {
      const delta = await signLargeDelta(base, count)
      const content = decodeCbor(readTyped(['delta'], delta).payload ?? new Uint8Array())
      const data = content instanceof Map ? content.get(DATA) : undefined
      assert.ok(data instanceof Uint8Array)
      const { revoked, coverage } = base
      const ratio = (8 * data.length) / leastBits(coverage.issued - revoked.length, count)
      assert.ok(ratio > 0.99 && ratio <= 1.01, `${ratio}`)
      assert.ok(delta.length - data.length < 300, `${delta.length - data.length} bytes around`)
    })
  }

  test('is taken, and comes to the next edition', async () => {
    const held = await hold(await signTokenList(base, REVOKER))
    const { content } = await hold(await signLargeDelta(base, 500), held)
    assert.equal(content.revoked.length, base.revoked.length + 500)
  })
})

function signerOfCards(issuer: string, evidence: 'directory' | 'local' = 'directory'): ListKey {
  return record({ framework: 'smart-health-card', role: 'signer', issuer, evidence })
}

function update(held: HeldList | undefined, bytes: Bytes): Promise<UpdateResult> {
  return applyRevocationUpdate(held, bytes, { keys: KEYS, now: NOW, crypto: testCrypto })
}

async function hold(bytes: Bytes, before?: HeldList): Promise<HeldList> {
  const { held, answer } = await update(before, bytes)
  assert.ok(held && answer === 'taken', answer)
  return held
}

async function second(): Promise<HeldList> {
  return hold(SECOND_FILE)
}

function secondOf(changes: object): Promise<Bytes> {
  return signTokenList({ ...SECOND, ...changes }, REVOKER)
}

function record(changes: Parameters<typeof revokerRecord>[1]): ListKey {
  return revokerRecord(REVOKER, changes)
}
