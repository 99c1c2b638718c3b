import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { nodeCrypto } from '@pratique/node/crypto'
import type { PratiqueError } from 'pratique/errors'
import { euDcc } from 'pratique/eu-dcc'
import { readListFile, readTokenLists } from 'pratique/revocation'
import { createTrustStore, importTrustFile } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import { read, Work } from './made-work.ts'

const DAY = 86_400

/** What a verifier says that has the authority and its newest lists. */
async function verify(work: Work, text: string): Promise<string> {
  const index = await (await fetch(`${work.address}/v1/lists/index.json`)).json()
  const files = await Promise.all(
    index.lists.map(async ({ file }: { file: string }) => {
      const response = await fetch(`${work.address}/v1/lists/${file}`)
      return new Uint8Array(await response.arrayBuffer())
    }),
  )
  const imports = await Promise.all(
    ['certificates.crt', 'lists.crt'].map((name) =>
      importTrustFile(read(work.folder, name), { crypto: nodeCrypto }),
    ),
  )
  const trust = createTrustStore({ records: imports.flatMap(({ records }) => records) })
  const { lists } = await readTokenLists(files, { trust, now: work.now, crypto: nodeCrypto })
  const verifier = createVerifier({
    formats: [euDcc],
    trust,
    revocation: lists,
    crypto: nodeCrypto,
  })
  const { verdict, code } = await verifier.verify(text, { now: work.now })
  return code === undefined ? verdict : `${verdict} ${code}`
}

describe('a server', () => {
  const work = new Work({ isBare: true })
  after(() => work.end())

  test('issues, publishes the day’s list, and goes on where it was after a restart', async () => {
    await work.start()
    const first = await work.issueOne()
    assert.deepEqual(
      readdirSync(join(work.folder, 'published')).map((name) => name.replace(/-[\da-f-]+/, '')),
      ['bundle.bundle', 'index.json', 'latest.bundle', 'list.cbor'],
    )
    // What cannot be closed keeps nothing else open: the folder is free.
    const { issuer } = work.services
    assert.ok(issuer)
    Object.assign(issuer, { close: () => assert.fail('the token is gone') })
    await assert.rejects(work.stop(), /the token is gone/)
    await work.start()
    const second = await work.issueOne()
    assert.notEqual(first.receipt, second.receipt)
    assert.equal(first.receipt.split('/')[0], second.receipt.split('/')[0])
  })

  test('what is taken back is so for everybody from the next list on', async () => {
    const one = await work.issueOne()
    assert.equal(await verify(work, one.text), 'genuine')
    await work.takeBack(one)
    assert.equal(await verify(work, one.text), 'genuine')
    await work.goOn(DAY)
    assert.equal(await verify(work, one.text), 'not-genuine revocation.revoked')
    const other = await work.issueOne()
    assert.equal(await verify(work, other.text), 'genuine')
  })

  test('an old copy of the database gives no index again, and takes nothing back into force', async () => {
    const before = await work.issueOne()
    await work.stop()
    work.copyDatabase('data', 'old')
    await work.start()
    const [revoked, later] = [await work.issueOne(), await work.issueOne()]
    await work.takeBack(revoked)
    await work.goOn(DAY)
    await work.stop()
    work.copyDatabase('old', 'data')
    work.now += 3600
    await work.start()
    assert.equal(await verify(work, revoked.text), 'not-genuine revocation.revoked')
    // The new list hands out from the next half hour on.
    assert.deepEqual(await work.issue(), { code: 'usage.lists' })
    work.now += 1800
    const fresh = await work.issueOne()
    const lists = [before, later, fresh].map(({ receipt }) => receipt.split('/')[0])
    assert.equal(lists[0], lists[1])
    assert.notEqual(lists[1], lists[2])
  })

  test('without a readable published list nothing is issued after a restore', async () => {
    await work.stop()
    work.copyDatabase('old', 'data')
    rmSync(join(work.folder, 'published'), { recursive: true })
    await assert.rejects(
      work.start(),
      (error: PratiqueError) => error.code === 'usage.lists-restored',
    )
    assert.ok(!existsSync(join(work.folder, 'published', 'index.json')))
  })
})

test('published lists are whole, and named by what is in them', async () => {
  const work = new Work()
  try {
    await work.start()
    const { address } = work
    const response = await fetch(`${address}/v1/lists/index.json`)
    assert.equal(response.headers.get('Cache-Control'), 'public, max-age=60')
    const { lists } = await response.json()
    const [{ file, list, number }] = lists
    const answer = await fetch(`${address}/v1/lists/${file}`)
    assert.match(answer.headers.get('Cache-Control') ?? '', /immutable/)
    const content = readListFile(new Uint8Array(await answer.arrayBuffer()))
    assert.ok(content.kind === 'list')
    assert.deepEqual([content.content.list, content.content.number], [list, number])
    assert.match(content.content.audit ?? '', /^[0-9a-f]{64}$/)
    const tag = answer.headers.get('ETag') ?? ''
    const again = await fetch(`${address}/v1/lists/${file}`, { headers: { 'If-None-Match': tag } })
    assert.equal(again.status, 304)
    for (const name of ['..%2fcards.pem', 'none.cbor', '%2e%2e', '']) {
      assert.equal((await fetch(`${address}/v1/lists/${name}`)).status, 404, name)
    }
  } finally {
    await work.end()
  }
})
