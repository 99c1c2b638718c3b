/**
 * Entry rules in a bundle: carried as they came, in one form, under the signatures.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { CONTENT, makeQuorum } from '../../test/make-bundle.ts'
import { makeSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { deflateRaw } from '../bytes/deflate.ts'
import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import type { CborValue } from '../cbor/value.ts'
import { signTyped } from '../cose/typed-signature.ts'
import { FormatError, UsageError } from '../errors.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { acceptBundle } from './accept.ts'
import { type BuildOptions, buildBundle } from './build.ts'
import type { BundleManifest, CarriedPolicy } from './content.ts'
import { addSignature, digestOf, encodeBundleFile, readBundleFile, readPolicies } from './file.ts'
import { loadBundle, openBundle } from './load.ts'
import { encodeManifest } from './manifest.ts'
import { openFile } from './open.ts'
import { decodePolicies, encodePolicies, POLICY_KINDS } from './policies.ts'
import { toSections } from './section.ts'

const SIGNERS = [makeSigner(), makeSigner()] as const
const QUORUM = makeQuorum(SIGNERS)

function jsonOf(value: unknown): Bytes {
  return new TextEncoder().encode(JSON.stringify(value))
}

const RULES: CarriedPolicy = {
  kind: 'eu-rules',
  name: 'EU',
  bytes: jsonOf([{ Identifier: 'GR-AT-0000', Logic: true }]),
}
const VALUE_SETS: CarriedPolicy = {
  kind: 'eu-value-sets',
  name: 'EU',
  asOf: 1_650_000_000,
  bytes: jsonOf({ 'disease-agent-targeted': ['840539006'] }),
}
const POLICY: CarriedPolicy = {
  kind: 'pratique-policy',
  name: 'Ñ — yellow fever',
  bytes: jsonOf({ type: 'pratique-policy' }),
}
const POLICIES = [RULES, VALUE_SETS, POLICY] as const

/** Entries that a bundle can carry: one of a kind has one name. */
const anyPolicies: fc.Arbitrary<readonly CarriedPolicy[]> = fc.uniqueArray(
  fc.record(
    {
      kind: fc.constantFrom(...POLICY_KINDS),
      name: fc.oneof(
        fc.constantFrom('EU', 'eu', 'FR'),
        fc.stringMatching(/^[\p{L}\p{N} ]{1,20}$/u),
      ),
      asOf: fc.maxSafeInteger(),
      bytes: fc.jsonValue().map(jsonOf),
    },
    { requiredKeys: ['kind', 'name', 'bytes'], noNullPrototype: true },
  ),
  { maxLength: 8, selector: ({ kind, name }) => `${kind} ${name}` },
)

function build(policies: readonly CarriedPolicy[], options?: BuildOptions): Promise<Bytes> {
  return buildBundle({ ...CONTENT, policies }, options)
}

async function sign(bytes: Bytes): Promise<Bytes> {
  const { signedBytes } = readBundleFile(bytes)
  const [one, two] = SIGNERS
  const signed = addSignature(bytes, await signTyped('bundle', signedBytes, one, 'detached'))
  return addSignature(signed, await signTyped('bundle', signedBytes, two, 'detached'))
}

/** A file whose section of entry rules is what a forger makes of it, with a manifest that names it. */
async function forge(section: CborValue): Promise<Bytes> {
  const policies = encodeCbor(section)
  const sections = new Map(toSections({ ...CONTENT, policies: [] })).set('policies', policies)
  const named = [...sections].map(([name, bytes]) => ({ name, sha256: encodeHex(sha256(bytes)) }))
  const { manifest } = readBundleFile(await build([]))
  return encodeBundleFile(encodeManifest({ ...manifest, sections: named }), sections)
}

async function codeOf(act: () => unknown): Promise<string> {
  try {
    await act()
    return 'none'
  } catch (error) {
    assert.ok(error instanceof UsageError || error instanceof FormatError, String(error))
    return error.code
  }
}

