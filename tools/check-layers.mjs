/**
 * Protects the direction of imports (DESIGN §5), so that a reader may trust the folders: a format
 * knows no other format, no codec knows the verifier, and the library knows none of its users.
 *
 * Tests may import anything of their own package; all else here holds for them too.
 *
 * @module
 */

import { posix } from 'node:path'
import { isSource, listImports } from './imports.mjs'
import { isTest, runIfMain } from './repository.mjs'

const LIBRARY = 'packages/pratique/src/'

/**
 * The layers of the library, lowest first. A unit imports itself and the units of the rows above it
 * in this table; units of one row never import each other. `formats/*` makes every folder in formats/
 * a unit of its own; `trust` alone stands for the files directly in trust/; `*.ts` are the façades.
 */
const LAYERS = [
  { layer: 0, units: ['codes.ts'] },
  { layer: 0, units: ['errors.ts'] },
  { layer: 0, units: ['outcome.ts'] },
  { layer: 0, units: ['verdict.ts'] },
  { layer: 1, units: ['bytes', 'messages'] },
  { layer: 2, units: ['cbor', 'json', 'der'] },
  { layer: 3, units: ['keys'] },
  {
    layer: 4,
    units: ['cose', 'jws', 'jwe', 'x509', 'cms', 'jsonld', 'qr', 'scan', 'model', 'merkle'],
  },
  {
    layer: 5,
    units: ['formats/*', 'trust', 'trust/*', 'revocation', 'revocation/*', 'terminology', 'policy'],
  },
  { layer: 6, units: ['verify', 'issue', 'intake', 'print', 'bundle'] },
  { layer: 7, units: ['*.ts'] },
]

/** What the table above would forbid and is allowed, each with its reason. */
const EXTRA_EDGES = [
  // A carrier implements an interface of the model; only the type crosses.
  { from: 'cose', to: 'model', typeOnly: true },
  { from: 'jws', to: 'model', typeOnly: true },
  // Every source makes the one record type, which lies beside the folders of the sources.
  { from: 'trust/*', to: 'trust', typeOnly: false },
  { from: 'revocation/*', to: 'revocation', typeOnly: false },
  // A rule asks what a code stands for, and how well the signer is known.
  { from: 'policy', to: 'terminology', typeOnly: false },
  { from: 'policy', to: 'trust', typeOnly: false },
  // The revocation lists in a bundle are read like those in a file.
  { from: 'bundle', to: 'intake', typeOnly: false },
  // What is issued is verified before it is given out, and asks what a product's codes are.
  { from: 'issue', to: 'verify', typeOnly: false },
]

/** Which package may import which; `late` ones by `import()` alone, as few runs need them. */
const PACKAGES = {
  pratique: { name: 'pratique', imports: [], late: [] },
  node: { name: '@pratique/node', imports: ['pratique'], late: [] },
  cli: { name: '@pratique/cli', imports: ['pratique', 'node'], late: ['server', 'web'] },
  server: { name: '@pratique/server', imports: ['pratique', 'node'], late: [] },
  web: { name: '@pratique/web', imports: ['pratique'], late: [] },
}

/**
 * Finds the imports that point the wrong way, and the files that have no place.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  return paths
    .filter((path) => path.startsWith('packages/') && isSource(path))
    .flatMap((file) => {
      const own = unitFault(file)
      const faults = own === undefined ? [] : [{ file, line: 1, message: own }]
      for (const found of listImports(file, read(file))) {
        const message = importFault(file, found)
        if (message !== undefined) faults.push({ file, line: found.line, message })
      }
      return faults
    })
}

/** What is wrong with the place of a file, if anything. */
function unitFault(file) {
  const folder = packageOf(file)
  if (!Object.hasOwn(PACKAGES, folder)) {
    return `packages/${folder} has no row: say in PACKAGES of tools/check-layers.mjs what it imports`
  }
  if (!file.startsWith(LIBRARY) || rowOf(unitOf(file)) !== undefined) return undefined
  return `${unitOf(file).path} has no layer: move it, or give it a row in tools/check-layers.mjs`
}

