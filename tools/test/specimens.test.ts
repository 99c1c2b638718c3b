import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readSymbols } from '../../packages/node/src/pictures.ts'
import { shc } from '../../packages/pratique/src/formats/smart-health-card/carrier.ts'
import { CLI_DATA, VECTORS } from '../making/paths.ts'
import { drawQrCode } from '../making/picture.ts'
import { makeSpecimenList, makeSpecimens } from '../making/specimens.ts'
import { utopiaTrustFile } from '../making/utopia.ts'

const folder = join(VECTORS, 'specimen')
const committed = (name: string): string => readFileSync(join(folder, name), 'utf8').trimEnd()
const specimens = await makeSpecimens()

describe('the committed specimens say what the tool would make', () => {
  for (const { name, text } of specimens) {
    test(name, () => assert.equal(committed(`${name}.txt`), text))
  }

  for (const { name, text } of specimens) {
    test(`the picture of ${name}, byte by byte`, () => {
      assert.deepEqual(drawQrCode(text), readFileSync(join(folder, `${name}.png`)))
    })
  }

  test('the list of revocations, byte by byte', async () => {
    assert.deepEqual(
      new Uint8Array(readFileSync(join(folder, 'revocations.cbor'))),
      await makeSpecimenList(),
    )
  })

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
