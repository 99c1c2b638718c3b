/**
 * The process: which Node it is, where output goes, and how it ends. Everything else is loaded when
 * it is needed, so that a verification starts as fast as Node itself does.
 *
 * Old versions of Node run this file too: it imports nothing of ours before it has looked.
 *
 * @module
 */

/** `engines` of package.json: before this, the compiled code does not run. */
const OLDEST = { major: 22, minor: 18 } as const
const WRONG_USAGE = 2

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
  process.exitCode = WRONG_USAGE
  process.stderr.write(
    `pratique: this is Node ${process.versions.node}, and ${OLDEST.major}.${OLDEST.minor} or newer ` +
      'is needed: install it from https://nodejs.org, or in the repository use "npx pratique"\n',
  )
} else {
  enableCompileCache()
  const { runProcess } = await loadProgram()
  await runProcess(process.argv.slice(2))
}

/**
 * Keeps compiled code, and nothing else, in the user's own cache. Not where Node would put it, in the
 * shared folder of temporary files: who can write there could choose what we run.
 */
function enableCompileCache(): void {
  // Not imported: a namespace of all that a module has loads what the module itself loads when used.
  const module = process.getBuiltinModule('node:module')
  const { NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } = process.env
  const { XDG_CACHE_HOME, HOME, LOCALAPPDATA } = process.env
  // No empty folders either.
  if (NODE_DISABLE_COMPILE_CACHE) return
  if (NODE_COMPILE_CACHE) {
    module.enableCompileCache()
    return
  }
  const folder = XDG_CACHE_HOME || (HOME && `${HOME}/.cache`) || LOCALAPPDATA
  if (folder && makeFolder(folder) && makeFolder(`${folder}/pratique`)) {
    module.enableCompileCache(`${folder}/pratique`)
  }
}

/**
 * Makes a folder, for its owner alone, unless it is there. Never its parents: Node, which would make
 * them, creates a home that does not exist, and never ends where none can be made, as in /proc.
 */
function makeFolder(path: string): boolean {
  const fs = process.getBuiltinModule('node:fs')
  if (fs.existsSync(path)) return true
  try {
    fs.mkdirSync(path, { mode: 0o700 })
    return true
  } catch {
    return false
  }
}

/**
 * Loads the program. A verification starts from the one file that `tools/bundle-cli.mjs` makes, as a
 * hundred small ones take longer to load than it takes; without that file, and for other commands, the
 * many files do.
 */
async function loadProgram(): Promise<Pick<typeof import('./run.ts'), 'runProcess'>> {
  const bundle = new URL('./start.js', import.meta.url)
  const isVerification = process.argv[2] === 'verify'
  const isBundled = isVerification && process.getBuiltinModule('node:fs').existsSync(bundle)
  return isBundled ? await import('./start.js') : await import('./run.ts')
}
