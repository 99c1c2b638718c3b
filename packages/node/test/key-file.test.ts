/**
 * Private keys in files: as we write them, as OpenSSL reads them, with every fault of a disk, and
 * damaged in every way.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, verify } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { FilePort } from '../src/data/file-port.ts'
import { isEncryptedKey, isOpenToOthers, readKeyFile } from '../src/signing/key-file.ts'
import { createKeyFile } from '../src/signing/new-key-file.ts'

const ROOT = fs.mkdtempSync(join(tmpdir(), 'pratique-keys-'))
after(() => fs.rmSync(ROOT, { recursive: true, force: true }))

const PASSPHRASE = 'a passphrase with blanks, ä and 中'
const KEY_FILE = { name: 'UsageError', code: 'usage.key-file' } as const
const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const isPosix = process.platform !== 'win32'

let count = 0

function newFolder(): string {
  const folder = join(ROOT, String(count++))
  fs.mkdirSync(folder)
  return folder
}

const PATH = join(newFolder(), 'key.pem')
const KEY = createKeyFile(PATH, { passphrase: PASSPHRASE })
const PEM = fs.readFileSync(PATH)

describe('a new key', () => {
  test('is encrypted, its owner’s alone, and signs with its passphrase', () => {
    assert.equal(isEncryptedKey(PEM), true)
    if (isPosix) assert.equal(fs.statSync(PATH).mode & 0o777, 0o600)
    assert.equal(isOpenToOthers(PATH), false)
    const signer = readKeyFile(PEM, PASSPHRASE)
    assert.deepEqual(signer.key, KEY)
    const data = Buffer.from('data')
    const signature = signer.sign(new Uint8Array(data))
    assert.ok(!(signature instanceof Promise))
    const key = { key: Buffer.from(KEY.spki), format: 'der', type: 'spki' } as const
    assert.ok(verify('sha256', data, { ...key, dsaEncoding: 'ieee-p1363' }, signature))
  })

  test('without a passphrase is not encrypted', () => {
    const path = join(newFolder(), 'key.pem')
    const key = createKeyFile(path)
    assert.deepEqual(readKeyFile(fs.readFileSync(path)).key, key)
    assert.equal(isEncryptedKey(fs.readFileSync(path)), false)
  })

  test('is another one each time, and so is what encrypts it', () => {
    const path = join(newFolder(), 'key.pem')
    const key = createKeyFile(path, { passphrase: PASSPHRASE })
    assert.notDeepEqual(key, KEY)
    const middle = (pem: Buffer) => pem.toString().split('\n')[2]
    assert.notEqual(middle(fs.readFileSync(path)), middle(PEM))
  })

  test('is read by OpenSSL', { skip: hasOpenssl ? false : 'no openssl here' }, () => {
    const args = ['pkey', '-in', PATH, '-pubout', '-outform', 'DER', '-passin', 'env:PASS']
    const env = { ...process.env, PASS: PASSPHRASE }
    const { status, stdout } = spawnSync('openssl', args, { env })
    assert.deepEqual([status, new Uint8Array(stdout)], [0, KEY.spki])
    const shown = spawnSync('openssl', ['asn1parse', '-in', PATH], { encoding: 'utf8' })
    for (const word of ['PBES2', 'scrypt', 'aes-256-cbc']) assert.match(shown.stdout, RegExp(word))
  })

  test('takes the place of nothing', () => {
    const taken = { name: 'UsageError', code: 'usage.output-file' } as const
    const folder = newFolder()
    const link = join(folder, 'link.pem')
    fs.symlinkSync('nowhere', link)
    for (const path of [PATH, link, folder]) assert.throws(() => createKeyFile(path), taken)
    assert.deepEqual(fs.readFileSync(PATH), PEM)
    assert.deepEqual(fs.readdirSync(folder), ['link.pem'])
  })
})

describe('a disk with faults', () => {
  const STEPS = [
    'closeSync',
    'fsyncSync',
    'linkSync',
    'openSync',
    'unlinkSync',
    'writeSync',
  ] as const

  /** A file system whose steps fail from one on: that one alone, or all that follow. */
  function failingAt(step: number, isStopped: boolean, code = 'ENOSPC'): FilePort {
    let left = step
    const port: Record<string, unknown> = { ...fs }
    for (const name of STEPS) {
      const real: (...args: never[]) => unknown = fs[name]
      port[name] = (...args: never[]): unknown => {
        left--
        if (left > 0 || (left < 0 && !isStopped)) return real(...args)
        throw Object.assign(new Error('stopped'), { code, syscall: name })
      }
    }
    return port as unknown as FilePort
  }

  for (const isStopped of [true, false]) {
    test(isStopped ? 'a process that is stopped' : 'a step that fails', () => {
      let done = 0
      for (let step = 1; step <= 12; step++) {
        const folder = newFolder()
        const path = join(folder, 'key.pem')
        try {
          createKeyFile(path, { fs: failingAt(step, isStopped) })
          done++
        } catch (error) {
          assert.equal(error instanceof Error && 'code' in error && error.code, 'ENOSPC')
        }
        // Whole or not there.
        if (fs.existsSync(path)) readKeyFile(fs.readFileSync(path))
        const others = fs.readdirSync(folder).filter((name) => name !== 'key.pem')
        if (!isStopped) assert.ok(others.length <= 1, `step ${step}`)
        for (const name of others) assert.equal(isOpenToOthers(join(folder, name)), false)
      }
      assert.ok(done > 0 && done < 12)
    })
  }

  test('where a file has one name alone', () => {
    const path = join(newFolder(), 'key.pem')
    const without: FilePort = {
      ...fs,
      linkSync: () => {
        throw Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' })
      },
    }
    const key = createKeyFile(path, { fs: without })
    assert.deepEqual(readKeyFile(fs.readFileSync(path)).key, key)
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['key.pem'])
  })
})

