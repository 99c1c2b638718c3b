/**
 * Protects those who install one package alone: whatever a file imports is named in the package.json
 * nearest to it, since a workspace finds its neighbours' dependencies by luck. And protects the
 * library from Node: what runs in a browser imports no built-in module.
 *
 * @module
 */

import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { isSource, listImports } from './imports.mjs'
import { isTest, runIfMain } from './repository.mjs'

const BUILTINS = new Set(builtinModules)

/** Shipped code that runs in browsers too. */
const WITHOUT_NODE = /^packages\/(pratique|web)\/src\//

/** Shipped as one bundle, with all that it imports in it: who installs it needs none of that. */
const BUNDLED = /^packages\/web\//

/** What runs before anything is installed. */
const WITHOUT_PACKAGES = new Set(['tools/setup.mjs'])

/**
 * Finds the imports that no package.json names, and Node where it may not be.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  const manifests = new Map(
    paths
      .filter((path) => posix.basename(path) === 'package.json')
      .map((path) => [posix.dirname(path), { path, ...JSON.parse(read(path)) }]),
  )
  return paths
    .filter((path) => /^(packages|bench|tools)\//.test(path) && isSource(path))
    .flatMap((file) =>
      listImports(file, read(file)).flatMap(({ specifier, line }) => {
        const message = specifier === undefined ? undefined : faultOf(file, specifier, manifests)
        return message === undefined ? [] : [{ file, line, message }]
      }),
    )
}

function faultOf(file, specifier, manifests) {
  if (/^[./#]/.test(specifier)) return undefined // a path, or a name of the package's own
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (specifier.startsWith('node:')) {
    if (isTest(file) || !WITHOUT_NODE.test(file)) return undefined
    return `${specifier} does not exist in a browser: take what it does as an argument`
  }
  if (BUILTINS.has(name)) return `${specifier} is part of Node: write node:${specifier}`
  if (WITHOUT_PACKAGES.has(file)) return `${name} is not there yet when this runs: do without`
  const nearest = nearestManifest(file, manifests)
  const fields = isShipped(file) && !BUNDLED.test(file) ? SHIPPED_FIELDS : ALL_FIELDS
  const known = namesOf(nearest, fields)
  if (known.has(name)) return undefined
  if (!isShipped(file) && namesOf(manifests.get('.'), ALL_FIELDS).has(name)) return undefined
  return `${name} is not named in ${nearest?.path ?? 'any package.json'}: add it there, or do without`
}

const SHIPPED_FIELDS = ['dependencies', 'optionalDependencies', 'peerDependencies']
const ALL_FIELDS = [...SHIPPED_FIELDS, 'devDependencies']

function namesOf(manifest, fields) {
  if (manifest === undefined) return new Set()
  return new Set([manifest.name, ...fields.flatMap((field) => Object.keys(manifest[field] ?? {}))])
}

function nearestManifest(file, manifests) {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    if (manifests.has(folder) || folder === '.') return manifests.get(folder)
  }
}

/** Whether a file is published: what lies in src or bin of a package and is no test. */
function isShipped(file) {
  return /^packages\/[^/]+\/(src|bin)\//.test(file) && !isTest(file)
}

await runIfMain(import.meta.url, findFaults)
