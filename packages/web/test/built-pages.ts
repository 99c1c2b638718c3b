/**
 * Pages that tests build, each once: kept below node_modules until something that they are made of changes.
 *
 * @module
 */

import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const KEPT = join(ROOT, 'node_modules/.cache/pratique-pages')
/** All that they are made of. */
const MADE_OF = [
  ...['package-lock.json', 'packages/cli/data', 'packages/pratique/dist', 'vectors/exercise'],
  ...['build', 'index.html', 'public', 'site.json', 'src', 'vite.config.ts'].map(
    (name) => `packages/web/${name}`,
  ),
  ...['exercise-page.ts', 'made-site.ts'].map((name) => `packages/web/test/${name}`),
]
/** Of other sources than those that stand here: no test serves it any more. */
const STALE_MS = 24 * 60 * 60 * 1000

/** Gives the folder of a page by its name, which `build` fills unless it is kept. No test writes into it. */
export async function keepPage(
  name: string,
  build: (folder: string) => void | Promise<void>,
): Promise<string> {
  const kept = join(KEPT, `${name}-${sourcesDigest()}`)
  if (!existsSync(kept)) {
    removeStale()
    const made = join(KEPT, randomUUID())
    mkdirSync(made, { recursive: true })
    await build(made)
    placeUnlessThere(made, kept)
  }
  utimesSync(kept, new Date(), new Date())
  return kept
}

/** Two tests may build the same at once: the first is as good as the second. */
function placeUnlessThere(made: string, kept: string): void {
  try {
    renameSync(made, kept)
  } catch (error) {
    if (!existsSync(kept)) throw error
    rmSync(made, { recursive: true })
  }
}

function removeStale(): void {
  if (!existsSync(KEPT)) return
  for (const name of readdirSync(KEPT)) {
    const folder = join(KEPT, name)
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > STALE_MS) rmSync(folder, { recursive: true, force: true })
  }
}

function sourcesDigest(): string {
  const hash = createHash('sha256')
  for (const path of MADE_OF.flatMap(listFiles)) {
    hash.update(`${path}\0`).update(digestOf(readFileSync(join(ROOT, path))))
  }
  return hash.digest('hex')
}

function listFiles(path: string): readonly string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path]
  const names = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
  return names
    .map((name) => join(path, name))
    .filter((name) => !name.endsWith('.tsbuildinfo') && statSync(join(ROOT, name)).isFile())
    .sort()
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
