/**
 * `--trust`: keys that the user brings along.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { verifyAsJson } from './answers.ts'
import { contextOf, findRow, pratique, specimen, vectorFile, write } from './pratique.ts'

const ISSUER = 'https://examplia.pratique.example'
const PAIRS = JSON.parse(
  readFileSync(vectorFile('exercise/PUBLIC-KEY-PAIRS-examplia.json'), 'utf8'),
)
const { d: _, ...PUBLIC_KEY } = PAIRS.keys.cards
const CARD_KEY = {
  ...PUBLIC_KEY,
  kid: 'tM-tNB1m1k5rzXNgg9CCr0m2QAvBk59ug2g3oqBgA9Y',
  use: 'sig',
  alg: 'ES256',
}
const KEY_SET = write('keys.json', JSON.stringify({ keys: [CARD_KEY] }))
const CARD = write('card.txt', findRow('smart-health-card/made.jsonl', 'card/qr-lab').text ?? '')
const AT = ['--at', '2026-06-01']

describe('--trust', { concurrency: 2 }, () => {
  it('binds a bare key set to the issuer that is named', async () => {
    // The VCI's directory is here, and its keys are not.
    await verifyAsJson([...AT, CARD], 13)
    await verifyAsJson([...AT, '--trust', `${ISSUER}=${KEY_SET}`, CARD], 3)
    await verifyAsJson([...AT, '--trust', `https://other.example=${KEY_SET}`, CARD], 13)
  })

  it('says what is missing of a bare key set without an issuer', async () => {
    const { exitCode, stdout, stderr } = await pratique(['verify', '--trust', KEY_SET, CARD])
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /keys\.json": .*issuer.*\[usage\.trust-file\]/)
  })

  it('may be given several times, and takes certificates', async () => {
    const files = [`${ISSUER}=${KEY_SET}`, vectorFile('specimen/dsc-utopia.pem')]
    const options = files.flatMap((file) => ['--trust', file])
    const answers = await verifyAsJson([...AT, ...options, CARD, specimen('booster')], 31)
    assert.deepEqual(
      answers.map(({ exitCode }) => exitCode),
      [3, 31],
    )
  })

  it('says which keys of a file were not taken, and why', async () => {
    const broken = { ...CARD_KEY, kid: 'broken\x1B[31m', x: 'AAAA' }
    const file = write('half.json', JSON.stringify({ keys: [CARD_KEY, broken] }))
    const args = ['verify', ...AT, '--trust', `${ISSUER}=${file}`, CARD]
    const { exitCode, stderr } = await pratique(args)
    assert.equal(exitCode, 3)
    assert.match(stderr, /half\.json" 1 key was taken; to be noted:\n {2}key broken<U\+001B>/)
    assert.ok(!stderr.includes('\x1B'))
  })

  it('counts a key that was listed under a wrong identifier, and notes it', async () => {
    const pem = readFileSync(vectorFile('specimen/dsc-utopia.pem'), 'utf8')
    const rawData = pem.replace(/-----[^-]+-----|\s/g, '')
    const entry = { kid: 'AAAAAAAAAAA=', rawData, certificateType: 'DSC', country: 'UT' }
    const list = write('eu.json', JSON.stringify({ certificates: [entry] }))
    const { stderr } = await pratique(['verify', '--trust', list, specimen('booster')])
    const note = 'key AAAAAAAAAAA=: not the identifier of its certificate: kept as [0-9a-f]{16}'
    assert.match(stderr, new RegExp(`eu\\.json" 1 key was taken; to be noted:\n  ${note}\n$`))
  })

  it('counts the key of a revocation list that cannot be read', async () => {
    const { kid } = CARD_KEY
    const set = { issuer: ISSUER, keys: [CARD_KEY], crls: [{ kid, method: 'none' }] }
    const file = write('crl.json', JSON.stringify(set))
    const { stderr } = await pratique(['verify', ...AT, '--trust', file, CARD])
    assert.match(stderr, /crl\.json" 1 key was taken; to be noted:\n/)
    assert.match(stderr, new RegExp(`\n  key ${kid}: its revocation list cannot be read: .+\n$`))
  })

  it('says which X.509 revocation lists count for nothing, and why', async () => {
    const pem = '-----BEGIN X509 CRL-----\nMAMCAQE=\n-----END X509 CRL-----\n'
    const files = [`${ISSUER}=${KEY_SET}`, write('list.crl', pem)]
    const options = files.flatMap((file) => ['--trust', file])
    const { exitCode, stderr } = await pratique(['verify', ...AT, ...options, CARD])
    assert.equal(exitCode, 3)
    const said = /^pratique: 0 of 1 X\.509 revocation lists of --trust were taken; to be noted:\n/
    assert.match(stderr, said)
    assert.match(stderr, /: is a revocation list that cannot be taken: .+\n$/)
  })

  it('takes batches of revoked certificates, whichever file holds the keys', async () => {
    for (const [id, exitCode] of [
      ['uci', 14],
      ['signature-malleated', 14],
      ['any-key', 14],
      ['uci-of-another', 3],
      ['another-key', 3],
    ] as const) {
      const row = findRow('eu-dcc/revoked.jsonl', `eu-dcc-revoked/${id}`)
      const batches = write(`${id}.json`, JSON.stringify(row.batches))
      const text = write(`${id}.txt`, row.text ?? '')
      await verifyAsJson([...contextOf(row), '--trust', batches, text], exitCode)
    }
  })

  it('says which batches of a file were not taken', async () => {
    const batches = findRow('eu-dcc/revoked.jsonl', 'eu-dcc-revoked/uci').batches ?? []
    const file = write('batches.json', JSON.stringify([...batches, { kid: 'x', hashType: '?' }]))
    const { stderr } = await pratique(['verify', ...AT, '--trust', file, CARD])
    const said =
      /batches\.json" 1 revocation list was taken; to be noted:\n {2}key x: its revocation batch/
    assert.match(stderr, said)
  })

  it('never makes a specimen of another key anything but a specimen', async () => {
    const exercise = ['--trust', vectorFile('exercise/trust.json')]
    await verifyAsJson([...exercise, specimen('booster')], 31)
  })

  it('does nothing if one file cannot be used', async () => {
    const files = ['--trust', vectorFile('exercise/trust.json'), '--trust', CARD]
    const { exitCode, stdout, stderr } = await pratique(['verify', ...files, CARD])
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /^pratique: --trust ".*card\.txt": expected .* \[usage\.trust-file\]\n$/)
  })
})
