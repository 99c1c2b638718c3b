import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type CborMap, type CborValue, encodeCbor, encodeHc1, sigStructure } from 'pratique/codecs'
import { INTEGER, SEQUENCE, SET } from '../../pratique/src/der/tags.ts'
import { encodeDer } from '../../pratique/src/der/write.ts'
import { MASTER_LIST } from '../../pratique/src/trust/master-list/master-list.ts'
import {
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  subjectKeyId,
  toPem,
} from '../../pratique/test/make-certificate.ts'
import { makeCms } from '../../pratique/test/make-cms.ts'
import {
  fingerprintOf,
  LIST_KEYS,
  makeDocument,
  makeParticipant,
  signDocument,
} from '../../pratique/test/make-gdhcn.ts'
import { ANCHOR, makeAnchorFile } from '../../pratique/test/make-sources.ts'
import { type Ended, FOLDER, pratique, readLines, write } from './pratique.ts'

const CORPUS = fileURLToPath(new URL('../../../../shared/corpus/trust/', import.meta.url))
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

const SCA_KEYS = makeKeys()
const SCA = makeParticipant({ keys: SCA_KEYS, isCa: true })
const DSC_KEYS = makeKeys()
const DSC = makeParticipant({
  keys: DSC_KEYS,
  signer: SCA_KEYS,
  issuerName: 'France SCA',
  name: 'DSC',
})
const NEXT = makeParticipant({ signer: SCA_KEYS, issuerName: 'France SCA', name: 'Next DSC' })

const NOW = '2026-01-10'
const FEBRUARY = Date.parse('2026-02-01T00:00:00Z') / 1000

const LIST = write('list.json', toList([DSC]))
const LATER_LIST = write('later.json', toList([DSC, NEXT], FEBRUARY))
const ANCHORED = write('anchored.json', makeAnchorFile(SCA, 'FR'))
const ANCHOR_PEM = write('anchor.pem', toPem(ANCHOR))
const SIGNER = write('signer.jwk', JSON.stringify(LIST_KEYS.publicKey.export({ format: 'jwk' })))

const CERTIFICATE = write(
  'certificate.txt',
  await makeDcc(DSC_KEYS, fingerprintOf(DSC).slice(0, 16)),
)

describe('a list of the WHO’s network', () => {
  const data = folder('gdhcn')
  before(async () => {
    const ended = await importList(data)
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.match(ended.stdout, /2 keys: 2 kept, 0 dropped/)
    assert.match(ended.stdout, /anchored 2/)
    assert.match(ended.stdout, /Kept as "gdhcn"/)
  })

  test('makes its certificates genuine, for offices too', async () => {
    const known = await verify(data)
    assert.deepEqual([known.exitCode, known.evidence], [3, 'anchored'])
    assert.equal((await verify(data, '--official')).exitCode, 3)
    const none = await pratique(['verify', CERTIFICATE, '--at', NOW])
    assert.equal(none.exitCode, 20)
    assert.match(none.stdout, /signer\.list-missing/)
    const misspelt = await pratique(['verify', CERTIFICATE, '--data-dir', folder('nowhere')])
    assert.match(misspelt.stderr, /there is no data folder .*\[usage\.data-folder\]/)
  })

  test('grows old', async () => {
    const ended = await verify(data, '--at', '2026-03-01')
    assert.deepEqual([ended.exitCode, ended.code], [20, 'signer.list-stale'])
    const { stdout } = await pratique([
      'verify',
      CERTIFICATE,
      '--at',
      '2026-03-01',
      '--data-dir',
      data,
    ])
    assert.match(stdout, /pratique trust sync/)
  })

  test('without the anchor is as good as its signer, and offices do not take it', async () => {
    const own = folder('listed')
    await pratique(['trust', 'import', LIST, '--signer', SIGNER, '--data-dir', own])
    assert.deepEqual((await verify(own)).evidence, 'listed')
    const official = await verify(own, '--official')
    assert.deepEqual([official.exitCode, official.code], [20, 'signer.evidence'])
  })

  test('is refused by another signer, and nothing is kept', async () => {
    const own = folder('other-signer')
    const jwk = makeKeys().publicKey.export({ format: 'jwk' })
    const other = write('other.jwk', JSON.stringify(jwk))
    const ended = await pratique(['trust', 'import', LIST, '--signer', other, '--data-dir', own])
    assert.equal(ended.exitCode, 2)
    assert.match(ended.stderr, /usage\.trust-file/)
    assert.equal(existsSync(join(own, 'sources')), false)
  })

  test('dry: is reported, and nothing is kept', async () => {
    const own = folder('dry')
    const ended = await importList(own, '--dry-run', '--json')
    const [report] = readLines(ended.stdout) as { kept: number; keys: object[] }[]
    assert.deepEqual([report?.kept, report?.keys.length], [2, 2])
    assert.equal(existsSync(own), false)
  })

  test('of before does not take the place of the one that is held', async () => {
    const own = folder('replay')
    const later = await pratique(importArguments(LATER_LIST, own))
    assert.equal(later.exitCode, 0, later.stderr)
    const older = await pratique(importArguments(LIST, own))
    assert.equal(older.exitCode, 2)
    assert.match(older.stderr, /not kept: the list is of 2026-01-01/)
    assert.match(older.stderr, /--as/)
    const shown = await pratique(['trust', 'show', '--framework', 'hcert', '--data-dir', own])
    assert.match(shown.stdout, /Next DSC/)
  })
})

