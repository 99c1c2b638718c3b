/**
 * A checkout as the checks see it: its files, and how a fault in one is said.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Folders that hold nothing of ours, for a checkout without git. */
const FOREIGN = new Set(['.git', 'node_modules', 'dist', 'coverage'])

/**
 * Files in a checkout, by path from its root with `/`.
 *
 * @typedef {{ root: string, paths: readonly string[], read: (path: string) => string }} Repository
 *
 * What is wrong, where, and what to do; lines count from 1.
 *
 * @typedef {{ file: string, line: number, message: string }} Fault
 */

/**
 * Opens the checkout at `root`: the files that git tracks or would add, or all files if it has no git.
 *
 * @param {string} root
 * @returns {Repository}
 */
export function openRepository(root) {
  const paths = existsSync(join(root, '.git')) ? listByGit(root) : listFolder(root, '')
  const texts = new Map()
  return {
    root,
    paths: paths.sort(),
    read(path) {
      if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'))
      return texts.get(path)
    },
  }
}

function listByGit(root) {
  const flags = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }
  const paths = execFileSync('git', flags, options).split('\0')
  return [...new Set(paths)].filter((path) => path !== '' && existsSync(join(root, path)))
}

function listFolder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return FOREIGN.has(entry.name) ? [] : listFolder(root, path)
    return entry.isFile() ? [path] : []
  })
}

/** Whether a path is that of a test or of its helpers, which are never published. */
export function isTest(path) {
  return /\.test\.[cm]?[jt]s$/.test(path) || /^packages\/[^/]+\/test\//.test(path)
}

/** The first line of `text` that holds `part`, from 1; 1 if none does. */
export function lineOf(text, part) {
  const index = text.indexOf(part)
  return index < 0 ? 1 : text.slice(0, index).split('\n').length
}

/** Says a fault as `file:line: what is wrong, what to do`. */
export function formatFault({ file, line, message }) {
  return `${file}:${line}: ${message}`
}

/** Runs a check on this repository if its module is what node was asked to run. */
export async function runIfMain(url, findFaults) {
  const main = process.argv[1]
  if (main === undefined || realpathSync(main) !== fileURLToPath(url)) return
  const faults = await findFaults(openRepository(ROOT))
  for (const fault of faults) console.error(formatFault(fault))
  if (faults.length > 0) process.exitCode = 1
}
