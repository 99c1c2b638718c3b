import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readSymbols } from '../../packages/node/src/pictures.ts'
import { decodeNumeric } from '../../packages/pratique/src/bytes/numeric.ts'
import { decodeCompactJws, decodeHc1, inflatePayload } from '../../packages/pratique/src/codecs.ts'
import { shc } from '../../packages/pratique/src/formats/smart-health-card/carrier.ts'
import { CLI_DATA, VECTORS } from '../making/paths.ts'
import { makeSpecimens } from '../making/specimens.ts'
import { utopiaKey, utopiaTrustFile } from '../making/utopia.ts'

const folder = join(VECTORS, 'specimen')
const committed = (name: string): string => readFileSync(join(folder, name), 'utf8').trimEnd()
const specimens = await makeSpecimens()

describe('the committed specimens say what the tool would make', () => {
  for (const { name, text } of specimens.filter(({ text }) => text.startsWith('HC1:'))) {
    // Compressors differ from machine to machine; what they compress does not.
    test(name, () => assert.deepEqual(decodeHc1(committed(`${name}.txt`)), decodeHc1(text)))
  }

  for (const { name, text } of specimens.filter(({ name }) => /^card-(?!chunk)/.test(name))) {
    test(name, () => assert.deepEqual(openCard(committed(`${name}.txt`)), openCard(text)))
  }

  test('the chunks are those of the vaccination card', () => {
    const chunks = ['card-chunk-2.txt', 'card-chunk-1.txt'].map(committed)
    const [joined, ...others] = shc.assemble?.(chunks) ?? []
    assert.equal(joined?.text, committed('card-vaccination.txt'))
    assert.deepEqual(others, [])
  })

  for (const { name } of specimens) {
    test(`the picture of ${name} holds its text`, async () => {
      const symbols = await readSymbols(readFileSync(join(folder, `${name}.png`)))
      assert.deepEqual(
        symbols.map(({ text, symbology }) => ({ text, symbology })),
        [{ text: committed(`${name}.txt`), symbology: 'qr' }],
      )
    })
  }

  test('the trust file', () => {
    assert.equal(`${committed('trust.json')}\n`, utopiaTrustFile())
  })

  test('the copies of the command line', () => {
    const copies: readonly (readonly [string, string])[] = [
      ['specimen-trust.json', 'trust.json'],
      ['pcr-not-detected.png', 'pcr-not-detected.png'],
    ]
    for (const [copy, original] of copies) {
      assert.deepEqual(readFileSync(join(CLI_DATA, copy)), readFileSync(join(folder, original)))
    }
  })
})

/** What a card says; its signature must hold, since it covers the compressed form. */
function openCard(text: string): unknown {
  const jws = decodeCompactJws(decodeNumeric(text, 'shc:/'.length))
  const key = createPublicKey({ key: Buffer.from(utopiaKey.spki), format: 'der', type: 'spki' })
  const options = { key, dsaEncoding: 'ieee-p1363' } as const
  assert.ok(verify('sha256', jws.signedBytes, options, jws.signature))
  const { bytes } = inflatePayload(jws.payload, 1 << 16)
  return { header: jws.header, claims: new TextDecoder().decode(bytes) }
}
