/**
 * Makes a fresh clone ready, and does nothing when nothing changed.
 *
 * `npm start`, `npm test` and `npm run bench` call it first. It runs on the machine's own Node
 * (14.13 or newer), so it is plain JavaScript and imports nothing but Node's own modules. Steps, each
 * only when needed: the packages (`npm ci`), Node 24 among them; the compiled code (`tsc -b`, the
 * bundle that the command line starts from, and the page); and as root on Debian or Ubuntu, with `--browser` Chromium,
 * with `--print` what reads printed pages back, with `--trace` strace, and with `--token` SoftHSM and the
 * package that speaks to it. Every step says one line on stderr.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.pratique-setup.json')
const NODE = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
/** Makes one file of what the command line starts with; without it, it starts slower. */
const BUNDLE = join(ROOT, 'tools', 'bundle-cli.mjs')
const BUNDLE_TOOLS = [BUNDLE, join(ROOT, 'tools', 'compile-early.mjs')]
/** Builds the page of that, and what the page is known by. */
const PAGE = join(ROOT, 'packages', 'web')
const PAGE_BUILDER = join(PAGE, 'build', 'build-page.mjs')
/** The keys and rules that the page comes with. */
const PAGE_DATA = join(ROOT, 'packages', 'cli', 'data')
const PAGE_INDEX = join(PAGE, 'dist', 'index.html')
/** It is made of C++, and is built here alone: no install script of it runs. */
const PKCS11 = join(MODULES, 'pkcs11js')
const OPTIONS = ['--bench', '--browser', '--print', '--token', '--trace']

