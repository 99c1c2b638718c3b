import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exampliaTrustFile } from '../making/examplia.ts'
import { type KeyPair, readKeyPairs } from '../making/key-pairs.ts'
import { madeRows } from '../making/made-rows.ts'
import { EXAMPLIA_KEYS, UTOPIA_KEYS, VECTORS } from '../making/paths.ts'

const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))

describe('the committed vectors', () => {
  test('are those that the tool would make', async () => {
    for (const [path, rows] of await madeRows()) {
      assert.deepEqual(readRows(path).map(withoutTexts), rows.map(withoutTexts), path)
    }
  })

  test('stand beside the trust files that the tool would make', () => {
    assert.equal(read('exercise/trust.json'), exampliaTrustFile())
    assert.equal(read('exercise/stale-trust.json'), exampliaTrustFile('2026-02-01T00:00:00Z'))
  })

  test('come from sources that may be taken', () => {
    const sources =
      /^(made for Pratique$|eu-digital-green-certificates\/|WorldHealthOrganization\/|smart-on-fhir\/health-cards-dev-tools@|vintasoftware\/kill-the-clipboard@|KDE\/khealthcertificate@)/
    for (const path of readdirSync(VECTORS, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.jsonl')) continue
      for (const { id, origin = 'made for Pratique' } of readRows(path))
        assert.match(origin, sources, id)
    }
  })
})

describe('what is shipped', () => {
  const shipped = readdirSync(PACKAGES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|test)[\\/]|\.test\.ts$/.test(path))

  test('holds the files that are looked at', () => {
    for (const part of ['specimen-trust.json', 'verify.ts', 'store.ts']) {
      assert.ok(shipped.some((path) => path.endsWith(part)))
    }
  })

  test('holds no key of Examplia', () => {
    const traces = namesOf(EXAMPLIA_KEYS).flatMap((name) =>
      tracesOf(readKeyPairs(EXAMPLIA_KEYS)(name)),
    )
    assert.deepEqual(findAny(shipped, traces), [])
  })

  test('holds no private key', () => {
    const secrets = [EXAMPLIA_KEYS, UTOPIA_KEYS].flatMap((path) => [...privateParts(path)])
    assert.deepEqual(findAny(shipped, secrets), [])
  })
})

/** What a key is found by: itself, and its identifiers. */
function tracesOf({ spki, jwk, kid, thumbprint }: KeyPair): readonly string[] {
  const bytes = Buffer.from(spki)
  return [
    bytes.toString('base64'),
    bytes.toString('hex'),
    Buffer.from(kid).toString('hex'),
    thumbprint,
    ...[jwk['x'], jwk['n']].filter((value) => value !== undefined),
  ]
}

function findAny(paths: readonly string[], traces: readonly string[]): readonly string[] {
  assert.ok(traces.length > 0)
  return paths.filter((path) => {
    const text = readFileSync(path, 'latin1')
    return traces.some((trace) => text.includes(trace))
  })
}

function namesOf(path: string): readonly string[] {
  return Object.keys(JSON.parse(readFileSync(path, 'utf8')).keys)
}

function privateParts(path: string): readonly string[] {
  const { keys }: { keys: Readonly<Record<string, { readonly d: string }>> } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  return Object.values(keys).map(({ d }) => d)
}

interface AnyRow {
  readonly id: string
  readonly origin?: string
}

/** Texts differ where compressors do; the tests that run them say what they hold. */
function withoutTexts(row: object): object {
  const { text, texts, stdin, ...rest }: Record<string, unknown> = { ...row }
  return { ...rest, hasTexts: [typeof text, Array.isArray(texts), typeof stdin] }
}

function readRows(path: string): readonly AnyRow[] {
  return read(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function read(path: string): string {
  return readFileSync(join(VECTORS, path), 'utf8')
}
