/**
 * `pratique read`: what is inside, step by step, and never as if it were verified.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { findRow, pratique, readLines, specimen, vectorFile, write } from './pratique.ts'

interface Contents {
  readonly verified: false
  readonly format?: string
  readonly steps: readonly { readonly step: string; readonly size: number }[]
  readonly header?: { readonly alg: string; readonly kid: string }
  readonly claims?: { readonly members: readonly object[] }
  readonly code?: string
  readonly exitCode: number
  readonly input: readonly number[]
}

async function readAsJson(args: readonly string[], exitCode: number): Promise<readonly Contents[]> {
  const ended = await pratique(['read', '--json', ...args])
  assert.equal(ended.exitCode, exitCode, ended.stderr)
  return readLines(ended.stdout).map((line) => Object(line))
}

describe('read', { concurrency: 2 }, () => {
  it('takes an EU DCC apart: sizes, header, structure', async () => {
    const [contents] = await readAsJson([specimen('pcr-not-detected')], 0)
    assert.equal(contents?.format, 'eu-dcc')
    assert.deepEqual(
      contents?.steps.map(({ step }) => step),
      ['text', 'compressed', 'message', 'payload', 'signature'],
    )
    assert.deepEqual(contents?.header, { alg: 'ES256', kid: '5c170e0393183df3' })
    const text = readFileSync(specimen('pcr-not-detected'), 'utf8').trimEnd()
    assert.deepEqual(contents?.steps[0], {
      step: 'text',
      size: text.length,
      unit: 'characters',
    })
  })

  it('takes a card apart, from one code, several codes, a JWS or a picture', async () => {
    const jws = write('card.jws', findRow('smart-health-card/made.jsonl', 'card/jws').text ?? '')
    const [first, second] = [specimen('card-chunk-1'), specimen('card-chunk-2')]
    const picture = vectorFile('specimen/card-lab.png')
    const all = await readAsJson([second, jws, first, picture], 0)
    assert.deepEqual(
      all.map(({ format, input }) => [format, input]),
      [
        ['smart-health-card', [0, 2]],
        ['smart-health-card', [1]],
        ['smart-health-card', [3]],
      ],
    )
    for (const { claims } of all) assert.ok(JSON.stringify(claims).includes('fhirBundle'))
  })

  it('says in its first line that nothing is verified, and shows values only if asked', async () => {
    const forged = specimen('broken-signature')
    const { exitCode, stdout } = await pratique(['read', forged])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^NOT VERIFIED: /)
    assert.match(stdout, /^ +fnt {2}text$/m)
    assert.match(stdout, /left out: --show-person shows them/)
    const shown = await pratique(['read', '--show-person', forged])
    assert.match(shown.stdout, /^NOT VERIFIED: /)
    assert.match(shown.stdout, /^ +fnt {2}text: HYTHLODAEUS$/m)
    assert.match(shown.stdout, /^ +-260 \(hcert\) {2}map of 1$/m)
  })

  it('shows what there is before something broken, and where it ends', async () => {
    const row = findRow('hcert/forged.jsonl', 'hcert-header/alg-rs256')
    const [contents] = await readAsJson([write('alg.txt', row.text ?? '')], 12)
    assert.equal(contents?.code, 'format.header')
    assert.equal(contents?.steps.at(-1)?.step, 'signature')
    const { stdout } = await pratique(['read', write('cut.txt', 'HC1:6BFOXN')])
    assert.match(stdout, /It ends here/)
    assert.match(stdout, /pratique help format\.\w+\n/)
  })

  it('shows of a damaged card all that comes before the damage', async () => {
    const text = readFileSync(specimen('card-lab'), 'utf8').trim()
    const jws = findRow('smart-health-card/made.jsonl', 'card/jws').text ?? ''
    const [header = '', payload = '', signature = ''] = jws.split('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const odd = encode({ alg: { toString: 1 }, zip: 'DEF' })
    const other = encode({ alg: 'RS256', zip: 'DEF', kid: 'x' })
    const cases: readonly (readonly [text: string, code: string, last: string])[] = [
      [text.slice(0, -1), 'format.numeric', 'text'],
      [text.replace('shc:', 'SHC:'), 'format.numeric', 'text'],
      [`${text.slice(0, 5)}5629`, 'format.jws', 'message'],
      [`${header}.${payload}.!`, 'format.base64url', 'text'],
      [`${header}.AAAA.${signature}`, 'format.deflate', 'signature'],
      [`${other}.${payload}.${signature}`, 'format.header', 'signature'],
      [`${odd}.${payload}.${signature}`, 'format.header', 'signature'],
      [`${header}.${'A'.repeat(300_000)}.${signature}`, 'format.length', 'text'],
    ]
    for (const [at, [damaged, code, last]] of cases.entries()) {
      const [contents] = await readAsJson([write(`card-${at}.txt`, damaged)], 12)
      assert.deepEqual([contents?.code, contents?.steps.at(-1)?.step], [code, last], `${at}`)
      assert.equal(contents?.header !== undefined, last === 'signature', `${at}`)
    }
    const swapped = await readAsJson([write('rs256.txt', `${other}.${payload}.${signature}`)], 12)
    assert.deepEqual(swapped[0]?.header, { alg: 'RS256', kid: 'x' })
  })

  it('names what is only known by name, and says what nobody knows', async () => {
    const known = await pratique(['read', write('nl.txt', 'NL2:EXAMPLE')])
    assert.equal(known.exitCode, 30)
    assert.match(known.stdout, /Format +Dutch domestic certificate/)
    const unknown = await pratique(['read', write('unknown.txt', 'negative')])
    assert.equal(unknown.exitCode, 30)
    assert.match(unknown.stdout, /Format +none that is known/)
  })

  it('ends with 22 where a part of a card is missing, and 2 where an input is', async () => {
    await readAsJson([specimen('card-chunk-1')], 22)
    const contents = await readAsJson([specimen('booster'), 'scan.png'], 2)
    assert.equal(contents.length, 1)
  })

  it('stays within bounds for bombs', async () => {
    const deep = findRow('hcert/damaged.jsonl', 'hcert-text/longest').text ?? ''
    const started = Date.now()
    await readAsJson([write('longest.txt', deep)], 12)
    await readAsJson([write('card.json', `{"verifiableCredential":${'['.repeat(1e6)}`)], 12)
    assert.ok(Date.now() - started < 20_000)
  })
})
