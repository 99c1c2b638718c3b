import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, CONTENT, makeQuorum, RECORD } from '../../test/make-bundle.ts'
import { makeSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { deflateRaw } from '../bytes/deflate.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import type { CborValue } from '../cbor/value.ts'
import { signTyped } from '../cose/typed-signature.ts'
import { FormatError, UsageError } from '../errors.ts'
import { toIdentity } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { FRAMEWORKS } from '../model/format.ts'
import type { TrustRecord } from '../trust/record.ts'
import { createShelfStore } from '../trust/shelf-store.ts'
import { type Candidate, createTrustStore } from '../trust/store.ts'
import { acceptBundle, type HeldBundle } from './accept.ts'
import { type BuildOptions, buildBundle } from './build.ts'
import type { BundleContent } from './content.ts'
import { readDenial, signDenial } from './denial.ts'
import { addSignature, digestOf, isBundleFile, readBundleFile, readRecords } from './file.ts'
import { loadBundle, type OpenedBundle, openBundle } from './load.ts'

const SIGNERS = [makeSigner(), makeSigner(), makeSigner('Ed25519')] as const
const QUORUM = makeQuorum(SIGNERS)
const LATER: TrustRecord = { ...RECORD, keyId: 'ffff', issuer: 'DE', key: makeSigner().key }
const CARD: TrustRecord = {
  ...RECORD,
  framework: 'smart-health-card',
  issuer: 'https://example.org',
  keyId: 'card',
  evidence: 'directory',
}

async function build(content: Partial<BundleContent> = {}, options?: BuildOptions): Promise<Bytes> {
  return buildBundle({ ...CONTENT, ...content }, options)
}

async function signWith(bytes: Bytes, ...signers: readonly SignPort[]): Promise<Bytes> {
  let signed = bytes
  for (const signer of signers) {
    const { signedBytes } = readBundleFile(bytes)
    signed = addSignature(signed, await signTyped('bundle', signedBytes, signer, 'detached'))
  }
  return signed
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'none'
  } catch (error) {
    assert.ok(error instanceof UsageError || error instanceof FormatError, String(error))
    return error.code
  }
}