describe('entry rules in a bundle', () => {
  test('come out as they went in, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPolicies.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
        ),
        async ([policies, shuffled]) => {
          const one = readBundleFile(await build(policies))
          const two = readBundleFile(await build(shuffled))
          assert.deepEqual(one.signedBytes, two.signedBytes)
          const out = readPolicies(one)
          assert.deepEqual(new Set(out), new Set(policies))
          assert.equal(out.length, policies.length)
          assert.deepEqual(decodePolicies(encodePolicies(out)), out)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('are opened only if they are asked for', async () => {
    const bytes = await build(POLICIES)
    const file = readBundleFile(bytes)
    assert.deepEqual(openFile(file).policies, [])
    assert.deepEqual(openFile(file, { policies: true, frameworks: [] }).policies, POLICIES)
    const options = { signedBy: 'nobody' } as const
    assert.deepEqual((await openBundle(bytes, options)).policies, [])
    assert.deepEqual((await loadBundle(bytes, options)).policies, [])
    const loaded = await loadBundle(bytes, { ...options, policies: true })
    assert.deepEqual(loaded.policies, POLICIES)
    assert.equal(loaded.trust.findKeys('hcert', CONTENT.records[0]?.keyId ?? '').length, 1)
  })

  test('have a section of their own, that is not there without any', async () => {
    const names = ({ manifest, sections }: ReturnType<typeof readBundleFile>) => {
      assert.deepEqual(
        manifest.sections.map(({ name }) => name),
        [...sections.keys()],
      )
      return [...sections.keys()]
    }
    assert.deepEqual(names(readBundleFile(await build([]))), ['hcert'])
    assert.deepEqual(names(readBundleFile(await build(POLICIES))), ['hcert', 'policies'])
    const alone = await buildBundle({ ...CONTENT, records: [], lists: [], policies: POLICIES })
    assert.deepEqual(names(readBundleFile(alone)), ['policies'])
    assert.deepEqual(openFile(readBundleFile(alone), { policies: true }).policies, POLICIES)
  })

  test('leave a bundle without any as it was', async () => {
    const first = readBundleFile(await build([]))
    const next = readBundleFile(await build([], { previous: first }))
    for (const { signedBytes } of [first, next]) {
      const said = JSON.stringify(decodeCbor(signedBytes), (_, value) =>
        value instanceof Map ? Object.fromEntries(value) : value,
      )
      assert.ok(!said.includes('policies') && said.includes('"framework":"hcert"'), said)
    }
  })

  test('that changed are named, by kind and name', async () => {
    const first = readBundleFile(await build([RULES, VALUE_SETS]))
    const dated = { ...VALUE_SETS, asOf: 1_660_000_000 }
    const next = readBundleFile(await build([dated, POLICY], { previous: first }))
    const named = ({ kind, name }: CarriedPolicy) => ({ kind, name })
    assert.deepEqual(next.manifest.changes?.policies, {
      added: [named(POLICY)],
      removed: [named(RULES)],
      changed: [named(VALUE_SETS)],
    })
    const other = { ...POLICY, bytes: jsonOf({ type: 'pratique-policy', version: 2 }) }
    const after = readBundleFile(await build([dated, other], { previous: next }))
    assert.deepEqual(after.manifest.changes?.policies?.changed, [named(POLICY)])
    const same = readBundleFile(await build([other, dated], { previous: after }))
    assert.equal(same.manifest.changes?.policies, undefined)
    assert.notEqual(digestOf(same), digestOf(after))
  })
})

describe('what no bundle can carry', () => {
  const rows: readonly (readonly [string, readonly CarriedPolicy[]])[] = [
    ['two of a kind with one name', [RULES, { ...RULES, bytes: jsonOf([]) }]],
    ['the same twice', [RULES, POLICY, RULES]],
    ['one without a name', [{ ...RULES, name: '' }]],
    ['a name of several lines', [{ ...RULES, name: 'a\nb' }]],
    ['a name that is no text', [{ ...RULES, name: '\ud800' }]],
    ['a name of 101 characters', [{ ...RULES, name: 'a'.repeat(101) }]],
    ['a date that is no whole number', [{ ...RULES, asOf: 1.5 }]],
    ['what is no JSON', [{ ...RULES, bytes: new TextEncoder().encode('[') }]],
    ['what is no UTF-8', [{ ...RULES, bytes: Uint8Array.of(0x22, 0xff, 0x22) }]],
    [
      'a name twice in one object',
      [{ ...RULES, bytes: new TextEncoder().encode('{"a":1,"a":2}') }],
    ],
    [
      'what is 65 deep',
      [{ ...RULES, bytes: new TextEncoder().encode('['.repeat(65) + ']'.repeat(65)) }],
    ],
    ['more than 8 Mi characters', [{ ...RULES, bytes: jsonOf('a'.repeat(8 * 1024 * 1024)) }]],
    [
      'more than 16 MiB together',
      ['a', 'b', 'c'].map((name) => ({ ...RULES, name, bytes: jsonOf('a'.repeat(6_000_000)) })),
    ],
  ]
  for (const [name, policies] of rows) {
    test(`${name}: usage.argument`, async () => {
      assert.equal(await codeOf(() => build(policies)), 'usage.argument')
    })
  }

  test('one name for each kind is none of it', async () => {
    assert.equal(await codeOf(() => build([RULES, VALUE_SETS])), 'none')
    const deep = { ...RULES, bytes: new TextEncoder().encode('['.repeat(64) + ']'.repeat(64)) }
    assert.equal(await codeOf(() => build([deep])), 'none')
  })
})

describe('a section of entry rules that is not in its one form', () => {
  const entry = ({ kind, name, bytes }: CarriedPolicy, more: readonly [string, CborValue][] = []) =>
    new Map<string, CborValue>([['kind', kind], ['name', name], ['bytes', bytes], ...more])
  const section = (...policies: readonly CborValue[]) => new Map([['policies', [...policies]]])

  const rows: readonly (readonly [string, CborValue])[] = [
    ['no map', [entry(RULES)]],
    ['another member', new Map([...section(entry(RULES)), ['more', []]])],
    ['out of order', section(entry(POLICY), entry(RULES))],
    ['one twice', section(entry(RULES), entry(RULES))],
    ['two of one name', section(entry(RULES), entry({ ...RULES, bytes: jsonOf([]) }))],
    ['another kind', section(new Map([...entry(RULES), ['kind', 'opa']]))],
    ['an entry with another member', section(entry(RULES, [['country', 'FR']]))],
    ['an entry without text', section(new Map([...entry(RULES)].slice(0, 2)))],
    ['text in place of bytes', section(new Map([...entry(RULES), ['bytes', '[]']]))],
    ['a date that is a text', section(entry(RULES, [['asOf', '2026-01-01']]))],
    ['a name of several lines', section(entry({ ...RULES, name: 'a\nb' }))],
  ]
  for (const [name, forged] of rows) {
    test(`${name}: refused by whoever reads it`, async () => {
      const file = readBundleFile(await forge(forged))
      assert.equal(await codeOf(() => readPolicies(file)), 'format.cbor')
      assert.equal(await codeOf(() => openFile(file)), 'none')
      assert.equal(await codeOf(() => openFile(file, { policies: true })), 'format.cbor')
      const signed = await sign(await forge(forged))
      assert.equal(await codeOf(() => loadBundle(signed, { signedBy: QUORUM })), 'usage.bundle')
    })
  }

  test('that is right is taken', async () => {
    const signed = await sign(await forge(section(entry(RULES), entry(POLICY))))
    const { policies } = await loadBundle(signed, { signedBy: QUORUM, policies: true })
    assert.deepEqual(policies, [RULES, POLICY])
  })

  test('whatever bytes they are: read, or refused with a code of formats', () => {
    const whole = encodePolicies(POLICIES)
    const changed = fc
      .tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([at, by]) => whole.map((byte, place) => (place === at ? byte ^ by : byte)))
    const any = fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.slice())
    fc.assert(
      fc.property(fc.oneof(changed, any), (bytes) => {
        try {
          const policies = decodePolicies(bytes)
          assert.deepEqual(decodePolicies(encodePolicies(policies)), policies)
        } catch (error) {
          assert.ok(error instanceof FormatError, String(error))
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('that is empty, or no JSON, is not accepted', async () => {
    const noJson = { ...RULES, bytes: new TextEncoder().encode('[') }
    for (const [forged, code] of [
      [section(), 'format.cbor'],
      [section(entry(noJson)), 'format.json'],
    ] as const) {
      const signed = await sign(await forge(forged))
      const file = readBundleFile(signed)
      assert.equal(
        await codeOf(() => acceptBundle(file, { quorum: QUORUM, crypto: webCrypto })),
        code,
      )
      assert.equal(await codeOf(() => loadBundle(signed, { signedBy: QUORUM })), 'usage.bundle')
    }
  })

  test('is no network in the manifest, and no other name is known', async () => {
    const [digest = { name: 'hcert', sha256: '' }] = readBundleFile(await build([])).manifest
      .sections
    const manifestOf = async (entryOf: (hash: CborValue) => CborValue) => {
      const manifest: BundleManifest = readBundleFile(await build([])).manifest
      const map = decodeCbor(encodeManifest(manifest), { maxItems: 1000 })
      assert.ok(map instanceof Map)
      const hash = Uint8Array.from(Buffer.from(digest.sha256, 'hex'))
      return encodeCbor(new Map([...map, ['sections', [entryOf(hash)]]]))
    }
    const rows: readonly (readonly [string, string][])[] = [
      [['framework', 'policies']],
      [['name', 'hcert']],
      [['name', 'rules']],
      [
        ['framework', 'hcert'],
        ['name', 'policies'],
      ],
    ]
    for (const row of rows) {
      const signedBytes = await manifestOf(
        (hash) => new Map<string, CborValue>([...row, ['sha256', hash]]),
      )
      const file = await encodeBundleFile(signedBytes, toSections({ ...CONTENT, policies: [] }))
      assert.equal(await codeOf(() => readBundleFile(file)), 'format.cbor')
    }
  })
})

describe('entry rules stand under the signatures', () => {
  async function swap(bytes: Bytes, policies: Bytes | undefined): Promise<Bytes> {
    const parts = decodeCbor(bytes)
    assert.ok(Array.isArray(parts))
    const [magic, manifest, sections, signatures]: readonly CborValue[] = parts
    assert.ok(sections instanceof Map)
    const others = [...sections].filter(([name]) => name !== 'policies')
    const swapped = policies ? [...others, ['policies', policies] as const] : others
    return encodeCbor([magic, manifest, new Map(swapped), signatures])
  }

  test('others in their place, none, or more are refused', async () => {
    const signed = await sign(await build(POLICIES))
    const other = readBundleFile(await build([RULES])).sections.get('policies')
    const none = await deflateRaw(encodeCbor(new Map([['policies', []]])))
    for (const policies of [other, none, undefined]) {
      const swapped = await swap(signed, policies)
      assert.equal(await codeOf(() => loadBundle(swapped, { signedBy: QUORUM })), 'usage.bundle')
      if (!policies) continue
      const file = readBundleFile(swapped)
      assert.equal(await codeOf(() => openFile(file, { policies: true })), 'format.cbor')
    }
    const more = await swap(await sign(await build([])), other)
    assert.equal(await codeOf(() => loadBundle(more, { signedBy: QUORUM })), 'usage.bundle')
  })

  test('any bit of them that changes is refused', async () => {
    const signed = await sign(await build(POLICIES))
    const section = readBundleFile(signed).sections.get('policies')
    assert.ok(section)
    for (let bit = 0; bit < section.length * 8; bit += 11) {
      const changed = section.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const swapped = await swap(signed, changed)
      const code = await codeOf(() => loadBundle(swapped, { signedBy: QUORUM, policies: true }))
      // Bits behind the end of the compressed text say nothing.
      if (code === 'none') {
        const { policies } = await loadBundle(swapped, { signedBy: QUORUM, policies: true })
        assert.deepEqual(policies, POLICIES)
        assert.ok(bit >> 3 === section.length - 1)
      } else assert.equal(code, 'usage.bundle')
    }
  })

  test('what inflates to more than there can be is refused', async () => {
    const bomb = await deflateRaw(new Uint8Array(17 * 1024 * 1024))
    const swapped = await swap(await sign(await build(POLICIES)), bomb)
    const file = readBundleFile(swapped)
    assert.equal(await codeOf(() => openFile(file, { policies: true })), 'format.deflate')
  })
})
