import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FIRST, nextOf, REVOKER, revokerRecord } from '../../test/made-token-lists.ts'
import { CONTENT } from '../../test/make-bundle.ts'
import { makeSigner } from '../../test/make-signer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { signTokenDelta, signTokenList } from '../revocation/token-list/sign.ts'
import type { TrustRecord } from '../trust/record.ts'
import { buildBundle } from './build.ts'
import { toCarriedTokenLists } from './carriable.ts'
import { readCarriedRevocations } from './carried.ts'
import { readBundleFile } from './file.ts'
import { loadBundle } from './load.ts'
import { openFile } from './open.ts'

const BOTH = {
  ...FIRST,
  issuers: new Map([
    ['hcert', 'UT'],
    ['vds-nc', 'UT'],
  ] as const),
}
const RECORDS = [revokerRecord(), revokerRecord(REVOKER, { framework: 'vds-nc' })]

async function bundleOf(files: readonly Bytes[], records: readonly TrustRecord[] = RECORDS) {
  const revocations = files.flatMap(toCarriedTokenLists)
  return buildBundle({ ...CONTENT, records, revocations })
}

describe('lists of revoked tokens in a bundle', () => {
  test('are asked with those who vouch for them, of whatever network is opened', async () => {
    const list = await signTokenList(BOTH, REVOKER)
    const bytes = await bundleOf([list])
    const { revocation } = await loadBundle(bytes, { signedBy: 'nobody' })
    assert.deepEqual(
      revocation.map(({ framework, asOf }) => [framework, asOf]),
      [
        ['hcert', FIRST.asOf],
        ['vds-nc', FIRST.asOf],
      ],
    )
    for (const each of revocation) {
      assert.ok(each.isRevoked('2517/700', 0))
      assert.ok(!each.isRevoked('2517/701', 0))
    }
    for (const framework of ['hcert', 'vds-nc'] as const) {
      const opened = openFile(readBundleFile(bytes), { frameworks: [framework] })
      assert.equal((await readCarriedRevocations(opened, webCrypto)).length, 2)
    }
  })

  test('go on by the deltas beside them, and say so where one is missing', async () => {
    const second = nextOf(BOTH, { also: [9] })
    const third = nextOf(second, { also: [11] })
    const [list, ...deltas] = [
      await signTokenList(BOTH, REVOKER),
      await signTokenDelta(BOTH, second, REVOKER),
      await signTokenDelta(second, third, REVOKER),
    ]
    const whole = await loadBundle(await bundleOf([...deltas, list]), { signedBy: 'nobody' })
    assert.ok(whole.revocation.every((each) => each.isComplete && each.isRevoked('2517/11', 0)))
    const gap = await loadBundle(await bundleOf([list, ...deltas.slice(1)]), { signedBy: 'nobody' })
    assert.ok(gap.revocation.every((each) => !each.isComplete && !each.isRevoked('2517/11', 0)))
  })

  test('count for nothing by a key that nobody vouches for, or that is withdrawn or denied', async () => {
    const list = await signTokenList(BOTH, REVOKER)
    const others = [
      [revokerRecord(makeSigner())],
      RECORDS.map((record) => ({ ...record, status: 'withdrawn' }) as const),
    ]
    for (const records of others) {
      const bytes = await bundleOf([list], records)
      assert.deepEqual((await loadBundle(bytes, { signedBy: 'nobody' })).revocation, [])
    }
    const opened = openFile(readBundleFile(await bundleOf([list])))
    const denied = [REVOKER.key]
    assert.deepEqual(await readCarriedRevocations({ ...opened, denied }, webCrypto), [])
  })

  test('are not carried if they cannot be read', async () => {
    const list = await signTokenList(BOTH, REVOKER)
    assert.deepEqual(toCarriedTokenLists(list.subarray(0, -1)), [])
    assert.deepEqual(toCarriedTokenLists(new Uint8Array()), [])
  })
})
