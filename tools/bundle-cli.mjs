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

import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const DIST = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'packages/cli/dist')

/** Imported lazily in the sources, and yet part of verifications. */
const USED = [
  './commands/verify.js',
  './explain.js',
  '../output/answers.js',
  '../output/json.js',
  'pratique/eu-dcc',
  'pratique/smart-health-card',
]

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

await build({
  entryPoints: [join(DIST, 'run.js')],
  outfile: join(DIST, 'start.js'),
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  legalComments: 'none',
  plugins: [leaveOut],
})
