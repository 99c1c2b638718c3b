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

/** The room in MB; by how much more than was in use the last time, in %. */
const SERVER_OPTIONS = ['--max-semi-space-size=8', '--heap-growing-percent=200'] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
  process.exitCode = WRONG_USAGE
  process.stderr.write(
    `pratique: this is Node ${process.versions.node}, and ${OLDEST.major}.${OLDEST.minor} or newer ` +
      'is needed: install it from https://nodejs.org, or in the repository use "npx pratique"\n',
  )
} else {
  if (process.argv[2] === 'serve') limitMemory()
  enableCompileCache()
  const { runProcess } = await loadProgram()
  await runProcess(process.argv.slice(2))
}

/**
 * Begins anew, as the same process, with a limit on the room for young objects, which V8 takes when it starts and at no
 * other time. Orders and certificates live for a moment: without it the room grows to 128 MB while a server is loaded.
 *
 * And has V8 look through all objects when there are three times as many as were in use the last time. By itself it does
 * so every second at 200 certificates a second: a tenth of the processor time goes there, and who asks meanwhile waits.
 *
 * Whoever says how large the room is to be, as an option of Node or in `NODE_OPTIONS`, is heard.
 */
function limitMemory(): void {
  const { execve, execPath, execArgv, argv, env } = process
  const isSaid = [...execArgv, env['NODE_OPTIONS']].some((each) =>
    each?.includes('semi-space-size'),
  )
  // Windows begins no process anew (https://nodejs.org/api/process.html#processexecvefile-args-env).
  if (isSaid || process.platform === 'win32' || execve === undefined) return
  execve(execPath, [execPath, ...execArgv, ...SERVER_OPTIONS, ...argv.slice(1)])
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