/** What is wrong with one import, if anything. */
function importFault(file, found) {
  const { specifier } = found
  if (specifier === undefined) {
    const computed = isShipped(file) && found.late
    return computed ? 'the name of this import is computed: write it as a literal' : undefined
  }
  if (/^(\/|file:)/.test(specifier)) return 'an absolute path is imported: name a package or a file'
  if (!specifier.startsWith('.')) return packageFault(file, found)
  const target = posix.join(posix.dirname(file), specifier)
  return placeFault(file, target) ?? layerFault(file, target, found)
}

/** Imports of our own packages by name. */
function packageFault(file, { specifier, late, typeOnly }) {
  const folder = ownPackage(specifier)
  const row = PACKAGES[packageOf(file)]
  if (folder === undefined || row === undefined) return undefined
  if (folder === packageOf(file)) {
    return isTest(file) ? undefined : `${specifier} is this package: import the file by its path`
  }
  if (row.imports.includes(folder)) return undefined
  if (!row.late.includes(folder)) {
    return `${row.name} may not import ${specifier}: pass what is needed as an argument`
  }
  if (late || typeOnly) return undefined
  return `${row.name} reaches ${specifier} by import() alone: load it where it is used`
}

/** Relative imports that leave their package or, in shipped code, its src. */
function placeFault(file, target) {
  const [own, other] = [packageOf(file), packageOf(target)]
  if (other !== undefined && other !== own) {
    // A suite that every runtime runs is shared among tests, and is never shipped.
    if (isTest(file) && target.startsWith('packages/pratique/test/')) return undefined
    return `this path reaches into packages/${other}: import that package by its name`
  }
  if (!isShipped(file)) return undefined
  if (!target.startsWith(`packages/${own}/src/`)) {
    return `this path leaves packages/${own}/src, which is all that is compiled: move the file there`
  }
  return isTest(target) ? 'shipped code may not import a test: move what is shared out' : undefined
}

/** Imports between the layers of the library. */
function layerFault(file, target, { typeOnly }) {
  if (!file.startsWith(LIBRARY) || isTest(file)) return undefined
  const [from, to] = [unitOf(file), unitOf(target)]
  const [own, other] = [rowOf(from), rowOf(to)]
  // A file or folder without a row has its own fault.
  if (from.path === to.path || own === undefined || other === undefined || other < own) {
    return undefined
  }
  const edge = EXTRA_EDGES.find((extra) => extra.from === from.unit && extra.to === to.unit)
  if (edge && (typeOnly || !edge.typeOnly)) return undefined
  if (edge) return `${from.path} may import types alone from ${to.path}: write \`import type\``
  const place = (row, path) => `${path} (layer ${LAYERS[row].layer})`
  return `${place(own, from.path)} may not import ${place(other, to.path)}: move what both need to a lower layer, or pass it as an argument`
}

/** The unit of a file of the library: its name in the table, and the path that sets it apart. */
function unitOf(file) {
  const parts = file.slice(LIBRARY.length).split('/')
  const [top = '', next = ''] = parts
  if (parts.length === 1) {
    return rowOf({ unit: top }) === undefined
      ? { unit: '*.ts', path: 'the façade' }
      : { unit: top, path: top }
  }
  if (parts.length > 2 && rowOf({ unit: `${top}/*` }) !== undefined) {
    return { unit: `${top}/*`, path: `${top}/${next}` }
  }
  return { unit: top, path: top }
}

function rowOf({ unit }) {
  const row = LAYERS.findIndex(({ units }) => units.includes(unit))
  return row < 0 ? undefined : row
}

function packageOf(path) {
  return /^packages\/([^/]+)\//.exec(path)?.[1]
}

/** The folder of our own package that a specifier names. */
function ownPackage(specifier) {
  return /^@pratique\/([^/]+)/.exec(specifier)?.[1] ?? /^pratique(?=\/|$)/.exec(specifier)?.[0]
}

/** Whether a file is compiled and published. */
function isShipped(file) {
  return /^packages\/[^/]+\/src\//.test(file) && !isTest(file)
}

await runIfMain(import.meta.url, findFaults)