describe('what is held', () => {
  const data = folder('held')
  before(async () => {
    assert.equal((await importList(data)).exitCode, 0)
  })

  test('is shown by issuer, by network, and what is over alone', async () => {
    const show = async (...args: readonly string[]) =>
      readLines((await pratique(['trust', 'show', '--json', '--data-dir', data, ...args])).stdout)
    const french = (await show('--issuer', 'FR')) as { role?: string; issuer: string }[]
    assert.equal(french.length, 2)
    assert.ok(french.every(({ issuer }) => issuer === 'FR'))
    assert.equal((await show('--issuer', 'France SCA')).length, 1)
    const cards = (await show('--framework', 'smart-health-card')) as { framework: string }[]
    assert.ok(cards.length > 500)
    assert.ok(cards.every(({ framework }) => framework === 'smart-health-card'))
    const over = (await show('--expired')) as { isExpired: boolean }[]
    assert.ok(over.every(({ isExpired }) => isExpired))
    const counted = await pratique(['trust', 'show', '--data-dir', data])
    assert.match(counted.stdout, /hcert {13}signer, anchored: 1\n/)
    assert.ok(counted.stdout.split('\n').length < 30, 'a summary')
    const wrong = await pratique(['trust', 'show', '--framework', 'hc1', '--data-dir', data])
    assert.match(wrong.stderr, /usage\.option/)
  })

  test('is reported key by key', async () => {
    const { stdout } = await pratique(['trust', 'report', '--data-dir', data])
    for (const certificate of [DSC]) {
      assert.match(stdout, new RegExp(`kept +FR +${fingerprintOf(certificate).slice(0, 16)}`))
    }
    const missing = await pratique(['trust', 'report', 'vci', '--data-dir', data])
    assert.match(missing.stderr, /there is no source "vci": there are gdhcn/)
    const none = await pratique(['trust', 'report'])
    assert.deepEqual([none.exitCode, none.stdout], [0, ''])
    assert.match(none.stderr, /trust sync/)
  })

  test('differs from a list of later by what was added', async () => {
    const args = ['trust', 'diff', LIST, LATER_LIST, '--signer', SIGNER, '--json']
    const ended = await pratique(args)
    assert.equal(ended.exitCode, 10)
    const [changes] = readLines(ended.stdout) as Record<string, readonly { keyId: string }[]>[]
    assert.deepEqual(
      changes?.['added']?.map(({ keyId }) => keyId),
      [fingerprintOf(NEXT).slice(0, 16)],
    )
    const rest = [changes?.['removed'], changes?.['withdrawn'], changes?.['changed']]
    assert.deepEqual(rest, [[], [], []])
    const back = await pratique(['trust', 'diff', LATER_LIST, LIST, '--signer', SIGNER])
    assert.match(back.stdout, /0 added, 1 removed, 0 withdrawn, 0 changed/)
    const same = await pratique(['trust', 'diff', LIST, LIST, '--signer', SIGNER])
    assert.equal(same.exitCode, 0)
    const alone = await pratique([
      'trust',
      'diff',
      'gdhcn',
      LIST,
      '--signer',
      SIGNER,
      '--data-dir',
      data,
    ])
    assert.deepEqual(
      [alone.exitCode, alone.stderr],
      [0, ''],
      'what the anchor signed is not compared',
    )
    const bundle = join(data, 'bundles/local.bundle')
    const held = await pratique(['trust', 'diff', 'gdhcn', bundle, '--data-dir', data])
    assert.deepEqual([held.exitCode, held.stderr], [0, ''])
  })
})

