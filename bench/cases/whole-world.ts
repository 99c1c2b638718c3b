/**
 * The bundle of the whole world's keys: how large it is, and how soon it is there.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundle } from 'pratique/bundle'
import type { SourceImport } from 'pratique/trust'
import { WrongAnswerError } from '../harness.ts'
import { importGdhcn, makeWorld, missingCorpus, readGdhcnFiles } from '../made/world.ts'
import type { CaseReport, Row } from '../report.ts'
import { toBudgetRow } from './budget.ts'
import type { Told } from './world-child.ts'

const CHILD = fileURLToPath(new URL('world-child.ts', import.meta.url))

/** DESIGN §8 and §17. */
const MAX_BYTES = 250_000
const MAX_LOAD_MS = 150
const MAX_LOOK_UP_MICROS = 2
const MAX_IMPORT_MS = 5000

/** Of the published list, counted by other means (reference trust.md §1). */
const GDHCN_RECORDS = 499

/** Measures the case; without the lists, which lie beside the repository, it has no rows. */
export async function measureWholeWorld(rounds: number): Promise<CaseReport> {
  if (missingCorpus !== undefined) return toReport([], [`skipped: ${missingCorpus}`])
  const files = readGdhcnFiles()
  const importMs: number[] = []
  let gdhcn: SourceImport | undefined
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    gdhcn = await importGdhcn(files)
    importMs.push(performance.now() - startedAt)
    requireAll(gdhcn.records.length, GDHCN_RECORDS)
  }
  if (!gdhcn) throw new Error('nothing was measured')
  const content = await makeWorld(gdhcn)
  const bytes = await buildBundle(content)
  const told = loadInChildren(bytes, rounds)
  const loadMs = told.map((each) => each.loadMs)
  const lookUpMicros = told.map((each) => each.lookUpMicros)
  const rows = [
    toRow('size, bytes', 'of the file, compressed', [bytes.length], MAX_BYTES),
    toRow(
      'load, ms',
      'from bytes to a store, in a process that did nothing before',
      loadMs,
      MAX_LOAD_MS,
    ),
    toRow('look-up, µs', 'of each key, on average', lookUpMicros, MAX_LOOK_UP_MICROS),
    toRow(
      'import, ms',
      'of the production list of the GDHCN, with the files of its anchor',
      importMs,
      MAX_IMPORT_MS,
    ),
  ]
  return toReport(rows, [
    `${content.records.length} records: the GDHCN, the VCI and its revocations as published; 255 made-up keys for ICAO, and one for New Zealand`,
    `${rounds} rounds, by the clock`,
  ])
}

/** @throws {WrongAnswerError} if a key was not found */
function loadInChildren(bytes: Uint8Array, rounds: number): readonly Told[] {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-bench-'))
  const path = join(folder, 'world.bundle')
  try {
    writeFileSync(path, bytes)
    return Array.from({ length: rounds }, () => {
      const { stdout, status } = spawnSync(process.execPath, [CHILD, path], { encoding: 'utf8' })
      if (status !== 0) throw new WrongAnswerError(`loading the bundle ended with ${status}`)
      const told: Told = JSON.parse(stdout)
      if (told.notFound > 0) throw new WrongAnswerError(`${told.notFound} keys were not found`)
      return told
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function requireAll(count: number, expected: number): void {
  if (count === expected) return
  throw new WrongAnswerError(`the list came to ${count} records, not to ${expected}`)
}

/** Against the most that it may be. */
function toRow(name: string, does: string, values: readonly number[], most: number): Row {
  return toBudgetRow(name, `${does}; at most ${most}`, values, most, 1)
}

function toReport(rows: readonly Row[], notes: readonly string[]): CaseReport {
  return {
    name: 'whole-world',
    title: "The bundle of the whole world's keys",
    unit: 'as named',
    base: 'the most it may be',
    rows,
    notes,
  }
}
