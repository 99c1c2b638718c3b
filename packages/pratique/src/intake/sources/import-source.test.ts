import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { SIGNED_AT } from '../../../test/make-gdhcn.ts'
import {
  type MadeSource,
  makeEuSource,
  makeGdhcnSource,
  makeNzSource,
  makeVciSource,
} from '../../../test/make-sources.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { GDHCN_ANCHORS } from '../../trust/trust-anchor/anchors.ts'
import { importSource } from './import-source.ts'
import type { SourceFiles, SourceImport, SourceKind, SourceOptions } from './source.ts'

/** Beside the repository; other machines do not have it. */
const CORPUS = new URL('../../../../../../shared/corpus/trust/', import.meta.url)
const skip = existsSync(CORPUS) ? false : '../shared/corpus/trust is not here'

const REFUSED = { code: 'usage.trust-file' }

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

function importMade(
  kind: SourceKind,
  { files, options }: MadeSource,
  more: Partial<SourceOptions> = {},
): Promise<SourceImport> {
  return importSource(kind, files, { crypto, ...options, ...more })
}

function change(made: MadeSource, name: string, bytes: Bytes | undefined): MadeSource {
  const files = new Map(made.files)
  if (bytes) files.set(name, bytes)
  else files.delete(name)
  return { ...made, files }
}

/** The last byte but some becomes another. */
function damage(made: MadeSource, name: string): MadeSource {
  const bytes = made.files.get(name)?.slice() ?? new Uint8Array()
  const at = bytes.length - 20
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return change(made, name, bytes)
}

function evidenceOf({ records }: SourceImport): Readonly<Record<string, readonly string[]>> {
  const levels: Record<string, string[]> = {}
  for (const { issuer, role = 'signer', evidence } of records) {
    levels[`${issuer} ${role}`] = [...(levels[`${issuer} ${role}`] ?? []), evidence]
  }
  return levels
}

describe('a source of the WHO’s network', () => {
  test('comes to anchored keys, and to others that nobody authenticates', async () => {
    const imported = await importMade('gdhcn', makeGdhcnSource())
    assert.ok(imported.kind === 'gdhcn')
    assert.deepEqual(evidenceOf(imported), {
      'FR authority': ['anchored', 'anchored'],
      'FR signer': ['anchored'],
      'ES authority': ['unauthenticated'],
      'ES signer': ['unauthenticated'],
    })
    assert.deepEqual([imported.signedAt, imported.isSigned], [SIGNED_AT, false])
    assert.deepEqual([imported.anchored.length, imported.refusedFiles], [2, []])
  })

  test('is listed where the origin of its signer is recorded', async () => {
    const imported = await importMade('gdhcn', makeGdhcnSource({ isOriginRecorded: true }))
    assert.equal(imported.isSigned, true)
    assert.deepEqual(evidenceOf(imported)['ES signer'], ['listed'])
  })

  test('reports a bad file of the anchor, which costs its own country alone', async () => {
    const name = 'TNG_TA.signed.FRA.DCC.SCA.json'
    for (const bytes of [utf8('<html>'), utf8('{}'), utf8('[]'), new Uint8Array([0xff])]) {
      const imported = await importMade('gdhcn', change(makeGdhcnSource(), name, bytes))
      assert.ok(imported.kind === 'gdhcn')
      const isEmptyList = bytes.length === 2 && bytes[0] === 0x5b
      assert.deepEqual(
        imported.refusedFiles.map(({ file }) => file),
        isEmptyList ? [] : [name],
      )
      assert.deepEqual(evidenceOf(imported)['FR signer'], ['unauthenticated'])
      assert.deepEqual(evidenceOf(imported)['FR authority']?.toSorted(), [
        'anchored',
        'unauthenticated',
      ])
    }
  })

  test('takes no anchor of a test network', async () => {
    const made = makeGdhcnSource()
    const anchors = (made.options.anchors ?? []).map((anchor) => {
      return { ...anchor, environment: 'test' } as const
    })
    const imported = await importMade('gdhcn', made, { anchors })
    assert.deepEqual(evidenceOf(imported)['FR signer'], ['unauthenticated'])
    const pinned = await importMade('gdhcn', made, { anchors: GDHCN_ANCHORS })
    assert.deepEqual(evidenceOf(pinned)['FR signer'], ['unauthenticated'])
  })

  test('is refused with a list that its signers have not made', async () => {
    const made = makeGdhcnSource()
    const text = new TextDecoder().decode(made.files.get('did.json'))
    const forged = change(made, 'did.json', utf8(text.replace('2026-01-01', '2026-01-02')))
    await assert.rejects(importMade('gdhcn', forged), REFUSED)
    await assert.rejects(importSource('gdhcn', made.files, { crypto }), REFUSED)
    await assert.rejects(importMade('gdhcn', made, { signers: [] }), REFUSED)
    await assert.rejects(importMade('gdhcn', change(made, 'did.json', utf8('{}'))), REFUSED)
    await assert.rejects(importMade('gdhcn', change(made, 'did.json', undefined)), REFUSED)
  })
})