describe('the drill: a key is stolen', () => {
  const data = folder('drill')
  const withdraw = (keyId: string, ...args: readonly string[]) =>
    pratique(['trust', 'withdraw', keyId, '--data-dir', data, ...args])

  test('from the decision to the refused certificate, and no list brings it back', async () => {
    assert.equal((await importList(data)).exitCode, 0)
    assert.equal((await verify(data)).exitCode, 3)
    const kid = Buffer.from(fingerprintOf(DSC).slice(0, 16), 'hex').toString('base64')
    const ended = await withdraw(kid, '--reason', 'stolen, said the ministry')
    assert.equal(ended.exitCode, 0, ended.stderr)
    assert.match(ended.stdout, /Denied: hcert FR/)
    const refused = await verify(data)
    assert.deepEqual([refused.exitCode, refused.code], [13, 'key-usage.withdrawn'])
    assert.equal((await pratique(importArguments(LATER_LIST, data))).exitCode, 0)
    assert.equal((await verify(data, '--at', '2026-02-10')).code, 'key-usage.withdrawn')
    const { stdout: shown } = await pratique([
      'trust',
      'show',
      '--issuer',
      'FR',
      '--data-dir',
      data,
    ])
    assert.match(shown, /denied here: FR .*: stolen, said the ministry/)
    assert.match(shown, new RegExp(`${fingerprintOf(DSC).slice(0, 16)}: signer, .*WITHDRAWN`))
    const again = await withdraw(kid, '--reason', 'once more')
    assert.deepEqual([again.exitCode, again.stdout], [0, ''])
    assert.match(again.stderr, /denied already, .*: stolen/)
    const given = ['--trust', write('dsc.pem', toPem(DSC))]
    assert.equal((await verify(data, ...given)).code, 'key-usage.withdrawn')
  })

  test('an authority takes with it what it has issued', async () => {
    const own = folder('drill-authority')
    assert.equal((await importList(own)).exitCode, 0)
    const shown = await pratique(['trust', 'show', '--json', '--issuer', 'FR', '--data-dir', own])
    const keys = readLines(shown.stdout) as { role?: string; keyId: string }[]
    const keyId = keys.find(({ role }) => role === 'authority')?.keyId ?? ''
    const args = ['trust', 'withdraw', keyId, '--reason', 'drill', '--data-dir', own]
    assert.equal((await pratique(args)).exitCode, 0)
    assert.equal((await verify(own)).code, 'key-usage.withdrawn')
  })

  test('with a key of one’s own; and never without a reason', async () => {
    const own = folder('drill-key')
    assert.equal((await importList(own)).exitCode, 0)
    const pem = makeKeys().privateKey.export({ type: 'pkcs8', format: 'pem' })
    const keyId = fingerprintOf(DSC).slice(0, 16)
    const base = ['trust', 'withdraw', keyId, '--data-dir', own, '--key', write('own.pem', pem)]
    const silent = await pratique(base)
    assert.match(silent.stderr, /usage\.argument/)
    assert.equal((await pratique([...base, '--reason', 'drill'])).exitCode, 0)
    assert.equal((await verify(own)).code, 'key-usage.withdrawn')
    assert.equal(existsSync(join(own, 'operator.pem')), false)
    const unknown = await pratique([...base.with(2, 'ffff'), '--reason', 'drill'])
    assert.match(unknown.stderr, /no key "ffff" is held/)
  })
})

