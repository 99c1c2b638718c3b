/**
 * `pratique issue --replaces`: a new certificate and the old one revoked, both or neither, whatever call fails
 * and whenever the process stops; and nothing that is ever written names both.
 *
 * @module
 */

import assert from 'node:assert/strict'
import fs, { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { openListFolder } from '@pratique/node/list-store'
import {
  encodeToken,
  encodeTokenRid,
  encodeTokenSeal,
  encodeTokenUvci,
  type RevocationToken,
  readLists,
  readRevoked,
  toTokenId,
  toTokens,
} from 'pratique/revocation'
import { type MadeAuthority, makeAuthority, runAt, testOrder } from './made-authority.ts'
import { type Ended, FOLDER, pratique, readLines, vectorFile, write } from './pratique.ts'

const isLong = process.env['PRATIQUE_LONG'] === '1'
/** Of the calls that can fail, one in so many is let fail; in the long run all are. */
const STRIDE = isLong ? 1 : 15
const OLD = isLong ? 400 : 64

/** As processes have it, which are run as well. */
const now = Math.floor(Date.now() / 1000)
const LISTS = join(FOLDER, 'lists')

interface Entry {
  readonly number: number
  readonly texts: readonly string[]
  readonly receipt: { readonly list: number; readonly index: number }
}

// Whether the disk is waited for changes no answer.
Reflect.set(fs, 'fsyncSync', () => undefined)
Reflect.set(fs, 'fsync', (_: number, done: (error: null) => void) => done(null))

let authority: MadeAuthority
let olds: readonly Entry[] = []
let used = 0

before(async () => {
  authority = await makeAuthority('authority', now)
  const build = ['lists', 'build', '--lists', LISTS, '--key', authority.lists.key]
  await run([...build, '--issuer', 'hcert=UT'])
  const rows = Array.from({ length: OLD }, (_, at) => testOrder(at, now - 86_400))
  const input = write('monday.ndjson', `${rows.join('\n')}\n`)
  await run(['issue', input, ...signed(), '--out', 'monday'])
  olds = recordOf('monday')
})

function signed(): readonly string[] {
  return ['--format', 'eu-dcc', ...authority.health.options, '--lists', LISTS]
}

async function run(args: readonly string[], exitCode = 0): Promise<Ended> {
  const ended = await runAt(args, { now })
  assert.equal(ended.exitCode, exitCode, ended.stdout + ended.stderr)
  return ended
}

function recordOf(folder: string): readonly Entry[] {
  const path = join(FOLDER, folder, 'certificates.ndjson')
  return existsSync(path) ? (readLines(readFileSync(path, 'utf8')) as readonly Entry[]) : []
}

/** A replacement that has not begun: its old certificate, its order and its folder. */
interface Case {
  readonly old: Entry
  readonly folder: string
  readonly args: readonly string[]
}

function nextCase(): Case {
  const at = used++
  const old = olds[at]
  assert.ok(old)
  const order = write(`corrected-${at}.json`, testOrder(at + 1000, now - 86_400))
  const certificate = write(`old-${at}.txt`, old.texts.join('\n'))
  const folder = `corrected-${at}`
  const args = ['issue', order, '--replaces', certificate, ...signed(), '--out', folder]
  return { old, folder, args }
}

async function isRevoked({ list, index }: Entry['receipt']): Promise<boolean> {
  const revoked = await readRevoked(openListFolder(LISTS).store, list)
  return [...revoked.values()].some((indices) => indices.includes(index))
}

async function countRevoked(): Promise<number> {
  const { store } = openListFolder(LISTS)
  const { lists } = await readLists(store)
  const all = await Promise.all(lists.map(({ number }) => readRevoked(store, number)))
  return all.flatMap((each) => [...each.values()]).reduce((sum, { length }) => sum + length, 0)
}

/** The token of a certificate, as its issuer alone can tell it. */
function tokenOf({ receipt: { list, index } }: Entry): RevocationToken {
  const secret = openListFolder(LISTS).readSecret()
  const [token] = toTokens(secret, list, Uint32Array.of(index))
  assert.ok(token)
  return token
}

/** What is so at every instant. */
async function requireEither({ old, folder }: Case): Promise<void> {
  const given = recordOf(folder)
  const isHeld = existsSync(join(FOLDER, folder, 'held-back'))
  const isOldRevoked = await isRevoked(old.receipt)
  if (given.length > 0) assert.ok(isOldRevoked, 'given out beside one in force')
  if (isOldRevoked) assert.ok(isHeld || given.length > 0, 'revoked without a successor')
}

async function requireDone({ old, folder }: Case, revokedBefore: number): Promise<void> {
  const record = recordOf(folder)
  assert.equal(record.length, 1)
  assert.ok(await isRevoked(old.receipt))
  assert.equal(await countRevoked(), revokedBefore + 1)
  const names = readdirSync(join(FOLDER, folder))
  assert.deepEqual(names, ['000001.svg', 'certificates.ndjson', 'job-secret'])
}

describe('a replacement', () => {
  test('issues one and revokes the other, and the same command changes nothing more', async () => {
    const each = nextCase()
    const before = await countRevoked()
    const { stdout, stderr } = await run(each.args)
    assert.equal(
      stdout,
      `1 issued into "${each.folder}", and the other is revoked: from the next edition on ("pratique lists build")\n`,
    )
    assert.equal(stderr, '')
    await requireDone(each, before)
    const [fresh] = recordOf(each.folder)
    const again = await run([...each.args, '--json'])
    assert.deepEqual(readLines(again.stdout), [
      { place: 'order', status: 'issued-before', number: 1 },
    ])
    await requireDone(each, before)
    assert.deepEqual(recordOf(each.folder), [fresh])
  })

  test('goes by the token, on standard input too, and answers in lines of JSON', async () => {
    const { old, folder, args } = nextCase()
    const uvci = encodeTokenUvci(tokenOf(old), 'UT')
    const at = args.indexOf('--replaces') + 1
    const given = [...args.with(at, '-'), '--json', '--pdf']
    const { exitCode, stdout, stderr } = await pratique(given, { stdin: uvci })
    assert.equal(exitCode, 0, stderr)
    const [line] = readLines(stdout)
    const { receipt } = recordOf(folder)[0] ?? {}
    assert.deepEqual(Object(line), { ...Object(line), status: 'issued', number: 1, receipt })
    assert.ok(existsSync(join(FOLDER, folder, '000001.pdf')))
    assert.doesNotMatch(stdout + stderr, /URN:UVCI/)
  })

  test('is on the next edition, where the new one is in force', async () => {
    const { old, folder, args } = nextCase()
    await run(args)
    const key = ['--lists', LISTS, '--key', authority.lists.key]
    // A day later: each day has one edition.
    const later = now + 86_400
    const built = await runAt(['lists', 'build', ...key, '--json'], { now: later })
    assert.equal(built.exitCode, 0, built.stderr)
    const { list } = old.receipt
    const published = join(LISTS, 'published', `list-${list}.cbor`)
    const [fresh] = recordOf(folder)
    assert.ok(fresh)
    const trust = ['--trust', authority.certificate, '--trust', authority.health.certificate]
    const by = [...trust, '--trust', authority.lists.certificate, '--revocations', published]
    for (const [entry, code] of [
      [old, 'revocation.revoked'],
      [fresh, undefined],
    ] as const) {
      const path = write('either.txt', entry.texts.join('\n'))
      const { stdout } = await runAt(['verify', path, ...by, '--authenticity', '--json'], {
        now: later,
      })
      assert.equal(JSON.parse(stdout).code, code, stdout)
    }
  })
})

describe('nothing is issued, revoked or written', () => {
  /** Runs it, and makes sure that all is as it was. */
  async function refused(args: readonly string[], code: string, words: RegExp): Promise<void> {
    const before = await countRevoked()
    const out = join(FOLDER, args[args.indexOf('--out') + 1] ?? '')
    const wasThere = existsSync(out)
    const { stderr, stdout } = await run(args, 2)
    assert.match(stderr, new RegExp(`\\[${code.replace('.', '\\.')}\\]\\n$`), stdout)
    assert.match(stdout + stderr, words)
    assert.equal(await countRevoked(), before)
    if (!wasThere && existsSync(out)) assert.deepEqual(recordOf(args.at(-1) ?? ''), [])
  }

  test('where the old one is another issuer’s, guessed, or none', async () => {
    const { old, args, folder } = nextCase()
    const at = args.indexOf('--replaces') + 1
    const token = tokenOf(old)
    const guessed = encodeTokenUvci({ ...token, index: token.index ^ 1 }, 'UT')
    const paths = [
      write('guessed.txt', guessed),
      vectorFile('specimen/pcr-not-detected.txt'),
      write('receipt.txt', `${old.receipt.list}/${old.receipt.index}`),
    ]
    for (const path of paths) {
      await refused(args.with(at, path), 'usage.token', /nothing is revoked/)
      assert.equal(existsSync(join(FOLDER, folder)), false)
    }
    const two = write('two.txt', [...old.texts, ...(olds[OLD - 1]?.texts ?? [])].join('\n'))
    await refused(args.with(at, two), 'usage.token', /nothing is revoked/)
    await refused(args.with(at, 'gone.txt'), 'usage.argument', /nothing is revoked/)
    assert.equal(existsSync(join(FOLDER, folder)), false)
  })

  test('where the old one is revoked already', async () => {
    const { args } = nextCase()
    const certificate = args[args.indexOf('--replaces') + 1] ?? ''
    for (const reason of ['replaced', 'fraud']) {
      await run(['revoke', certificate, '--lists', LISTS, '--reason', reason])
      await refused(args, 'usage.token', /revoked already/)
    }
  })

  test('where the order is refused, or there are several', async () => {
    const { args, folder } = nextCase()
    const bad = write('bad.json', testOrder(5, now + 86_400))
    await refused(args.with(1, bad), 'usage.order', /fact\.sampledAt/)
    const several = write('several.ndjson', `${testOrder(5)}\n${testOrder(6)}\n`)
    await refused(args.with(1, several), 'usage.option', /one at a time/)
    assert.equal(existsSync(join(FOLDER, folder)), false)
  })

  test('where the folder has the old one in it', async () => {
    const { args } = nextCase()
    const at = args.indexOf('--out') + 1
    await refused(args.with(at, 'monday'), 'usage.option', /nothing is to hold both/)
  })

  test('where it could not be ended, or the new one would not be kept', async () => {
    const { args } = nextCase()
    for (const [option, words] of [
      ['--out', /--out is missing/],
      ['--lists', /--lists is missing/],
    ] as const) {
      const at = args.indexOf(option)
      await refused(args.toSpliced(at, 2), 'usage.option', words)
    }
    for (const option of ['--showing', '--dry-run']) {
      await refused([...args, option], 'usage.option', /exclude each other/)
    }
    const stdin = args.with(1, '-').with(args.indexOf('--replaces') + 1, '-')
    await refused(stdin, 'usage.argument', /only once/)
  })
})

/** Calls that change what is on the disk; of `openSync` those that make a file. */
const CHANGES = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'unlinkSync',
  'mkdirSync',
] as const
const { O_CREAT } = fs.constants

