/**
 * Reading of all vectors from `vectors/`, for the suites that run them.
 *
 * @module
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AnyRow, isVerificationRow, type VerificationRow } from './runtimes/rows.ts'
import type { Vectors } from './runtimes/suite.ts'

const FOLDER = fileURLToPath(new URL('../../../vectors/', import.meta.url))

/** Reads every row, and every file that a row names. */
export function readVectors(): Vectors {
  const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.jsonl'))
    .sort()
  const rows = Object.fromEntries(paths.map((path) => [path, readRows(path)]))
  const named = Object.values(rows).flat().filter(isVerificationRow).flatMap(filesOf)
  const files = Object.fromEntries([...new Set(named)].map((path) => [path, readText(path)]))
  return { rows, files }
}

function readRows(path: string): readonly AnyRow[] {
  return readText(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function filesOf({ files = [], trust = [], catalogue }: VerificationRow): readonly string[] {
  const trusts = Array.isArray(trust) ? trust : [trust]
  const paths = trusts.filter((each) => typeof each === 'string')
  return [...files, ...paths, ...(catalogue === undefined ? [] : [catalogue])]
}

function readText(path: string): string {
  return readFileSync(join(FOLDER, path), 'utf8')
}