describe('other files', () => {
  test('a list of a test network takes no other’s place', async () => {
    const data = folder('networks')
    assert.equal((await importList(data)).exitCode, 0)
    const uat = write('uat.json', toList([DSC], FEBRUARY, 'uat'))
    const args = ['trust', 'import', uat, '--signer', SIGNER, '--data-dir', data]
    const named = await pratique([...args, '--as', 'gdhcn'])
    assert.match(named.stderr, /another network.*\[usage\.option\]/)
    const ended = await pratique(args)
    assert.match(ended.stdout, /Kept as "gdhcn-uat"/)
    // What the test network says of the key as well makes specimens of its certificates.
    assert.equal((await verify(data)).exitCode, 31)
  })

  test('one certificate, in PEM and in DER', async () => {
    for (const [name, content] of [
      ['one.pem', toPem(DSC)],
      ['one.der', DSC],
    ] as const) {
      const args = ['trust', 'import', write(name, content), '--json', '--dry-run']
      const ended = await pratique(args)
      assert.equal(ended.exitCode, 0, ended.stderr)
      assert.deepEqual((readLines(ended.stdout) as Report[])[0]?.byEvidence, { local: 1 })
    }
  })

  test('that nobody signs are not said to be signed', async () => {
    const path = write('two.pem', toPem(DSC) + toPem(NEXT))
    const args = ['trust', 'import', path, '--dry-run']
    const signed = await pratique([...args, '--signer', write('sca.pem', toPem(SCA))])
    assert.match(signed.stderr, /two\.pem": .*master lists alone.*\[usage\.trust-file\]/)
    const labelled = await pratique([...args, '--issuer', 'FR'])
    assert.match(labelled.stderr, /--issuer takes the https address/)
  })

  test('that are too old say so when they come in', async () => {
    const ended = await pratique(['trust', 'import', LIST, '--signer', SIGNER, '--dry-run'])
    assert.match(ended.stdout, /TOO OLD: 30 days are allowed/)
  })

  test('a source that is damaged takes no keys out of the bundle unseen', async () => {
    const data = folder('damaged')
    assert.equal((await importList(data)).exitCode, 0)
    const sources = join(data, 'sources/gdhcn')
    const [generation = ''] = readdirSync(sources).filter((name) => name !== 'current')
    appendFileSync(join(sources, generation, 'did.json'), ' ')
    const other = await pratique([
      'trust',
      'import',
      write('x.pem', toPem(NEXT)),
      '--data-dir',
      data,
    ])
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /bundle stays as it was: the source "gdhcn" cannot be read/)
    assert.equal((await verify(data)).exitCode, 3)
    assert.equal((await importList(data)).exitCode, 0)
  })
})