type Fate = 'refused' | 'stopped before' | 'stopped behind'

/** Everything that was written in this process while it was watched. */
const written: Buffer[] = []

/**
 * Runs an act while the call of a number fails; if the process is stopped, all after it as well.
 *
 * @returns how many calls there were
 */
async function failAt(step: number, fate: Fate, act: () => Promise<unknown>): Promise<number> {
  let calls = 0
  const stop = () => Object.assign(new Error('stopped'), { code: 'EIO', syscall: 'write' })
  const isOver = (call: number) => call === step || (fate !== 'refused' && call > step)
  const kept = CHANGES.map((name) => [name, fs[name]] as const)
  const { fsync } = fs
  for (const [name, original] of kept) {
    Reflect.set(fs, name, (...given: unknown[]): unknown => {
      if (name === 'openSync' && !(Number(given[1]) & O_CREAT)) {
        return Reflect.apply(original, fs, given)
      }
      const call = calls++
      if (name === 'writeSync') written.push(Buffer.from(given[1] as Uint8Array))
      if (!isOver(call)) return Reflect.apply(original, fs, given)
      if (call === step && fate === 'stopped behind') Reflect.apply(original, fs, given)
      throw stop()
    })
  }
  Reflect.set(fs, 'fsync', (_: number, done: (error: Error | null) => void) =>
    done(isOver(calls++) ? stop() : null),
  )
  try {
    await act()
    return calls
  } finally {
    for (const [name, original] of kept) Reflect.set(fs, name, original)
    Reflect.set(fs, 'fsync', fsync)
  }
}

