import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeKeys, NOT_AFTER } from '../../../test/make-certificate.ts'
import {
  fingerprintOf,
  type MadeEntry,
  makeDocument,
  makeList,
  makeParticipant,
  SIGNED_AT,
  signDocument,
  toBytes,
  toSigner,
} from '../../../test/make-gdhcn.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { webCrypto } from '../../keys/web-crypto.ts'
import { exportRecords, importRecords } from '../records/records.ts'
import { type GdhcnOptions, importGdhcnList } from './gdhcn.ts'
import type { GdhcnImport } from './report.ts'

const AUTHORITY = makeKeys()
const SCA = makeParticipant({ keys: AUTHORITY, isCa: true })
const SIGNER = { signer: AUTHORITY, issuerName: 'France SCA', name: 'France DSC' } as const
const DSC = makeParticipant(SIGNER)
const ENTRIES: readonly MadeEntry[] = [
  { certificate: SCA, usage: 'SCA' },
  { certificate: DSC, usage: 'DSC' },
]
const LIST = makeList('prod', ENTRIES)
const OPTIONS: GdhcnOptions = { crypto: webCrypto, signers: [toSigner('prod')] }

describe('a list of the GDHCN', () => {
  test('makes an authority and a signer, with the country in two letters', async () => {
    const { records, lists, dropped, signedAt } = await importList(LIST)
    assert.equal(signedAt, SIGNED_AT)
    assert.deepEqual(dropped, [])
    assert.deepEqual(lists, [
      { framework: 'hcert', name: 'gdhcn', asOf: SIGNED_AT, isSigned: true },
    ])
    const said = records.map(({ role = 'signer', issuer, keyId, environment, evidence }) => {
      return [role, issuer, keyId.length > 0, environment, evidence].join(' ')
    })
    assert.deepEqual(said, [
      'signer FR true production listed',
      'authority FR true production listed',
    ])
    const [signer] = records
    assert.equal(signer?.keyId, fingerprintOf(DSC).slice(0, 16))
    assert.deepEqual(signer?.algorithms, ['ES256'])
    const again = importRecords(exportRecords({ records, lists, dropped }))
    assert.deepEqual(again.records, records)
  })

  test('evidence: the anchor, then the list, then nothing', async () => {
    const anchored = new Set([fingerprintOf(SCA)])
    const recovered = [toSigner('prod', false)]
    assert.deepEqual(await evidenceOf({ anchored }), ['anchored', 'anchored'])
    assert.deepEqual(await evidenceOf({}), ['listed', 'listed'])
    const none = await importList(LIST, { signers: recovered })
    assert.ok(none.records.every(({ evidence }) => evidence === 'unauthenticated'))
    assert.equal(none.lists[0]?.isSigned, false)
    const both = [...recovered, toSigner('prod')]
    assert.deepEqual(await evidenceOf({ signers: both }), ['listed', 'listed'])
  })

  test('an anchored certificate that may not issue others anchors nothing', async () => {
    const leaf = makeParticipant({ keys: AUTHORITY, name: 'France SCA' })
    const list = makeList('prod', [{ certificate: leaf, usage: 'SCA' }, ...ENTRIES.slice(1)])
    const { records } = await importList(list, { anchored: new Set([fingerprintOf(leaf)]) })
    assert.ok(records.length > 0)
    assert.ok(records.every(({ evidence }) => evidence === 'listed'))
  })

  test('a crowd of authorities does not push out one that is anchored', async () => {
    const crowd: readonly MadeEntry[] = Array.from({ length: 40 }, (_, at) => {
      const keys = makeKeys()
      return { certificate: makeParticipant({ keys, isCa: true, name: `SCA ${at}` }), usage: 'SCA' }
    })
    const [own, ...signers] = ENTRIES as readonly [MadeEntry, ...MadeEntry[]]
    const anchored = new Set([fingerprintOf(SCA)])
    for (const entries of [
      [own, ...crowd, ...signers],
      [...crowd, own, ...signers],
    ]) {
      const { keys } = await importList(makeList('prod', entries), { anchored })
      const signer = keys.find(({ usage }) => usage === 'DSC')
      assert.deepEqual([signer?.authority, signer?.evidence], [fingerprintOf(SCA), 'anchored'])
    }
  })

  test('an anchored authority of one country is not anchored as another’s', async () => {
    const entries = ENTRIES.map((entry) => ({ ...entry, participant: 'DEU' }))
    const list = makeList('prod', entries)
    const { records, warnings } = await importList(list, {
      anchored: new Set([fingerprintOf(SCA)]),
    })
    assert.deepEqual(
      records.map(({ issuer, evidence }) => `${issuer} ${evidence}`),
      ['DE listed', 'DE listed'],
    )
    assert.deepEqual(
      warnings.map(({ name, count }) => [name, count]),
      [
        ['der-signature', 1],
        ['country-mismatch', 2],
      ],
    )
  })

  test('test networks and made-up participants have specimens', async () => {
    for (const network of ['uat', 'dev'] as const) {
      const list = makeList(network, ENTRIES)
      const { records } = await importList(list, { signers: [toSigner(network)] })
      assert.deepEqual(environmentsOf(records), ['test', 'test'])
    }
    for (const participant of ['XXA', 'XCL', 'XT']) {
      const entries = ENTRIES.map((entry) => ({ ...entry, participant }))
      const { records } = await importList(makeList('prod', entries))
      assert.deepEqual(environmentsOf(records), ['test', 'test'])
      assert.equal(records[0]?.issuer, participant)
    }
    const utopia = ENTRIES.map((entry) => ({ ...entry, participant: 'UTO' }))
    assert.deepEqual(environmentsOf((await importList(makeList('prod', utopia))).records), [
      'test',
      'test',
    ])
    const kosovo = ENTRIES.map((entry) => ({ ...entry, participant: 'XKX' }))
    const { records } = await importList(makeList('prod', kosovo), { environment: 'exercise' })
    assert.deepEqual(environmentsOf(records), ['exercise', 'exercise'])
    assert.equal(records[0]?.issuer, 'XK')
  })

  test('keys of other uses and of unknown domains are dropped with words', async () => {
    const list = makeList('prod', [
      { certificate: SCA, usage: 'SCA' },
      { certificate: SCA, usage: 'DECA' },
      { certificate: DSC, usage: 'DESC' },
      { certificate: DSC, usage: 'DSC', domain: 'PH4H' },
      { certificate: DSC, usage: 'DSC', domain: 'DDCC' },
      { certificate: DSC, usage: 'DSC', domain: 'RACSEL-DDVC' },
    ])
    const { records, dropped, keys } = await importList(list)
    assert.deepEqual(
      records.map(({ role = 'signer', domains }) => `${role} ${domains?.join()}`).toSorted(),
      ['authority DCC', 'signer DDCC', 'signer PH4H'],
    )
    assert.equal(dropped.length, 3)
    assert.ok(keys.every(({ reason }) => reason.length > 10))
  })

  test('a signature of r‖s is good too, and no defect', async () => {
    const list = signDocument(makeDocument('prod', ENTRIES), 'prod', 'ieee-p1363')
    const { records, warnings } = await importList(list)
    assert.equal(records.length, 2)
    assert.ok(warnings.every(({ name }) => name !== 'der-signature'))
  })
})