describe('an ICAO master list', () => {
  const CA_KEYS = makeKeys('P-384')
  const CA = makeCertificate({
    keys: CA_KEYS,
    subject: [
      [COUNTRY, 'UT'],
      [COMMON_NAME, 'Utopia CSCA'],
    ],
    extensions: [basicConstraints(true), keyUsage(5, 6), subjectKeyId('01')],
  })
  const content = encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), encodeDer(SET, CA))
  const signers = [{ certificate: CA, key: CA_KEYS.privateKey }]
  const list = makeCms({ content, contentType: MASTER_LIST, certificates: [CA], signers })
  const path = write('states.ml', list)
  const pinned = write('csca.pem', toPem(CA))

  test('is as good as your word, or as its signer whom you know', async () => {
    const evidenceOf = async (...args: readonly string[]) => {
      const ended = await pratique(['trust', 'import', path, '--json', '--dry-run', ...args])
      assert.equal(ended.exitCode, 0, ended.stderr)
      return (readLines(ended.stdout) as Report[])[0]?.byEvidence
    }
    assert.deepEqual(await evidenceOf(), { local: 1 })
    assert.deepEqual(await evidenceOf('--signer', pinned), { listed: 1 })
    const data = folder('master-list')
    const args = ['trust', 'import', path, '--signer', pinned, '--as', 'icao', '--data-dir', data]
    assert.equal((await pratique(args)).exitCode, 0)
    const { stdout } = await pratique(['trust', 'report', 'icao', '--data-dir', data])
    assert.match(stdout, /listed 1/)
  })

  test('of another signer is refused', async () => {
    const other = write('other.pem', toPem(makeParticipant({ isCa: true })))
    const ended = await pratique(['trust', 'import', path, '--signer', other, '--dry-run'])
    assert.deepEqual([ended.exitCode, ended.stdout], [2, ''])
    assert.match(ended.stderr, /master list is refused/)
  })
})

describe('the production list', { skip }, () => {
  const files = ['gdhcn-prod-trustlist-v2.json', 'gdhcn-prod-cms.jsonl'].map(
    (name) => CORPUS + name,
  )
  const signer = `${CORPUS}gdhcn-did-signers.json`

  test('is imported from files, with every key accounted for', async (context) => {
    const args = ['trust', 'import', ...files, '--signer', signer, '--json', '--dry-run']
    const ended = await pratique(args)
    assert.equal(ended.exitCode, 0, ended.stderr)
    const [report] = readLines(ended.stdout) as Report[]
    assert.deepEqual([report?.kept, report?.dropped, report?.keys.length], [499, 2, 501])
    assert.deepEqual(report?.byEvidence, { anchored: 464, unauthenticated: 35 })
    const unanchored = report?.keys.filter(({ warnings }) =>
      warnings.includes('authority-not-anchored'),
    )
    assert.equal(unanchored?.length, 13)
    assert.ok(unanchored?.every(({ evidence }) => evidence !== 'anchored'))
    context.diagnostic(JSON.stringify([report?.byEvidence, report?.warnings]))
  })

  test('names the thirteen authorities that the anchor has not signed', async () => {
    const ended = await pratique(['trust', 'import', ...files, '--signer', signer, '--dry-run'])
    const lines = ended.stdout.split('\n')
    const at = lines.findIndex((line) => line.includes('authority-not-anchored'))
    assert.equal(lines[at + 1]?.trim().split(', ').length, 13)
  })

  test('its signer that was recovered authenticates nothing', async () => {
    const [list = ''] = files
    const ended = await pratique([
      'trust',
      'import',
      list,
      '--signer',
      signer,
      '--json',
      '--dry-run',
    ])
    const [report] = readLines(ended.stdout) as Report[]
    assert.deepEqual(report?.byEvidence, { unauthenticated: 499 })
    const all = JSON.parse(readFileSync(signer, 'utf8'))
    const jwk = write('recovered.jwk', JSON.stringify(all.prod.jwk))
    const alone = await pratique(['trust', 'import', list, '--signer', jwk, '--json', '--dry-run'])
    assert.deepEqual((readLines(alone.stdout) as Report[])[0]?.byEvidence, { unauthenticated: 499 })
  })

  test('the VCI’s snapshot is recognised by its parts, and refused without one', async () => {
    const parts = [
      'vci-snapshot.json',
      'vci-snapshot.sig',
      'vci-snapshot.crt.pem',
      'vci-issuers.json',
    ]
    const paths = parts.map((name) => CORPUS + name)
    const ended = await pratique(['trust', 'import', ...paths, '--json', '--dry-run'])
    const [report] = readLines(ended.stdout) as Report[]
    assert.deepEqual([report?.kept, report?.dropped, report?.isSigned], [848, 113, true])
    const without = await pratique(['trust', 'import', ...paths.slice(0, 1), '--dry-run'])
    assert.equal(without.exitCode, 2)
    const mixed = await pratique(['trust', 'import', ...paths, ...files, '--dry-run'])
    assert.match(mixed.stderr, /is of another source than the files beside it/)
  })
})