describe('a bundle is a function of what goes in', () => {
  test('in any order, and however often it is said', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(anyRecord, { maxLength: 8 })
          .chain((records) =>
            fc.tuple(
              fc.constant(records),
              fc.shuffledSubarray(records, { minLength: records.length }),
            ),
          ),
        async ([records, shuffled]) => {
          const one = readBundleFile(await build({ records }))
          const two = readBundleFile(await build({ records: [...shuffled, ...shuffled] }))
          assert.equal(digestOf(one), digestOf(two))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('all that goes in comes out, once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { maxLength: 12 }), async (records) => {
        const out = readRecords(readBundleFile(await build({ records })))
        const inOrder = (all: readonly TrustRecord[]) =>
          [...new Set(all.map((each) => JSON.stringify(toJson(each))))].toSorted()
        assert.deepEqual(inOrder(out), inOrder(records))
        assert.equal(out.length, inOrder(records).length)
      }),
      { numRuns: 40 },
    )
  })

  test('a section alone has all records of its keys', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 2, maxLength: 12 }), async (records) => {
        const bytes = await build({ records, lists: [] })
        const whole = await loadBundle(bytes, { signedBy: 'nobody' })
        for (const framework of FRAMEWORKS) {
          const alone = await loadBundle(bytes, { signedBy: 'nobody', frameworks: [framework] })
          for (const { key } of records.filter((record) => record.framework === framework)) {
            // A record that two sections carry is found in both.
            const said = [alone, whole].map(
              ({ trust }) =>
                new Set(trust.findRecords(key).map((each) => JSON.stringify(toJson(each)))),
            )
            assert.deepEqual(said[0], said[1])
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('names what changed since the one before, and carries its digest', async () => {
    const previous = readBundleFile(await build())
    const changed = { ...RECORD, evidence: 'listed' } as const
    const next = readBundleFile(await build({ records: [changed, LATER] }, { previous }))
    assert.equal(next.manifest.number, 2)
    assert.equal(next.manifest.previous, digestOf(previous))
    const { added, withdrawn, changed: said } = next.manifest.changes ?? {}
    assert.deepEqual([added?.map(({ keyId }) => keyId), withdrawn], [['ffff'], []])
    assert.deepEqual(
      said?.map(({ keyId }) => keyId),
      [RECORD.keyId],
    )
    const gone = readBundleFile(await build({ records: [] }, { previous: next }))
    assert.deepEqual(
      [gone.manifest.changes?.removed.length, gone.manifest.changes?.withdrawn],
      [2, []],
    )
    assert.equal(await codeOf(build({}, { previous: next, number: 2 })), 'usage.bundle-number')
  })

  test('is dated by the oldest list of each network', async () => {
    const list = { framework: 'hcert', isSigned: true } as const
    const lists = [
      { ...list, name: 'a', asOf: 200 },
      { ...list, name: 'b', asOf: 100 },
      { ...list, name: 'c', isSigned: false },
    ]
    const { networks } = readBundleFile(await build({ lists, records: [RECORD, CARD] })).manifest
    assert.deepEqual(networks, [
      { framework: 'hcert', records: 1, asOf: 100, isSigned: false },
      { framework: 'smart-health-card', records: 1, isSigned: false },
    ])
    const loaded = await openBundle(await build({ lists }), {
      signedBy: 'nobody',
      maxAgeDays: { hcert: 1 },
    })
    assert.deepEqual(loaded.lists.map(({ freshUntil }) => freshUntil).toSorted(), [
      100 + 86_400,
      200 + 86_400,
      undefined,
    ])
  })
})

describe('a store over shelves', () => {
  test('answers as one that has read everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { maxLength: 14 }),
        fc.array(anyRecord, { maxLength: 2 }),
        fc.boolean(),
        async (records, given, isDenied) => {
          const bytes = await build({ records, lists: [] })
          const { shelves } = await openBundle(bytes, { signedBy: 'nobody' })
          const denied = isDenied ? [RECORD.key] : []
          const lazy = createShelfStore({ records: given, shelves, denied })
          const eager = createTrustStore({ records: [...given, ...records], denied })
          for (const { framework, keyId, issuer, key } of [...records, ...given]) {
            assert.deepEqual(
              lazy.findKeys(framework, keyId, issuer).map(toSeen).toSorted(),
              eager.findKeys(framework, keyId, issuer).map(toSeen).toSorted(),
            )
            assert.deepEqual(
              lazy.findAuthorities(framework, keyId).map(toSeen).toSorted(),
              eager.findAuthorities(framework, keyId).map(toSeen).toSorted(),
            )
            const sameKey = [lazy, eager].map((store) =>
              store.findRecords(key).map((each) => JSON.stringify(toJson(each))),
            )
            assert.deepEqual(new Set(sameKey[0]), new Set(sameKey[1]))
            assert.equal(lazy.isDenied(key), eager.isDenied(key))
          }
          assert.deepEqual(lazy.findKeys('hcert', 'nobody’s'), [])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('who must sign', () => {
  const rows: readonly (readonly [string, readonly SignPort[], string])[] = [
    ['nobody', [], 'usage.bundle-signatures'],
    ['one of two', [SIGNERS[0]], 'usage.bundle-signatures'],
    ['one of two, twice', [SIGNERS[0], SIGNERS[0]], 'usage.bundle-signatures'],
    ['one of two, and a stranger', [SIGNERS[0], makeSigner()], 'usage.bundle-signatures'],
    ['two of three', [SIGNERS[0], SIGNERS[2]], 'none'],
    ['all', SIGNERS, 'none'],
  ]
  for (const [name, signers, code] of rows) {
    test(`${name}: ${code}`, async () => {
      const bytes = await signWith(await build(), ...signers)
      assert.equal(await codeOf(loadBundle(bytes, { signedBy: QUORUM })), code)
    })
  }

  test('signatures over another bundle, of another type, or with a payload count for nothing', async () => {
    const bytes = await build()
    const { signedBytes } = readBundleFile(bytes)
    const other = readBundleFile(await build({ records: [] })).signedBytes
    const [one, two] = SIGNERS
    const good = await signTyped('bundle', signedBytes, one, 'detached')
    const bad = [
      await signTyped('bundle', other, two, 'detached'),
      await signTyped('denial', signedBytes, two, 'detached'),
      await signTyped('bundle', signedBytes, two, 'attached'),
      Uint8Array.of(1, 2, 3),
    ]
    for (const each of bad) {
      const signed = addSignature(addSignature(bytes, good), each)
      assert.equal(
        await codeOf(loadBundle(signed, { signedBy: QUORUM })),
        'usage.bundle-signatures',
      )
    }
  })

  test('any change of the file: refused, or what is signed stays as it was', async () => {
    const records = [RECORD, CARD, LATER]
    const bytes = await signWith(await build({ records }), SIGNERS[0], SIGNERS[1])
    const whole = await openBundle(bytes, { signedBy: QUORUM })
    const recordsOf = ({ shelves }: OpenedBundle) => shelves.flatMap((shelf) => shelf.all())
    let taken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = bytes.slice()
          changed[at] = (changed[at] ?? 0) ^ by
          try {
            const loaded = await openBundle(changed, { signedBy: QUORUM })
            taken++
            assert.deepEqual(loaded.manifest, whole.manifest)
            assert.deepEqual(recordsOf(loaded), recordsOf(whole))
          } catch (error) {
            assert.ok(error instanceof UsageError, String(error))
          }
        },
      ),
      { numRuns: 300 },
    )
    assert.ok(taken < 30, `${taken}`)
  })

  test('a section that is not the signed one is refused', async () => {
    const bytes = await signWith(await build(), SIGNERS[0], SIGNERS[1])
    const parts = decodeCbor(bytes)
    assert.ok(Array.isArray(parts))
    const [magic, manifest, , signatures]: readonly CborValue[] = parts
    const forged = new Map([
      ['hcert', readBundleFile(await build({ records: [LATER] })).sections.get('hcert')],
    ])
    const none = new Map([['hcert', await deflateRaw(encodeCbor(new Map()))]])
    const more = new Map([...forged, ['divoc', forged.get('hcert')]])
    for (const sections of [forged, none, more, new Map()]) {
      const swapped = encodeCbor([magic, manifest, sections, signatures])
      assert.equal(await codeOf(loadBundle(swapped, { signedBy: QUORUM })), 'usage.bundle')
    }
  })

  test('a key that signs bundles signs no certificates', async () => {
    const [one, two] = SIGNERS
    const bytes = await signWith(await build({ records: [{ ...RECORD, key: one.key }] }), one, two)
    assert.equal(await codeOf(loadBundle(bytes, { signedBy: QUORUM })), 'usage.bundle-role')
  })

  test('who signs the next one stands under the signatures of those before', async () => {
    const nextQuorum = makeQuorum([makeSigner(), makeSigner()])
    const { manifest } = readBundleFile(await build({}, { nextQuorum }))
    assert.deepEqual(
      manifest.nextQuorum?.keys.map(({ key }) => toIdentity(key)),
      nextQuorum.keys.map(({ key }) => toIdentity(key)),
    )
    const unmeetable = { ...nextQuorum, threshold: 3 }
    assert.equal(await codeOf(build({}, { nextQuorum: unmeetable })), 'usage.quorum')
  })
})

describe('what takes the place of what', () => {
  const denial = {
    key: RECORD.key,
    issuer: 'FR',
    keyId: RECORD.keyId,
    reason: 'stolen',
    at: 1_760_000_000,
  }

  async function accept(bytes: Bytes, held?: HeldBundle, leastNumber?: number): Promise<string> {
    const file = readBundleFile(await signWith(bytes, SIGNERS[0], SIGNERS[1]))
    const options = { quorum: QUORUM, crypto: webCrypto, ...(held && { held }) }
    return codeOf(acceptBundle(file, { ...options, ...(leastNumber && { leastNumber }) }))
  }

  function hold(bytes: Bytes): HeldBundle {
    const file = readBundleFile(bytes)
    const { number, denied } = file.manifest
    return { digest: digestOf(file), number, denied }
  }

  test('a higher number, or the same bundle again; never a lower one, nor another of the same', async () => {
    const first = await build()
    const second = await build({ records: [LATER] }, { previous: readBundleFile(first) })
    const other = await build({ records: [] }, { number: 2 })
    assert.equal(await accept(second, hold(first)), 'none')
    assert.equal(await accept(second, hold(second)), 'none')
    assert.equal(await accept(first, hold(second)), 'usage.bundle-rollback')
    assert.equal(await accept(other, hold(second)), 'usage.bundle-rollback')
    assert.equal(await accept(first, undefined, 2), 'usage.bundle-rollback')
  })

  test('what is denied stays so, in every bundle after', async () => {
    const denied = [readDenial(await signDenial(denial, SIGNERS[0]))]
    const first = await build({ denied })
    const next = await build({}, { previous: readBundleFile(first) })
    assert.equal(readBundleFile(next).manifest.denied.length, 1)
    assert.equal(await accept(next, hold(first)), 'none')
    assert.equal(await accept(await build({}, { number: 9 }), hold(first)), 'usage.bundle-rollback')
    const { trust } = await loadBundle(next, { signedBy: 'nobody' })
    const [candidate] = trust.findKeys('hcert', RECORD.keyId)
    assert.equal(candidate?.trusted.isWithdrawn, true)
    assert.equal(trust.isDenied(RECORD.key), true)
  })

  test('a denial is no signature of a bundle, and needs a reason', async () => {
    assert.equal(await codeOf(signDenial({ ...denial, reason: ' ' }, SIGNERS[0])), 'usage.argument')
    const { signedBytes } = readBundleFile(await build())
    const signature = await signTyped('bundle', signedBytes, SIGNERS[0], 'attached')
    assert.throws(() => readDenial(signature), FormatError)
  })
})

describe('other files', () => {
  test('are told apart, and refused', async () => {
    const bytes = await build()
    assert.equal(isBundleFile(bytes), true)
    for (const other of [new Uint8Array(), Uint8Array.of(0x84), new TextEncoder().encode('{}')]) {
      assert.equal(isBundleFile(other), false)
      assert.equal(await codeOf(loadBundle(other, { signedBy: 'nobody' })), 'usage.bundle')
    }
    for (let length = 0; length < bytes.length; length += 7) {
      const cut = loadBundle(bytes.slice(0, length), { signedBy: 'nobody' })
      assert.equal(await codeOf(cut), 'usage.bundle')
    }
  })

  test('that inflate to more than there can be are refused', async () => {
    const bomb = await deflateRaw(new Uint8Array(9 * 1024 * 1024))
    const file = encodeCbor(['pratique-bundle-file', bomb, new Map(), []])
    assert.equal(await codeOf(loadBundle(file, { signedBy: 'nobody' })), 'usage.bundle')
  })
})

function toJson({ key, ...record }: TrustRecord): object {
  return { ...record, key: toIdentity(key) }
}

function toSeen({ trusted, records, record }: Candidate): string {
  const { key, ...rest } = trusted
  const all = [...trusted.records, ...records, record].map((each) => JSON.stringify(toJson(each)))
  return JSON.stringify([toIdentity(key), { ...rest, records: [] }, all])
}
