/**
 * Takes public test data into the vectors: the rows that `making/corpus-*.ts` names, out of a folder
 * that holds `hcert/cases.jsonl` and `formats/shc.jsonl`. What is expected of a row stands in the
 * tables, with what the source itself expects held against it.
 *
 *     node tools/import-vectors.ts FOLDER
 *
 * @module
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importCards } from './making/corpus-cards.ts'
import { importDccs } from './making/corpus-dccs.ts'
import { VECTORS } from './making/paths.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('name the folder of the test data: node tools/import-vectors.ts FOLDER')
  process.exitCode = 2
} else {
  write('hcert/public.jsonl', importDccs(read(join(folder, 'hcert/cases.jsonl'))))
  const { rows, files } = importCards(read(join(folder, 'formats/shc.jsonl')))
  write('smart-health-card/public.jsonl', rows)
  for (const [path, text] of files) writeFileSync(join(VECTORS, path), text)
}

function read(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}

function write(path: string, rows: readonly object[]): void {
  writeFileSync(join(VECTORS, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}