describe('a source of the VCI directory', () => {
  test('comes to keys of the directory, with counts of what is stale', async () => {
    const imported = await importMade('vci', makeVciSource())
    assert.ok(imported.kind === 'vci')
    assert.deepEqual([imported.records.length, imported.staleKeys, imported.issuers], [1, 1, 1])
    assert.deepEqual([imported.signedAt, imported.isSigned], [SIGNED_AT, true])
  })

  test('is refused with any signed file damaged or missing, or another certificate pinned', async () => {
    const made = makeVciSource()
    for (const name of ['snapshot.json', 'snapshot.sig', 'snapshot.crt']) {
      await assert.rejects(importMade('vci', damage(made, name)), REFUSED)
      await assert.rejects(importMade('vci', change(made, name, undefined)), REFUSED)
    }
    await assert.rejects(importMade('vci', change(made, 'directory.json', utf8('<'))), REFUSED)
    await assert.rejects(importSource('vci', made.files, { crypto }), REFUSED)
  })
})

describe('New Zealand’s source', () => {
  test('comes to keys without a date, that their host vouches for only if it was asked', async () => {
    const made = await makeNzSource()
    for (const [isFetched, expected] of [
      [true, 'directory'],
      [false, 'local'],
      [undefined, 'local'],
    ] as const) {
      const imported = await importMade('nz', made, isFetched === undefined ? {} : { isFetched })
      assert.deepEqual(
        imported.records.map(({ evidence, environment }) => [evidence, environment]),
        [[expected, 'production']],
      )
      assert.deepEqual([imported.signedAt, imported.isSigned], [undefined, false])
    }
  })

  test('is refused if it is of anybody else, or holds no key', async () => {
    for (const did of ['did:web:nzcp.covid19.health.nz', 'did:web:pratique.org']) {
      await assert.rejects(importMade('nz', await makeNzSource(did)), REFUSED)
    }
    const made = await makeNzSource()
    const empty = { id: 'did:web:nzcp.identity.health.nz', verificationMethod: [] }
    const none = change(made, 'did.json', utf8(JSON.stringify(empty)))
    await assert.rejects(importMade('nz', none), REFUSED)
  })
})

