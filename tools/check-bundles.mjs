/**
 * Protects who loads one format in a browser from the rest: each façade is bundled, must stay below a
 * size, and must hold neither the code of another format nor code that only others need.
 *
 * Sizes are of the whole façade, minified and gzipped; who imports less of it gets less.
 *
 * @module
 */

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { runIfMain } from './repository.mjs'

const SOURCES = 'packages/pratique/src/'

/** The folders of HCERT formats, and the words of others. */
const HCERT = { folders: ['cose'], words: ['fhirBundle', 'shc:/', 'NZCP'] }

/** What the page at the counter loads of a language: no clauses, and none of the long explanations. */
const COUNTER = { folders: ['messages'], words: ['hcert_spec', 'RFC 9052'], maxBytes: 9_900 }

/**
 * Folders that a façade of a format may take code from, besides the layers below 3, `model/` and its
 * own folder; words that must not appear; and the ceiling in bytes, a tenth above what it was when it
 * was set.
 */
const FACADES = {
  'eu-dcc': { ...HCERT, maxBytes: 14_400 },
  'who-ddcc': { ...HCERT, maxBytes: 17_100 },
  'who-icvp': { ...HCERT, maxBytes: 15_000 },
  'health-link': { ...HCERT, maxBytes: 12_300 },
  'smart-health-card': { folders: ['jws'], words: ['HC1:', 'shlink', 'NZCP'], maxBytes: 11_400 },
  'smart-health-link': {
    folders: ['jwe', 'intake'],
    words: ['HC1:', 'NZCP'],
    maxBytes: 10_200,
    // Of the port that it is given.
    holds: ['fetch('],
  },
  'vds-nc': { folders: ['x509'], words: ['HC1:', 'shc:/', 'NZCP'], maxBytes: 15_800 },
  divoc: {
    folders: ['jsonld'],
    words: ['HC1:', 'shc:/', 'NZCP'],
    maxBytes: 26_000,
    // A name in the contexts of W3C.
    holds: ['privateKey'],
  },
  'nz-pass': { folders: ['cose'], words: ['HC1:', 'shc:/', 'fhirBundle'], maxBytes: 7_800 },
  // Made of what is printed, whatever it says. A quarter of it compresses pictures.
  qr: { folders: ['qr'], words: ['fhirBundle', 'eu_dcc_v1', 'shlink'], maxBytes: 12_800 },
  // Given its reader by the caller, so that it holds no decoder.
  scan: { folders: ['scan'], words: ['fhirBundle', 'HC1:', 'shc:/'], maxBytes: 5_400 },
  'scan-pdf': { folders: ['scan'], words: ['fhirBundle', 'HC1:', 'shc:/'], maxBytes: 2_200 },
  // Given its formats by the caller, so that it holds none.
  verify: { folders: ['verify', 'trust'], words: ['fhirBundle', 'eu_dcc_v1'], maxBytes: 15_200 },
  'messages/counter/en': COUNTER,
  'messages/counter/fr': COUNTER,
  'messages/counter/es': COUNTER,
  'messages/counter/ar': COUNTER,
  'messages/counter/ru': COUNTER,
  'messages/counter/zh': COUNTER,
}

/** What every façade may hold. */
const ALWAYS = ['bytes', 'cbor', 'json', 'der', 'keys', 'model']

/** A verifier signs nothing. */
const NOWHERE = ['privateKey', 'PRIVATE KEY', 'fetch(', 'XMLHttpRequest']

/**
 * Finds façades that are too large, or hold what is not theirs.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {Promise<import('./repository.mjs').Fault[]>}
 */
export async function findFaults({ root, paths }) {
  const faults = []
  for (const [name, limits] of Object.entries(FACADES)) {
    const file = `${SOURCES}${name}.ts`
    if (!paths.includes(file)) continue
    for (const message of await examine(root, name, limits)) faults.push({ file, line: 1, message })
  }
  return faults
}

async function examine(root, name, { folders, words, maxBytes, holds = [] }) {
  const { text, inputs } = await bundle(join(root, SOURCES, `${name}.ts`), root)
  const bytes = gzipSync(text, { level: 9 }).length
  const allowed = [...ALWAYS, ...folders, `formats/${name}`].map((folder) => `${SOURCES}${folder}/`)
  const foreign = inputs.filter((path) => {
    const isInFolder = path.startsWith(SOURCES) && path.slice(SOURCES.length).includes('/')
    return !isInFolder ? !path.startsWith(SOURCES) : !allowed.some((each) => path.startsWith(each))
  })
  return [
    ...(bytes > maxBytes ? [`is ${bytes} bytes gzipped: at most ${maxBytes} are allowed`] : []),
    ...foreign.map((path) => `holds code of ${path}: import what is needed from elsewhere`),
    ...[...words, ...NOWHERE.filter((word) => !holds.includes(word))].flatMap((word) =>
      text.includes(word) ? [`holds "${word}": it is another's`] : [],
    ),
  ]
}

/** The bundle of a façade, and the files whose code is in it. */
async function bundle(entry, root) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from ${JSON.stringify(entry)}`, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    charset: 'utf8',
    logLevel: 'silent',
  })
  const [output] = Object.values(metafile.outputs)
  const inputs = Object.entries(output.inputs)
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path !== '<stdin>')
    .map(([path]) => path)
  return { text: outputFiles[0].text, inputs }
}

await runIfMain(import.meta.url, findFaults)
