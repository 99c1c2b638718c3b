import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CONTENT, makeQuorum, RECORD } from '../../test/make-bundle.ts'
import { makeSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { signTyped } from '../cose/typed-signature.ts'
import { FormatError } from '../errors.ts'
import type { SignPort } from '../keys/sign-port.ts'
import type { TrustRecord } from '../trust/record.ts'
import { buildBundle } from './build.ts'
import type { CarriedPolicy } from './content.ts'
import { completeBundle, omitSections } from './delta.ts'
import { addSignature, readBundleFile, readPolicies } from './file.ts'

const SIGNERS = [makeSigner(), makeSigner()] as const
const QUORUM = makeQuorum(SIGNERS)
const CARD: TrustRecord = { ...RECORD, framework: 'smart-health-card', keyId: 'card' }
const POLICY: CarriedPolicy = {
  kind: 'pratique-policy',
  name: 'yellow fever',
  bytes: new TextEncoder().encode('{"type":"pratique-policy"}'),
}
const RECORDS = { ...CONTENT, records: [RECORD, CARD] }

async function sign(bytes: Bytes, signers: readonly SignPort[] = SIGNERS): Promise<Bytes> {
  const { signedBytes } = readBundleFile(bytes)
  let signed = bytes
  for (const signer of signers) {
    signed = addSignature(signed, await signTyped('bundle', signedBytes, signer, 'detached'))
  }
  return signed
}

const FIRST = await sign(await buildBundle(RECORDS))
const BEFORE = readBundleFile(FIRST)
const NEXT = await sign(await buildBundle({ ...RECORDS, policies: [POLICY] }, { previous: BEFORE }))

describe('sections that are left out', () => {
  test('come from the bundle before', async () => {
    const delta = omitSections(NEXT, BEFORE)
    assert.ok(delta.length < NEXT.length)
    assert.deepEqual(await completeBundle(delta, QUORUM, BEFORE), NEXT)
  })

  test('are those alone that are alike', () => {
    const delta = omitSections(NEXT, BEFORE)
    assert.throws(() => readBundleFile(delta), FormatError)
    const other = omitSections(FIRST, readBundleFile(NEXT))
    assert.deepEqual(omitSections(other, BEFORE), other)
    assert.equal(readPolicies(readBundleFile(NEXT)).length, 1)
  })

  test('are missing still where nobody has them', async () => {
    const delta = omitSections(NEXT, BEFORE)
    assert.deepEqual(await completeBundle(delta, QUORUM, undefined), delta)
    const other = readBundleFile(await buildBundle({ ...CONTENT, records: [] }))
    assert.throws(() => readBundleFile(omitSections(NEXT, BEFORE)), FormatError)
    const completed = await completeBundle(delta, QUORUM, other)
    assert.throws(() => readBundleFile(completed), FormatError)
  })

  test('are not looked for before the signatures hold', async () => {
    const delta = omitSections(
      await sign(await buildBundle(RECORDS, { previous: BEFORE }), [SIGNERS[0]]),
      BEFORE,
    )
    await assert.rejects(completeBundle(delta, QUORUM, BEFORE), {
      code: 'usage.bundle-signatures',
    })
  })

  test('change nothing in a bundle that has all', async () => {
    assert.deepEqual(await completeBundle(NEXT, QUORUM, BEFORE), NEXT)
  })
})