describe('a key file that cannot be used', () => {
  const text = PEM.toString()
  const read = (pem: string, passphrase?: string) => () => readKeyFile(Buffer.from(pem), passphrase)

  test('says whether it is the passphrase or the file', () => {
    assert.throws(read(text, 'wrong'), { ...KEY_FILE, message: /passphrase is not its own/ })
    assert.throws(read(text), { ...KEY_FILE, message: /needs a passphrase/ })
    assert.throws(read(text.slice(0, -40), PASSPHRASE), { ...KEY_FILE, message: /damaged/ })
    const half = `${text.split('\n').slice(0, 3).join('\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
    assert.throws(read(half, PASSPHRASE), { ...KEY_FILE, message: /damaged/ })
    assert.throws(read('my key'), { ...KEY_FILE, message: /PEM/ })
    assert.throws(read('-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----'), KEY_FILE)
  })

  test('is of another passphrase, also where its padding looks right by chance', () => {
    const other = { ...KEY_FILE, message: /: the passphrase is not its own$/ }
    const byChance = { ...KEY_FILE, message: /: the passphrase is not its own, or it is damaged$/ }
    for (const type of ['pkcs8', 'sec1'] as const) {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const cipher = { cipher: 'aes-256-cbc', passphrase: PASSPHRASE }
      const pem = privateKey.export({ type, format: 'pem', ...cipher }).toString()
      const isByChance = (passphrase: string): boolean => {
        try {
          assert.throws(read(pem, passphrase), other)
          return false
        } catch {
          assert.throws(read(pem, passphrase), byChance)
          return true
        }
      }
      // 1 in 256: that none of them is, happens once in 10⁸ runs.
      const passphrases = Array.from({ length: 5000 }, (_, index) => String(index))
      assert.ok(passphrases.some(isByChance), type)
    }
  })

  test('is damaged if it is not encrypted, whatever passphrase is given', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const cut = pem.replace(/\n[^-]+\n/, '\nMAA=\n')
    assert.throws(read(cut, PASSPHRASE), { ...KEY_FILE, message: /: it is damaged$/ })
    assert.throws(read(cut), { ...KEY_FILE, message: /: it is damaged$/ })
  })

  test('is refused wherever it was cut', () => {
    for (let at = 0; at < text.length - 1; at += 11) {
      assert.throws(read(text.slice(0, at), PASSPHRASE), KEY_FILE, `cut at ${at}`)
    }
  })

  test('is of another curve', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    assert.throws(read(pem), { ...KEY_FILE, message: /P-256/ })
  })

  test('is open to others', { skip: isPosix ? false : 'Windows has other rights' }, () => {
    const path = join(newFolder(), 'key.pem')
    fs.writeFileSync(path, PEM)
    for (const [mode, isOpen] of [
      [0o644, true],
      [0o640, true],
      [0o620, true],
      [0o600, false],
      [0o400, false],
    ] as const) {
      fs.chmodSync(path, mode)
      assert.equal(isOpenToOthers(path), isOpen, mode.toString(8))
    }
    assert.equal(isOpenToOthers(join(ROOT, 'missing')), false)
  })

  test('is of root, and this process is of its group', { skip: !isPosix }, () => {
    const of = (uid: number, mode: number) => ({
      statSync: (() => ({ isFile: () => true, uid, mode })) as unknown as typeof fs.statSync,
    })
    const [root, user] = [0, 10_001]
    for (const [owner, mode, reader, isOpen] of [
      [root, 0o440, user, false],
      [root, 0o640, user, false],
      [root, 0o444, user, true],
      [root, 0o460, user, true],
      [root, 0o440, root, true],
      [user, 0o440, user, true],
      [user, 0o400, user, false],
    ] as const) {
      assert.equal(isOpenToOthers('x', of(owner, mode), reader), isOpen, `${owner} ${mode}`)
    }
  })
})
