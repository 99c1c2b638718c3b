import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  basicConstraints,
  COMMON_NAME,
  COUNTRY,
  keyUsage,
  makeCertificate,
  makeKeys,
  subjectKeyId,
  toPem,
} from '../../pratique/test/make-certificate.ts'
import { makeParticipant } from '../../pratique/test/make-gdhcn.ts'
import { makeMasterList } from '../../pratique/test/make-master-list.ts'
import { runHere } from './in-process.ts'
import {
  DSC,
  FEBRUARY,
  folder,
  importList,
  LIST,
  NEXT,
  type Report,
  SCA,
  SIGNER,
  toList,
  verify,
} from './made-lists.ts'
import { pratique, readLines, write } from './pratique.ts'

const CORPUS = fileURLToPath(new URL('../../../../shared/corpus/trust/', import.meta.url))
const skip = existsSync(CORPUS) ? false : 'no corpus beside the repository'

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
      const ended = await runHere(args)
      assert.equal(ended.exitCode, 0, ended.stderr)
      assert.deepEqual((readLines(ended.stdout) as Report[])[0]?.byEvidence, { local: 1 })
    }
  })

  test('that nobody signs are not said to be signed', async () => {
    const path = write('two.pem', toPem(DSC) + toPem(NEXT))
    const args = ['trust', 'import', path, '--dry-run']
    const signed = await runHere([...args, '--signer', write('sca.pem', toPem(SCA))])
    assert.match(signed.stderr, /two\.pem": .*master lists alone.*\[usage\.trust-file\]/)
    const labelled = await runHere([...args, '--issuer', 'FR'])
    assert.match(labelled.stderr, /--issuer takes the https address/)
  })

  test('that are too old say so when they come in', async () => {
    const ended = await runHere(['trust', 'import', LIST, '--signer', SIGNER, '--dry-run'])
    assert.match(ended.stdout, /TOO OLD: 30 days are allowed/)
  })

  test('a source that is damaged takes no keys out of the bundle unseen', async () => {
    const data = folder('damaged')
    assert.equal((await importList(data)).exitCode, 0)
    const sources = join(data, 'sources/gdhcn')
    const [generation = ''] = readdirSync(sources).filter((name) => name !== 'current')
    appendFileSync(join(sources, generation, 'did.json'), ' ')
    const other = await runHere([
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
  const list = makeMasterList([CA], { certificate: CA, key: CA_KEYS.privateKey })
  const path = write('states.ml', list)
  const pinned = write('csca.pem', toPem(CA))

  test('is as good as your word, or as its signer whom you know', async () => {
    const evidenceOf = async (...args: readonly string[]) => {
      const ended = await runHere(['trust', 'import', path, '--json', '--dry-run', ...args])
      assert.equal(ended.exitCode, 0, ended.stderr)
      return (readLines(ended.stdout) as Report[])[0]?.byEvidence
    }
    assert.deepEqual(await evidenceOf(), { local: 1 })
    assert.deepEqual(await evidenceOf('--signer', pinned), { listed: 1 })
    const data = folder('master-list')
    const args = ['trust', 'import', path, '--signer', pinned, '--as', 'icao', '--data-dir', data]
    assert.equal((await runHere(args)).exitCode, 0)
    const { stdout } = await runHere(['trust', 'report', 'icao', '--data-dir', data])
    assert.match(stdout, /listed 1/)
  })

  test('of another signer is refused', async () => {
    const other = write('other.pem', toPem(makeParticipant({ isCa: true })))
    const ended = await runHere(['trust', 'import', path, '--signer', other, '--dry-run'])
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
    const ended = await runHere(args)
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
    const ended = await runHere(['trust', 'import', ...files, '--signer', signer, '--dry-run'])
    const lines = ended.stdout.split('\n')
    const at = lines.findIndex((line) => line.includes('authority-not-anchored'))
    assert.equal(lines[at + 1]?.trim().split(', ').length, 13)
  })

  test('its signer that was recovered authenticates nothing', async () => {
    const [list = ''] = files
    const ended = await runHere([
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
    const alone = await runHere(['trust', 'import', list, '--signer', jwk, '--json', '--dry-run'])
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
    const ended = await runHere(['trust', 'import', ...paths, '--json', '--dry-run'])
    const [report] = readLines(ended.stdout) as Report[]
    assert.deepEqual([report?.kept, report?.dropped, report?.isSigned], [848, 113, true])
    const without = await runHere(['trust', 'import', ...paths.slice(0, 1), '--dry-run'])
    assert.equal(without.exitCode, 2)
    const mixed = await runHere(['trust', 'import', ...paths, ...files, '--dry-run'])
    assert.match(mixed.stderr, /is of another source than the files beside it/)
  })
})