/**
 * A process that was stopped leaves its turn behind; here it is still running. One that was killed before it
 * had said who it is leaves it for ten seconds.
 */
function unlock(folder: string, isStale: (path: string) => boolean = () => true): void {
  for (const path of [LISTS, join(FOLDER, folder)]) {
    const locks = ['.lock', '.lock-takeover'].map((name) => join(path, name))
    for (const lock of locks) if (existsSync(lock) && isStale(lock)) rmSync(lock)
  }
}

describe('whatever call fails', () => {
  const fates: readonly Fate[] = ['refused', 'stopped before', 'stopped behind']
  for (const [at, fate] of fates.entries()) {
    test(`both happen or neither, and the same command ends it: ${fate}`, async () => {
      let all = Infinity
      let failed = 0
      for (let step = isLong ? 0 : at * 5; step < all; step += STRIDE) {
        const each = nextCase()
        const before = await countRevoked()
        let exitCode: number | null = 0
        const calls = await failAt(step, fate, async () => {
          exitCode = (await runAt(each.args, { now })).exitCode
        })
        if (fate === 'refused') assert.notEqual(exitCode, 70)
        if (exitCode === 0) all = calls
        else failed++
        unlock(each.folder)
        await requireEither(each)
        await run(each.args)
        await requireDone(each, before)
      }
      assert.ok(failed >= (isLong ? 40 : 3), `${failed} failed`)
    })
  }

  test('the process is killed', async () => {
    // Held back, and the old one in force; revoked, and the new one held back.
    for (const step of isLong ? Array.from({ length: 18 }, (_, at) => 3 * at) : [26, 35]) {
      const each = nextCase()
      const before = await countRevoked()
      const { exitCode } = await pratique(each.args, { nodeOptions: ['--import', killedAt(step)] })
      assert.equal(exitCode, null)
      await requireEither(each)
      unlock(each.folder, (path) => statSync(path).size === 0)
      await run(each.args)
      await requireDone(each, before)
    }
  })
})