interface Report {
  readonly kept: number
  readonly dropped: number
  readonly isSigned: boolean
  readonly byEvidence: Readonly<Record<string, number>>
  readonly warnings: readonly object[]
  readonly keys: readonly { readonly warnings: readonly string[]; readonly evidence?: string }[]
}

function folder(name: string): string {
  return join(FOLDER, `data-${name}`)
}

function importArguments(list: string, data: string): readonly string[] {
  const pins = ['--signer', SIGNER, '--anchor', ANCHOR_PEM]
  return ['trust', 'import', list, ANCHORED, ...pins, '--data-dir', data]
}

function importList(data: string, ...args: readonly string[]): Promise<Ended> {
  return pratique([...importArguments(LIST, data), ...args])
}

/** What a verification of the certificate comes to. */
async function verify(
  data: string,
  ...args: readonly string[]
): Promise<{
  readonly exitCode: number | null
  readonly code?: string
  readonly evidence?: string
}> {
  const at = args.includes('--at') ? [] : ['--at', NOW]
  const ended = await pratique([
    'verify',
    CERTIFICATE,
    '--json',
    ...at,
    '--data-dir',
    data,
    ...args,
  ])
  const [answer] = readLines(ended.stdout) as { code?: string; issuer?: { evidence: string } }[]
  return {
    exitCode: ended.exitCode,
    ...(answer?.code && { code: answer.code }),
    ...(answer?.issuer && { evidence: answer.issuer.evidence }),
  }
}

function toList(
  signers: readonly Uint8Array<ArrayBuffer>[],
  signedAt?: number,
  network: 'prod' | 'uat' = 'prod',
): string {
  const entries = [
    { certificate: SCA, usage: 'SCA' } as const,
    ...signers.map((certificate) => ({ certificate, usage: 'DSC' }) as const),
  ]
  return JSON.stringify(signDocument(makeDocument(network, entries), network, 'der', signedAt))
}

/** A vaccination, signed by a key of the list. */
async function makeDcc({ privateKey }: KeyPair, kid: string): Promise<string> {
  const dose = map(
    ['tg', '840539006'],
    ['vp', '1119349007'],
    ['mp', 'EU/1/20/1528'],
    ['ma', 'ORG-100030215'],
    ['dn', 2],
    ['sd', 2],
    ['dt', '2025-12-20'],
    ['co', 'FR'],
    ['is', 'Made-up Authority'],
    ['ci', 'URN:UVCI:01:FR:MADE-UP'],
  )
  const dcc = map(
    ['ver', '1.3.0'],
    ['nam', map(['fn', 'Nemo'], ['fnt', 'NEMO'], ['gn', 'Quis'], ['gnt', 'QUIS'])],
    ['dob', '1970-01-01'],
    ['v', [dose]],
  )
  const claims = map([1, 'FR'], [4, 1_790_000_000], [6, 1_767_300_000], [-260, map([1, dcc])])
  const message = {
    protected: encodeCbor(map([1, -7], [4, new Uint8Array(Buffer.from(kid, 'hex'))])),
    unprotected: new Map(),
    payload: encodeCbor(claims),
    signature: new Uint8Array(),
  }
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  const signature = new Uint8Array(sign('sha256', sigStructure(message), options))
  return encodeHc1({ ...message, signature })
}

function map(...entries: readonly (readonly [number | string, CborValue])[]): CborMap {
  return new Map(entries)
}