describe('chains', () => {
  test('of an authority that is not listed, or of another participant: dropped', async () => {
    const other = makeParticipant({ ...SIGNER, signer: makeKeys() })
    const foreign = { certificate: DSC, usage: 'DSC', participant: 'ESP' } as const
    const list = makeList('prod', [...ENTRIES, { certificate: other, usage: 'DSC' }, foreign])
    const { records, keys } = await importList(list)
    assert.equal(records.length, 2)
    const dropped = keys.filter(({ isKept }) => !isKept)
    assert.deepEqual(
      dropped.map(({ warnings }) => warnings.includes('not-chained')),
      [true, true],
    )
  })

  test('a signer does not vouch for itself', async () => {
    const both = [
      { certificate: SCA, usage: 'SCA' },
      { certificate: SCA, usage: 'DSC' },
    ] as const
    const { keys } = await importList(makeList('prod', both))
    assert.deepEqual(
      keys.map(({ usage, isKept }) => `${usage} ${isKept}`),
      ['DSC false', 'SCA true'],
    )
    assert.ok(keys.every(({ warnings }) => warnings.includes('duplicate-kid')))
  })

  test('a name that differs is a warning; a signer lives as long as its authority', async () => {
    const certificate = makeParticipant({ ...SIGNER, issuerName: 'X', notAfter: NOT_AFTER + 9 })
    const { records, keys } = await importList(
      makeList('prod', [...ENTRIES.slice(0, 1), { certificate, usage: 'DSC' }]),
    )
    assert.deepEqual(keys[0]?.warnings, ['outlives-authority', 'name-mismatch'])
    assert.equal(records[0]?.notAfter, NOT_AFTER)
  })

  test('what is signed with SHA-1 is kept and authenticated by nobody', async () => {
    const certificate = makeParticipant({ ...SIGNER, signedWith: 'ecdsa-sha1' })
    const list = makeList('prod', [...ENTRIES, { certificate, usage: 'DSC' }])
    const { keys, records, warnings } = await importList(list, {
      anchored: new Set([fingerprintOf(SCA)]),
    })
    assert.deepEqual(records.map(({ evidence }) => evidence).sort(), [
      'anchored',
      'anchored',
      'unauthenticated',
    ])
    const [weak] = keys.filter(({ warnings: own }) => own.includes('sha1-signature'))
    assert.equal(weak?.authority, fingerprintOf(SCA))
    assert.ok(warnings.some(({ name }) => name === 'sha1-signature'))
  })

  test('what is signed with SHA-1 by nobody who is listed is nobody’s', async () => {
    const certificate = makeParticipant({ ...SIGNER, signer: makeKeys(), signedWith: 'ecdsa-sha1' })
    const list = makeList('prod', [...ENTRIES, { certificate, usage: 'DSC' }])
    const { keys } = await importList(list)
    const dropped = keys.filter(({ isKept }) => !isKept)
    assert.equal(dropped.length, 1)
    assert.ok(dropped[0]?.warnings.includes('not-chained'))
  })

  test('a signature that the platform cannot check is no wrong one', async () => {
    const certificate = makeParticipant({ ...SIGNER, signedWith: 'ecdsa-sha1' })
    const list = makeList('prod', [...ENTRIES, { certificate, usage: 'DSC' }])
    const crypto: CryptoPort = {
      ...webCrypto,
      prepareKey: async (key) => {
        const { verify } = await webCrypto.prepareKey(key)
        return { verify }
      },
    }
    const { keys } = await importList(list, { crypto, anchored: new Set([fingerprintOf(SCA)]) })
    const unchecked = keys.filter(({ warnings }) => warnings.includes('signature-unchecked'))
    assert.equal(unchecked.length, 1)
    assert.deepEqual([unchecked[0]?.isKept, unchecked[0]?.evidence], [true, 'unauthenticated'])
  })
})