/** What tests use of Debian: its packages, the files by which they are known to be there, who needs them. */
const BROWSER = {
  name: 'Chromium',
  packages: ['chromium', 'iproute2'],
  files: ['/usr/bin/chromium', '/usr/sbin/ip'],
  tests: 'browser tests',
}
const PRINT = {
  name: 'readers of printed pages',
  packages: ['poppler-utils', 'zbar-tools', 'qpdf', 'fonts-droid-fallback'],
  files: [
    '/usr/bin/pdftoppm',
    '/usr/bin/zbarimg',
    '/usr/bin/qpdf',
    '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  ],
  tests: 'tests of printed pages',
}
const TOKEN = {
  name: 'SoftHSM',
  packages: ['softhsm2'],
  files: ['/usr/bin/softhsm2-util'],
  tests: 'tests of keys in tokens',
}
const TRACE = {
  name: 'strace',
  packages: ['strace'],
  files: ['/usr/bin/strace'],
  tests: 'tests of what is written',
}

/** The fields of a package.json that change what is installed; scripts and the rest do not. */
const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies']
const INSTALL_FIELDS = DEPENDENCY_FIELDS.concat([
  'name',
  'version',
  'bin',
  'workspaces',
  'overrides',
  'peerDependencies',
  'allowScripts',
])

/** apt-get is asked once for what there is. */
let hasUpdated = false

/** What stops the set-up: its message is the one sentence that the reader gets. */
class SetupError extends Error {}

try {
  const options = process.argv.slice(2)
  const unknown = options.find((option) => !OPTIONS.includes(option))
  if (unknown !== undefined) {
    throw new SetupError(`the option ${unknown} is unknown: use ${OPTIONS.join(' or ')}, or none`)
  }
  installPackages(options.includes('--bench'))
  installNode()
  build()
  if (options.includes('--browser')) installDebian(BROWSER)
  if (options.includes('--print')) installDebian(PRINT)
  if (options.includes('--trace')) installDebian(TRACE)
  if (options.includes('--token')) {
    installDebian(TOKEN)
    buildTokenPackage()
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}

/** Installs all workspaces from the lockfile, `bench` included, unless they are there already. */
function installPackages(withBench) {
  const installed = installStamp()
  const complete = !withBench || hasBench()
  if (complete && readStamp().installed === installed) return
  if (complete && treeMatchesLockfile()) {
    writeStamp({ ...readStamp(), installed })
    return
  }
  say('installing packages with npm ci, about half a minute')
  rmSync(STAMP, { force: true })
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = run('npm', ['ci', ...flags], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (npm.error) throw new SetupError('npm was not found: install Node.js together with npm')
  if (npm.status !== 0) {
    throw new SetupError(
      'npm ci failed: see its message above; it needs npm 8 or newer and the npm registry in reach',
    )
  }
  writeStamp({ installed })
}

/**
 * Puts the Node 24 binary in place when npm did not: the package `node` fetches it in an install
 * script, which does not run where scripts are switched off. npm links no binary that is absent when
 * it installs, so the link is made afterwards.
 */
function installNode() {
  const link = join(MODULES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(NODE) && existsSync(link)) return
  say('fetching Node 24, since the install script of the package "node" did not run')
  const command = existsSync(process.execPath) ? process.execPath : 'node'
  const stdio = ['ignore', 'ignore', 'inherit']
  run(command, ['installArchSpecificPackage.js'], { cwd: join(MODULES, 'node'), stdio })
  run('npm', ['rebuild', 'node', '--ignore-scripts', '--loglevel=error'], { stdio })
  if (!existsSync(NODE) || !existsSync(link)) {
    throw new SetupError('Node 24 could not be fetched: delete node_modules and try again')
  }
}

/** Compiles the packages when a source, a setting or a dependency changed, or an output is gone. */
function build() {
  const projects = listProjects()
  const sources = sourceStamp(projects)
  const stamp = readStamp()
  if (stamp.sources === sources && stamp.outputs === countOutputs(projects)) return
  say('compiling the packages with tsc -b, a few seconds')
  // tsc trusts its build info, which may lie in a folder whose other files were deleted.
  for (const { folder, files } of projects) {
    if (files.some((file) => !existsSync(outputOf(folder, file)))) {
      rmSync(join(folder, 'dist', '.tsbuildinfo'), { force: true })
    }
  }
  const tsc = run(NODE, [join(MODULES, 'typescript', 'bin', 'tsc'), '-b'], {
    stdio: ['ignore', 2, 2],
  })
  if (tsc.status !== 0) {
    throw new SetupError('the packages do not compile: mend the errors above and try again')
  }
  const bundle = run(NODE, [BUNDLE], { stdio: ['ignore', 2, 2] })
  if (bundle.status !== 0) {
    throw new SetupError(
      'the command line could not be bundled: mend the error above and try again',
    )
  }
  say('building the page with Vite, a few seconds')
  const page = run(NODE, [PAGE_BUILDER], { stdio: ['ignore', 2, 2] })
  if (page.status !== 0) {
    throw new SetupError('the page cannot be built: mend the error above and try again')
  }
  writeStamp({ ...readStamp(), sources, outputs: countOutputs(projects) })
}

/** Installs packages of Debian that tests use, or says why the tests will be skipped. */
function installDebian({ name, packages, files, tests }) {
  const isThere = () => files.every((file) => existsSync(file))
  if (isThere()) return
  const skipped = `the ${tests} will be skipped by name`
  const isRoot = typeof process.getuid === 'function' && process.getuid() === 0
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    const missing = files.find((file) => !existsSync(file))
    say(`no ${name} at ${missing}, and only root on Debian can install it: ${skipped}`)
    return
  }
  say(`installing ${name} with apt-get for the ${tests}, about half a minute`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: 'ignore', timeout: 15 * 60 * 1000 }
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  // A stale list of packages is no reason to give up: the install itself tells.
  if (!hasUpdated) spawnSync('apt-get', ['update', '-qq'], options)
  hasUpdated = true
  const done = spawnSync('apt-get', install, options)
  if (done.status !== 0 || !isThere()) {
    const list = packages.join(' ')
    say(`apt-get could not install ${list}: ${skipped}; try apt-get install ${list} by hand`)
  }
}

/** Builds the package that speaks to tokens, or says that its tests will be skipped. */
function buildTokenPackage() {
  if (existsSync(join(PKCS11, 'build', 'Release', 'pkcs11.node'))) return
  const skipped = 'the tests of keys in tokens will be skipped by name'
  if (!existsSync(PKCS11)) {
    say(`the package pkcs11js is not installed: ${skipped}`)
    return
  }
  say('building the package pkcs11js, a few seconds')
  const options = { cwd: PKCS11, stdio: 'ignore', timeout: 5 * 60 * 1000 }
  if (run('npm', ['run', 'build'], options).status !== 0) {
    say(`pkcs11js could not be built: it takes a C++ compiler and Python; ${skipped}`)
  }
}

/** The state of everything that decides what `npm ci` would install, as a hash of contents. */
function installStamp() {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', '.npmrc']) {
    const path = join(ROOT, file)
    hash.update(`${file}\n${existsSync(path) ? readFileSync(path, 'utf8') : ''}\n`)
  }
  for (const folder of listWorkspaces()) {
    const manifest = readJson(join(ROOT, folder, 'package.json'))
    hash.update(`${folder}\n${JSON.stringify(INSTALL_FIELDS.map((field) => manifest[field]))}\n`)
  }
  return hash.digest('hex')
}

/**
 * Whether what lies in node_modules is what the lockfile names, as after an `npm install` by hand:
 * npm keeps a record of what it installed in `node_modules/.package-lock.json`.
 */
function treeMatchesLockfile() {
  const record = join(MODULES, '.package-lock.json')
  if (!existsSync(record) || !existsSync(NODE)) return false
  const wanted = readJson(join(ROOT, 'package-lock.json')).packages
  const found = readJson(record).packages
  const manifestsAgree = listWorkspaces().every((folder) => {
    const manifest = readJson(join(ROOT, folder, 'package.json'))
    const entry = wanted[folder] || {}
    return DEPENDENCY_FIELDS.every((field) => sameEntries(manifest[field], entry[field]))
  })
  return (
    manifestsAgree &&
    Object.keys(wanted).every((path) => {
      const [entry, other] = [wanted[path], found[path]]
      if (path === '') return true
      if (!other) return entry.optional === true // made for another platform
      return other.version === entry.version && other.integrity === entry.integrity
    })
  )
}

function sameEntries(one = {}, other = {}) {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}

/** Whether the peers that the benchmarks compare with are installed. */
function hasBench() {
  const { dependencies = {}, devDependencies = {} } = readJson(join(ROOT, 'bench', 'package.json'))
  const names = Object.keys(dependencies).concat(Object.keys(devDependencies))
  return names.every((name) => existsSync(join(MODULES, name)))
}

/** The folders with a package.json, the root (`''`) first. */
function listWorkspaces() {
  return [''].concat(readJson(join(ROOT, 'package.json')).workspaces || [])
}

/** The projects that `tsc -b` builds, with their source files. */
function listProjects() {
  const text = readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')
  return [...text.matchAll(/"path"\s*:\s*"([^"]+)"/g)].map(([, path]) => {
    const folder = join(ROOT, path)
    return { folder, files: listSources(join(folder, 'src')) }
  })
}