/** Kills the process right before the call of a number, as nothing else can tell that it will. */
function killedAt(step: number): string {
  const code = `
    import fs from 'node:fs'
    let calls = 0
    fs.fsyncSync = () => undefined
    fs.fsync = (file, done) => done(null)
    for (const name of ${JSON.stringify(CHANGES)}) {
      const original = fs[name]
      fs[name] = (...given) => {
        const isChange = name !== 'openSync' || Number(given[1]) & ${O_CREAT}
        if (isChange && calls++ === ${step}) process.kill(process.pid, 'SIGKILL')
        return original.apply(fs, given)
      }
    }
  `
  return `data:text/javascript,${encodeURIComponent(code)}`
}

describe('a replacement that was stopped', () => {
  /** Stops one when the new certificate is held back. */
  async function stopped(): Promise<Case> {
    for (let step = 24; ; step++) {
      const each = nextCase()
      await failAt(step, 'stopped before', () => runAt(each.args, { now }))
      unlock(each.folder)
      const isHeld = existsSync(join(FOLDER, each.folder, 'held-back'))
      if (isHeld && !(await isRevoked(each.old.receipt))) return each
    }
  }

  test('is ended before anything else is issued into its folder', async () => {
    const each = await stopped()
    const before = await countRevoked()
    const other = write('other.json', testOrder(7, now - 86_400))
    for (const args of [
      ['issue', other, ...signed(), '--out', each.folder],
      each.args.with(1, other),
    ]) {
      const { stderr } = await run(args, 2)
      assert.match(stderr, /was stopped in .*\[usage\.option\]\n$/)
    }
    assert.equal(await countRevoked(), before)
    const { stdout } = await run(each.args)
    assert.match(stdout, /^It is in .*, and the other is revoked: /)
    await requireDone(each, before)
  })

  test('gives nothing out if the old one is revoked for another reason meanwhile', async () => {
    const each = await stopped()
    const certificate = each.args[each.args.indexOf('--replaces') + 1] ?? ''
    await run(['revoke', certificate, '--lists', LISTS, '--reason', 'fraud'])
    const { stderr } = await run(each.args, 2)
    assert.match(stderr, /revoked already.*\[usage\.token\]\n$/)
    assert.deepEqual(recordOf(each.folder), [])
  })
})