describe('known defects are named', () => {
  const jwks: Readonly<Record<string, JsonObject>> = {
    'unknown-curve': { crv: 'UNKNOWN CURVE', x: 'AA', y: 'AA' },
    'jwk-coordinate-length': { crv: 'P-256', x: 'A'.repeat(44), y: 'A'.repeat(43) },
  }
  for (const [name, jwk] of Object.entries(jwks)) {
    test(name, async () => {
      const list = makeList('prod', [{ certificate: SCA, usage: 'SCA', jwk }])
      const { records, keys } = await importList(list)
      assert.equal(records.length, 1)
      assert.ok(keys[0]?.warnings.some((warning) => warning === name))
    })
  }

  test('kid-mismatch: dropped', async () => {
    const entry = { certificate: DSC, usage: 'DSC', kid: 'ABCDEFGH' } as const
    const { records, keys } = await importList(makeList('prod', [...ENTRIES.slice(0, 1), entry]))
    assert.equal(records.length, 1)
    assert.deepEqual(keys[0]?.warnings, ['kid-mismatch'])
  })

  test('expired-when-signed', async () => {
    const certificate = makeParticipant({ ...SIGNER, notAfter: SIGNED_AT - 1 })
    const list = makeList('prod', [...ENTRIES.slice(0, 1), { certificate, usage: 'DSC' }])
    const { keys } = await importList(list)
    assert.deepEqual(keys.flatMap(({ warnings }) => warnings).toSorted(), [
      'authority-not-anchored',
      'expired-when-signed',
    ])
  })

  test('no certificate: dropped', async () => {
    const list = makeList('prod', [{ certificate: Uint8Array.of(1, 2, 3), usage: 'DSC' }])
    const { records, dropped } = await importList(list)
    assert.deepEqual([records.length, dropped.length], [0, 1])
  })
})

