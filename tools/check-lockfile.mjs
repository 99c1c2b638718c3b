/**
 * Protects `npm ci` on every machine: a lockfile that names a registry's host works for one network
 * alone, and one that lacks a platform's package (npm sometimes drops them) for one platform alone.
 * Dependencies are exact, so that what was tested is what is installed.
 *
 * @module
 */

import { posix } from 'node:path'
import { lineOf, runIfMain } from './repository.mjs'

const LOCKFILE = 'package-lock.json'
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/

/** Packages whose own platform packages their makers never published. A new version is looked at anew. */
const WITHOUT_PLATFORMS = new Set([
  'cbor-extract@2.2.3', // its platform packages end at 2.2.2; cbor-x (in bench alone) does without
])
const PINNED_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies']

/**
 * Finds hosts, missing platform packages and versions that are not exact.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  if (!paths.includes(LOCKFILE)) {
    return [{ file: LOCKFILE, line: 1, message: 'no lockfile: run npm install and commit it' }]
  }
  const manifests = paths.filter((path) => posix.basename(path) === 'package.json')
  return [
    ...lockfileFaults(read(LOCKFILE)),
    ...manifests.flatMap((path) => manifestFaults(path, read(path))),
  ]
}

function lockfileFaults(text) {
  const { packages } = JSON.parse(text)
  return Object.entries(packages).flatMap(([path, entry]) => {
    const line = lineOf(text, `\n    ${JSON.stringify(path)}: {`) + 1
    const id = `${path.replace(/^.*node_modules\//, '')}@${entry.version}`
    const wanted = WITHOUT_PLATFORMS.has(id) ? {} : (entry.optionalDependencies ?? {})
    const missing = Object.keys(wanted).filter((name) => !isLocked(packages, path, name))
    const messages = missing.map(
      (name) => `${name} is missing beside ${path}: delete this lockfile, run npm install`,
    )
    if (/^[\w+]+:\/\//.test(entry.resolved ?? entry.version ?? '')) {
      messages.push(`${path} names a host: npm install with omit-lockfile-registry-resolved=true`)
    }
    return messages.map((message) => ({ file: LOCKFILE, line, message }))
  })
}

/** Whether `name` is locked where the package at `path` would find it: beside it or further out. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (Object.hasOwn(packages, place)) return true
    if (folder === '') return false
  }
}

function manifestFaults(file, text) {
  const manifest = JSON.parse(text)
  return PINNED_FIELDS.flatMap((field) => Object.entries(manifest[field] ?? {}))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => ({
      file,
      line: lineOf(text, `"${name}": "${version}"`),
      message: `${name} is "${version}": name one version exactly`,
    }))
}

await runIfMain(import.meta.url, findFaults)
