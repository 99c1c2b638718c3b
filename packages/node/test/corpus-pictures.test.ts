import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isPicture } from '../src/picture-type.ts'
import { readSymbols } from '../src/pictures.ts'

const FOLDER = join(import.meta.dirname, '../../../../shared/corpus/hcert')
const skip = existsSync(FOLDER) ? false : '../shared/corpus/hcert is not here'

interface PictureRow {
  readonly id: string
  /** Null if the file is no picture. */
  readonly image2d?: { readonly file: string; readonly text: string | null }
}

function readRows(): readonly PictureRow[] {
  const lines = readFileSync(join(FOLDER, 'cases.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line): PictureRow => JSON.parse(line)).filter((row) => row.image2d)
}

describe('pictures of the corpus', () => {
  it('are read to the letter', { skip }, async (t) => {
    const unread: string[] = []
    let tested = 0
    for (const { id, image2d } of readRows()) {
      if (!image2d || image2d.text === null) continue
      tested++
      const symbols = await readSymbols(readFileSync(join(FOLDER, image2d.file)))
      if (!symbols.some(({ text }) => text === image2d.text)) unread.push(id)
    }
    assert.deepEqual(unread, [])
    assert.ok(tested > 0)
    t.diagnostic(`${tested} pictures`)
  })

  it('that are none are refused', { skip }, async (t) => {
    let tested = 0
    for (const { image2d } of readRows()) {
      if (!image2d || image2d.text !== null) continue
      tested++
      const bytes = readFileSync(join(FOLDER, image2d.file))
      assert.equal(isPicture(bytes), undefined)
      await assert.rejects(readSymbols(bytes), { code: 'usage.picture' })
    }
    assert.ok(tested > 0)
    t.diagnostic(`${tested} files`)
  })
})
