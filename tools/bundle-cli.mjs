/**
 * Puts what `pratique verify` needs into one file, packages/cli/dist/start.js.
 *
 * A verification must start as fast as Node does, and loading some hundred small modules takes longer
 * than verifying. Other commands do not start from it; the reading of pictures stays as `tsc` wrote it
 * and is imported from there. Run after `tsc -b`; without the file the command works all the same
 * (docs/decisions/0008).
 *
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compileEarly } from './compile-early.mjs'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DIST = join(ROOT, 'packages/cli/dist')
const START = join(DIST, 'start.js')
const COMMAND = join(ROOT, 'packages/cli/bin/pratique.js')
const SPECIMENS = join(ROOT, 'vectors/specimen')

/** What is run to learn which functions a verification calls. */
const TRIALS = ['pcr-not-detected.txt', 'recovery.txt', 'card-vaccination.txt']

/**
 * Imported lazily in the sources, and yet part of verifications: of the formats those whose texts come
 * most often. The others are loaded as they were compiled, in a copy of the library of their own.
 */
const USED = [
  './commands/verify.js',
  './explain.js',
  './load-catalogue.js',
  '../output/answers.js',
  '../output/json.js',
  'pratique/eu-dcc',
  'pratique/health-link',
  'pratique/smart-health-card',
  'pratique/who-ddcc',
  'pratique/who-icvp',
]

/** An import that is made late, as `tsc` writes it. */
const LATE = /\bimport\(['"]([^'"]+)['"]\)/g

/** Leaves out what else is imported lazily. */
const leaveOut = {
  name: 'leave-out',
  setup(bundle) {
    bundle.onResolve({ filter: /.*/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import' || USED.includes(path)) return undefined
      if (!path.startsWith('.')) return { path, external: true }
      const fromBundle = relative(DIST, resolve(resolveDir, path))
      return { path: `./${fromBundle.replaceAll('\\', '/')}`, external: true }
    })
  },
}

/**
 * Takes what is used with the rest instead of late: late modules are wrapped each in a function of its
 * own, which costs a short run more than it saves.
 */
const takeUsed = {
  name: 'take-used',
  setup(bundle) {
    bundle.onLoad({ filter: /\/cli\/dist\/.*\.js$/ }, async ({ path }) => {
      const names = []
      const code = (await readFile(path, 'utf8')).replaceAll(LATE, (late, used) => {
        if (!USED.includes(used)) return late
        names.push(used)
        return `Promise.resolve(taken${names.length})`
      })
      const imports = names.map((name, index) => `import * as taken${index + 1} from '${name}'`)
      return { contents: [...imports, code].join('\n'), resolveDir: dirname(path) }
    })
  },
}

await build({
  entryPoints: [join(DIST, 'run.js')],
  outfile: START,
  bundle: true,
  minify: true,
  // As functions, which `compileEarly` can put in brackets.
  supported: { arrow: false },
  platform: 'node',
  target: 'node22',
  format: 'esm',
  legalComments: 'none',
  plugins: [leaveOut, takeUsed],
})

const runs = TRIALS.map((name) => [COMMAND, 'verify', join(SPECIMENS, name)])
await writeFile(START, compileEarly(await readFile(START, 'utf8'), START, runs))