describe('what is left on the disk', () => {
  /** All that a token is recognised by. */
  function formsOf(token: RevocationToken, { texts }: Entry): readonly Buffer[] {
    const bytes = Buffer.from(encodeToken(token))
    const uvci = encodeTokenUvci(token, 'UT')
    return [
      ...[bytes, Buffer.from(token.suffix), Buffer.from(bytes.toString('hex'))],
      ...[bytes.toString('base64url'), encodeTokenRid(token), encodeTokenSeal(token), uvci],
      ...[toTokenId(token), `"list":${token.list},"index":${token.index}`, ...texts],
      // What stands in it between the colons and slashes.
      ...uvci.split(/[:/#]/).filter((part) => part.length > 5),
    ].map((form) => Buffer.from(form))
  }

  function filesIn(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
  }

  test('and whatever was written on the way names the old token nowhere, and the new one alone', async () => {
    const each = nextCase()
    written.length = 0
    await failAt(Infinity, 'refused', () => run(each.args))
    const [fresh] = recordOf(each.folder)
    assert.ok(fresh)
    const old = formsOf(tokenOf(each.old), each.old)
    const added = formsOf(tokenOf(fresh), fresh)
    const folders = [LISTS, join(FOLDER, each.folder)]
    const contents = folders.flatMap(filesIn).map((path) => readFileSync(path))
    const has = (bytes: Buffer, forms: readonly Buffer[]) =>
      forms.some((form) => bytes.includes(form))
    assert.ok(written.length > 5 && contents.length > 5)
    for (const bytes of [...written, ...contents]) assert.equal(has(bytes, old), false)
    // The record, and what was held back before: the search would find them.
    assert.equal(contents.filter((bytes) => has(bytes, added)).length, 1)
    assert.equal(written.filter((bytes) => has(bytes, added)).length, 2)
    for (const path of folders.flatMap(filesIn)) assert.equal(has(Buffer.from(path), old), false)
  })

  test('has members that say nothing of a replacement', async () => {
    const { folder, args } = nextCase()
    await run(args)
    const [entry] = recordOf(folder)
    const members = ['number', 'place', 'format', 'texts', 'receipt', 'mark']
    assert.deepEqual(Object.keys(Object(entry)), members)
    // As of the same order, issued by itself.
    const order = args[1] ?? ''
    await run(['issue', order, ...signed(), '--out', 'by-itself'])
    assert.deepEqual(readdirSync(join(FOLDER, 'by-itself')), readdirSync(join(FOLDER, folder)))
    assert.deepEqual(Object.keys(Object(recordOf('by-itself')[0])), members)
  })
})