/** The TypeScript files below a folder that are compiled, in a stable order. */
function listSources(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return listSources(path)
      return /(?<!\.test|\.d)\.ts$/.test(entry.name) ? [path] : []
    })
    .sort()
}

/** All that the page is built of, in a stable order. */
function listPageSources(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (['dist', 'node_modules', 'test'].includes(entry.name)) return []
      return entry.isDirectory() ? listPageSources(path) : [path]
    })
    .sort()
}

/** The state of everything that decides what `tsc -b` and Vite would write: sizes and dates of sources. */
function sourceStamp(projects) {
  const hash = createHash('sha256').update(installStamp())
  for (const tool of BUNDLE_TOOLS) hash.update(readFileSync(tool))
  const settings = readdirSync(ROOT).filter((name) => /^tsconfig.*\.json$/.test(name))
  for (const name of settings.sort()) hash.update(readFileSync(join(ROOT, name)))
  for (const { folder, files } of projects) {
    for (const name of ['package.json', 'tsconfig.json']) {
      hash.update(readFileSync(join(folder, name)))
    }
    for (const file of files) {
      const { mtimeMs, size } = statSync(file)
      hash.update(`${relative(ROOT, file)} ${mtimeMs} ${size}\n`)
    }
  }
  for (const file of [PAGE, PAGE_DATA].flatMap(listPageSources)) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${relative(ROOT, file)} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}

function countOutputs(projects) {
  const made = [join(ROOT, 'packages', 'cli', 'dist', 'start.js'), PAGE_INDEX]
  const bundles = made.filter((file) => existsSync(file)).length
  return projects
    .map(({ folder, files }) => files.filter((file) => existsSync(outputOf(folder, file))).length)
    .reduce((sum, count) => sum + count, bundles)
}

function outputOf(folder, file) {
  const path = relative(join(folder, 'src'), file)
  return join(folder, 'dist', path.replace(/\.ts$/, '.js'))
}

/**
 * Runs a command outside the reach of this checkout's own binaries: `npm ci` replaces the Node 24 of
 * node_modules, so npm itself must run on the machine's Node.
 */
function run(command, args, options) {
  const env = { ...process.env }
  for (const name of Object.keys(env)) {
    if (/^(NODE|npm_node_execpath|npm_lifecycle_.*|npm_package_.*)$/.test(name)) delete env[name]
    if (/^path$/i.test(name)) {
      const kept = env[name].split(delimiter).filter((folder) => !isInside(folder, MODULES))
      env[name] = kept.join(delimiter)
    }
  }
  env.npm_config_loglevel = 'error'
  const shell = process.platform === 'win32' && command === 'npm'
  return spawnSync(command, args, { cwd: ROOT, env, shell, ...options })
}

function isInside(path, folder) {
  const rest = relative(folder, path)
  return path !== '' && !rest.startsWith('..') && !/^[A-Za-z]:|^\//.test(rest)
}

function readStamp() {
  try {
    return readJson(STAMP)
  } catch {
    return {} // absent, or cut off by an interruption: every step looks for itself
  }
}

function writeStamp(stamp) {
  writeFileSync(STAMP, `${JSON.stringify(stamp, null, 2)}\n`)
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function say(line) {
  process.stderr.write(`set-up: ${line}\n`)
}