describe('nothing is taken of a list', () => {
  test('without a signer of its network, or signed by another', async () => {
    const uat = [toSigner('uat'), toSigner('dev')]
    const unchecked = await importList(LIST, { signers: uat })
    assert.deepEqual([unchecked.proof, unchecked.records, unchecked.lists], ['unchecked', [], []])
    assert.equal(unchecked.dropped.length, 2)
    const { proof, ...rest } = LIST
    assert.ok(isJsonObject(proof))
    const later = { ...rest, proof: { ...proof, created: '2026-02-01T00:00:00Z' } }
    const failed = await importList(later)
    assert.deepEqual([failed.proof, failed.records, failed.lists], ['failed', [], []])
  })

  const refused: Readonly<Record<string, JsonValue>> = {
    'is no object': [],
    'has no proof': makeDocument('prod', ENTRIES),
    'has an id that no network has': { ...LIST, id: 'did:web:example.org:v2:trustlist' },
    'is a branch of the tree': { ...LIST, id: `${String(LIST['id'])}:DCC` },
    'has contexts in another order': { ...LIST, '@context': contextsOf(LIST).toReversed() },
    'has the contexts of another network': {
      ...LIST,
      '@context': contextsOf(makeDocument('uat', ENTRIES)),
    },
    'has another controller': { ...LIST, controller: 'did:web:example.org' },
    'has a JWS with its payload': withJws((jws) => jws.replace('..', '.e30.')),
    'has a JWS with another header': withJws((jws) =>
      jws.replace(/^[^.]*/, 'eyJhbGciOiJFUzI1NiJ9'),
    ),
    'has a JWS of two parts': withJws((jws) => jws.replace('..', '.')),
  }
  for (const [name, json] of Object.entries(refused)) {
    test(`that ${name}`, async () => {
      await assert.rejects(importGdhcnList(toBytes(json), OPTIONS), FormatError)
    })
  }
})

function importList(list: JsonObject, options: Partial<GdhcnOptions> = {}): Promise<GdhcnImport> {
  return importGdhcnList(toBytes(list), { ...OPTIONS, ...options })
}

async function evidenceOf(options: Partial<GdhcnOptions>): Promise<readonly string[]> {
  return (await importList(LIST, options)).records.map(({ evidence }) => evidence)
}

function environmentsOf(records: GdhcnImport['records']): readonly string[] {
  return records.map(({ environment }) => environment)
}

function contextsOf(document: JsonObject): readonly JsonValue[] {
  const contexts = document['@context']
  assert.ok(Array.isArray(contexts))
  return contexts
}

function withJws(change: (jws: string) => string): JsonObject {
  const { proof } = LIST
  assert.ok(isJsonObject(proof))
  return { ...LIST, proof: { ...proof, jws: change(String(proof['jws'])) } }
}