describe('a national copy of the EU’s list', () => {
  for (const form of ['line', 'file', 'base64-file'] as const) {
    for (const encoding of ['der', 'ieee-p1363'] as const) {
      test(`is taken as listed: ${form}, ${encoding}`, async () => {
        const imported = await importMade('eu', makeEuSource(form, encoding))
        assert.deepEqual(
          imported.records.map(({ evidence }) => evidence),
          ['listed'],
        )
        assert.deepEqual([imported.isSigned, imported.signedAt], [true, undefined])
      })
    }
  }

  test('is refused without its signature, by another key, or with a byte changed', async () => {
    const made = makeEuSource()
    const { signerKey: _, ...unpinned } = made.options
    await assert.rejects(importMade('eu', { ...made, options: unpinned }), REFUSED)
    await assert.rejects(importMade('eu', damage(made, 'list.json')), REFUSED)
    const beside = makeEuSource('file')
    await assert.rejects(importMade('eu', change(beside, 'list.sig', undefined)), REFUSED)
    await assert.rejects(importMade('eu', damage(beside, 'list.sig')), REFUSED)
    await assert.rejects(importMade('eu', change(beside, 'list.json', utf8('x'))), REFUSED)
  })
})

describe('files of any form', () => {
  test('are local evidence, whatever they claim', async () => {
    const { files } = makeEuSource()
    const imported = await importSource('file', files, { crypto })
    assert.ok(imported.kind === 'file')
    assert.deepEqual(
      imported.records.map(({ evidence }) => evidence),
      ['local'],
    )
    assert.equal(imported.isSigned, false)
  })

  test('are refused if there are none', async () => {
    await assert.rejects(importSource('file', new Map(), { crypto }), REFUSED)
  })
})

test('a source has no file but its own', async () => {
  const kinds: readonly (readonly [SourceKind, MadeSource])[] = [
    ['gdhcn', makeGdhcnSource()],
    ['vci', makeVciSource()],
    ['nz', await makeNzSource()],
    ['eu', makeEuSource()],
  ]
  for (const [kind, made] of kinds) {
    await assert.rejects(importMade(kind, change(made, 'more.json', utf8('{}'))), REFUSED)
  }
})

test('the order of files does not matter', async () => {
  for (const [kind, made] of [
    ['gdhcn', makeGdhcnSource()],
    ['vci', makeVciSource()],
  ] as const) {
    const imported = await importMade(kind, made)
    const files: SourceFiles = new Map([...made.files].toReversed())
    assert.deepEqual(await importMade(kind, { ...made, files }), imported)
  }
})

describe('what is published', { skip }, () => {
  const read = (name: string): Bytes => new Uint8Array(readFileSync(new URL(name, CORPUS)))

  test('the WHO’s network: 464 of 499 records are anchored, and no file is refused', async () => {
    const files = new Map([['did.json', read('gdhcn-prod-trustlist-v2.json')]])
    for (const line of new TextDecoder().decode(read('gdhcn-prod-cms.jsonl')).trim().split('\n')) {
      const { path, ...file } = JSON.parse(line)
      const [participant, , domain] = path.split('/')
      const name = /signed\.(.*)\.json$/.exec(path)?.[1]
      files.set(`TNG_TA.signed.${participant}.${domain}.${name}.json`, utf8(JSON.stringify(file)))
    }
    const imported = await importSource('gdhcn', files, { crypto })
    assert.ok(imported.kind === 'gdhcn')
    const anchored = imported.records.filter(({ evidence }) => evidence === 'anchored')
    const rest = imported.records.filter(({ evidence }) => evidence !== 'anchored')
    assert.ok(rest.every(({ evidence }) => evidence === 'unauthenticated'))
    assert.deepEqual(
      [imported.records.length, anchored.length, imported.anchored.length, imported.refusedFiles],
      [499, 464, 49, []],
    )
    assert.equal(new Date(imported.signedAt * 1000).toISOString(), '2026-08-22T17:05:01.000Z')
  })

  test('the VCI directory', async () => {
    const files = new Map([
      ['snapshot.json', read('vci-snapshot.json')],
      ['snapshot.sig', read('vci-snapshot.sig')],
      ['snapshot.crt', read('vci-snapshot.crt.pem')],
      ['directory.json', read('vci-issuers.json')],
    ])
    const imported = await importSource('vci', files, { crypto })
    assert.ok(imported.kind === 'vci')
    assert.deepEqual(
      [imported.records.length, imported.staleKeys, imported.issuers],
      [848, 113, 563],
    )
  })
})
