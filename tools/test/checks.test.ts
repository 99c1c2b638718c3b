/**
 * Every check of tools/ finds what it is there to find, and nothing in a sound repository.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { createFolder } from './folders.ts'

interface Fault {
  readonly file: string
  readonly line: number
  readonly message: string
}
interface Repository {
  readonly root: string
}
interface Check {
  findFaults(repository: Repository): readonly Fault[] | Promise<readonly Fault[]>
}

/** Runs a check on a folder with these files and returns its faults as `file:line`. */
async function faultsOf(
  t: TestContext,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const tools: { openRepository(root: string): Repository } = await import(
    new URL('../repository.mjs', import.meta.url).href
  )
  const check: Check = await import(new URL(`../check-${name}.mjs`, import.meta.url).href)
  const faults = await check.findFaults(tools.openRepository(createFolder(t, files)))
  for (const { message } of faults) assert.match(message, /: /, 'a fault says what to do')
  return faults.map(({ file, line }) => `${file}:${line}`)
}

const LIBRARY = 'packages/pratique/src'

describe('check-layers', () => {
  const legal = {
    [`${LIBRARY}/codes.ts`]: "export const CODES = ['format.cbor']",
    [`${LIBRARY}/errors.ts`]: "import type { Code } from './codes.ts'",
    [`${LIBRARY}/outcome.ts`]: "export type { FormatError } from './errors.ts'",
    [`${LIBRARY}/bytes/bytes.ts`]: 'export type Bytes = Uint8Array',
    [`${LIBRARY}/cbor/head.ts`]: "import { FormatError } from '../errors.ts'",
    [`${LIBRARY}/cbor/decode.ts`]: "import { head } from './head.ts'\nimport '../bytes/bytes.ts'",
    [`${LIBRARY}/model/format.ts`]: "import type { CborMap } from '../cbor/value.ts'",
    [`${LIBRARY}/cose/hc1.ts`]: "import type { Carrier } from '../model/format.ts'",
    [`${LIBRARY}/formats/eu-dcc/claims.ts`]: "import { a } from '../../cose/hc1.ts'",
    [`${LIBRARY}/formats/eu-dcc/view.ts`]: "import { b } from './claims.ts'",
    [`${LIBRARY}/trust/record.ts`]: "import type { Usage } from '../model/format.ts'",
    [`${LIBRARY}/trust/jwks/read.ts`]: "import { record } from '../record.ts'",
    [`${LIBRARY}/revocation/crl/read.ts`]: "import { list } from '../list.ts'",
    [`${LIBRARY}/verify/verify.ts`]: "const late = () => import('../trust/jwks/read.ts')",
    [`${LIBRARY}/index.ts`]: "export { verify } from './verify/verify.ts'",
    [`${LIBRARY}/cbor/decode.test.ts`]: "import { verify } from '../verify/verify.ts'",
    'packages/node/src/crypto.ts': "import { verify } from 'pratique/verify'\nimport 'node:fs'",
    'packages/cli/src/main.ts': "import { node } from '@pratique/node/crypto'",
    'packages/cli/src/serve.ts': "const serve = () => import('@pratique/server')",
    'packages/cli/bin/pratique.js': "import '../dist/main.js'",
  }

  it('passes a legal set', async (t) => {
    assert.deepEqual(await faultsOf(t, 'layers', legal), [])
  })

  it('reads imports, not comments and strings', async (t) => {
    const file = `${LIBRARY}/cbor/decode.ts`
    const text = `// import '../verify/verify.ts'\nexport const text = "import '../verify/verify.ts'"`
    assert.deepEqual(await faultsOf(t, 'layers', { [file]: text }), [])
  })

  it('names the line of the import', async (t) => {
    const file = `${LIBRARY}/cbor/decode.ts`
    const text = "// a comment\n\nimport { a } from '../cose/hc1.ts'"
    assert.deepEqual(await faultsOf(t, 'layers', { [file]: text }), [`${file}:3`])
  })

  const forbidden: readonly (readonly [what: string, file: string, text: string])[] = [
    ['a static import', 'cbor/decode.ts', "import { a } from '../cose/hc1.ts'"],
    ['an import for its effects', 'cbor/decode.ts', "import '../cose/hc1.ts'"],
    ['a type-only import', 'cbor/decode.ts', "import type { A } from '../cose/hc1.ts'"],
    ['a type in place', 'cbor/decode.ts', "export type A = import('../cose/hc1.ts').A"],
    ['a dynamic import', 'cbor/decode.ts', "export const a = () => import('../cose/hc1.ts')"],
    ['a computed import', 'cbor/decode.ts', 'export const a = (n: string) => import(n)'],
    ['a re-export', 'cbor/decode.ts', "export { a } from '../cose/hc1.ts'"],
    ['a re-export of all', 'cbor/decode.ts', "export * from '../cose/hc1.ts'"],
    ['a re-export of types', 'cbor/decode.ts', "export type { A } from '../cose/hc1.ts'"],
    ['import = require', 'cbor/decode.ts', "import a = require('../cose/hc1.ts')"],
    ['upward by many layers', 'bytes/a.ts', "import { a } from '../index.ts'"],
    ['upward within layer 0', 'codes.ts', "import { a } from './errors.ts'"],
    ['sideways between folders', 'cbor/decode.ts', "import { a } from '../json/parse.ts'"],
    ['sideways, formats', 'formats/eu-dcc/a.ts', "import { a } from '../nz-pass/a.ts'"],
    ['sideways, trust sources', 'trust/jwks/a.ts', "import { a } from '../pem/a.ts'"],
    ['sideways, revocation', 'revocation/crl/a.ts', "import { a } from '../hashes/a.ts'"],
    ['trust to its sources', 'trust/record.ts', "import { a } from './jwks/a.ts'"],
    ['trust to revocation', 'trust/jwks/a.ts', "import { a } from '../../revocation/list.ts'"],
    ['a format to trust', 'formats/eu-dcc/a.ts', "import { a } from '../../trust/record.ts'"],
    ['a value from the model', 'cose/hc1.ts', "import { a } from '../model/format.ts'"],
    ['the model to a carrier', 'model/format.ts', "import type { A } from '../cose/hc1.ts'"],
    ['a test', 'cbor/decode.ts', "import { a } from './head.test.ts'"],
    ['out of src', 'cbor/decode.ts', "import { a } from '../../test/a.ts'"],
    ['into another package', 'cbor/decode.ts', "import { a } from '../../../node/src/a.ts'"],
    ['by an absolute path', 'cbor/decode.ts', "import { a } from '/a.ts'"],
    ['another package', 'cbor/decode.ts', "import { a } from '@pratique/node/crypto'"],
    ['its own package by name', 'cbor/decode.ts', "import { a } from 'pratique/verify'"],
    ['from a folder without layer', 'helpers/a.ts', 'export const a = 1'],
    ['from a file beside the formats', 'formats/a.ts', 'export const a = 1'],
  ]
  for (const [what, file, text] of forbidden) {
    it(`finds ${what}`, async (t) => {
      const path = `${LIBRARY}/${file}`
      assert.deepEqual(await faultsOf(t, 'layers', { [path]: text }), [`${path}:1`])
    })
  }

  const between: readonly (readonly [what: string, file: string, text: string])[] = [
    ['node to cli', 'node/src/a.ts', "import { a } from '@pratique/cli'"],
    ['server to web', 'server/src/a.ts', "import { a } from '@pratique/web'"],
    ['cli to server, early', 'cli/src/a.ts', "import { a } from '@pratique/server'"],
    ['cli into src of node', 'cli/src/a.ts', "import { a } from '../../node/src/a.ts'"],
    ['a test into dist of node', 'cli/test/a.test.ts', "import { a } from '../../node/dist/a.js'"],
    ['a package without a row', 'helpers/src/a.ts', 'export const a = 1'],
  ]
  for (const [what, file, text] of between) {
    it(`finds an import from ${what}`, async (t) => {
      const path = `packages/${file}`
      assert.deepEqual(await faultsOf(t, 'layers', { [path]: text }), [`${path}:1`])
    })
  }
})

describe('check-imports', () => {
  const manifests = {
    'package.json': '{ "devDependencies": { "fast-check": "4.0.0" } }',
    'packages/node/package.json':
      '{ "name": "@pratique/node", "dependencies": { "@scope/named": "1.0.0" }, "devDependencies": { "dev": "1.0.0" } }',
    'packages/pratique/package.json': '{ "name": "pratique" }',
  }

  it('passes what is named where it must be', async (t) => {
    const files = {
      ...manifests,
      'packages/node/src/a.ts': "import '@scope/named/sub'\nimport 'node:fs'\nimport './b.ts'",
      'packages/node/src/a.test.ts': "import 'dev'\nimport 'fast-check'\nimport '@scope/named'",
      'packages/pratique/src/a.test.ts': "import 'node:test'",
      'tools/a.mjs': "import 'fast-check'",
      'tools/setup.mjs': "import 'node:fs'",
    }
    assert.deepEqual(await faultsOf(t, 'imports', files), [])
  })

  const forbidden: readonly (readonly [what: string, file: string, text: string])[] = [
    ['a package of nobody', 'packages/node/src/a.ts', "import 'unnamed'"],
    ['a late one', 'packages/node/src/a.ts', "export const a = () => import('unnamed')"],
    ['a resolved one', 'packages/node/src/a.ts', "import.meta.resolve('unnamed/a.wasm')"],
    ['a package of the root in src', 'packages/node/src/a.ts', "import 'fast-check'"],
    ['a development package in src', 'packages/node/src/a.ts', "import type { A } from 'dev'"],
    ['a package of another', 'packages/pratique/src/a.test.ts', "import '@scope/named'"],
    ['a package of another in tools', 'tools/a.mjs', "import 'dev'"],
    ['Node in the library', 'packages/pratique/src/a.ts', "import 'node:fs'"],
    ['Node without its prefix', 'packages/node/src/a.ts', "import 'fs/promises'"],
    ['a package before set-up', 'tools/setup.mjs', "import 'fast-check'"],
  ]
  for (const [what, file, text] of forbidden) {
    it(`finds ${what}`, async (t) => {
      const faults = await faultsOf(t, 'imports', { ...manifests, [file]: text })
      assert.deepEqual(faults, [`${file}:1`])
    })
  }
})

describe('check-nonces', () => {
  const file = 'packages/node/src/signing/key.ts'

  it('passes who signs what is given', async (t) => {
    const files = {
      [file]: 'export const sign = (data: Uint8Array): Uint8Array => data\n',
      // A name in a document that is verified.
      'packages/pratique/src/trust/proof.ts': 'export type Proof = { readonly nonce: string }\n',
      'tools/making/deterministic-signature.ts': 'export const sign = (k: bigint) => k\n',
      'packages/node/src/signing/key.test.ts': 'export const sign = (k: bigint) => k\n',
    }
    assert.deepEqual(await faultsOf(t, 'nonces', files), [])
  })

  for (const text of [
    'export const sign = (data: Uint8Array, k: bigint) => [data, k]',
    'export interface Options { readonly nonce?: Uint8Array }',
    'export const sign = ({ extraEntropy }: { extraEntropy: boolean }) => extraEntropy',
    "import { signDeterministically } from './rfc6979.ts'",
  ]) {
    it(`finds ${text}`, async (t) => {
      const found = await faultsOf(t, 'nonces', { [file]: `${text}\n` })
      assert.deepEqual([...new Set(found)], [`${file}:1`])
    })
  }

  it('finds a port that takes one, wherever it is', async (t) => {
    const port = 'packages/pratique/src/keys/port.ts'
    const text = 'export interface SignPort {\n  sign(data: Uint8Array, nonce: bigint): void\n}\n'
    assert.deepEqual(await faultsOf(t, 'nonces', { [port]: text }), [`${port}:2`])
  })
})

describe('check-lockfile', () => {
  const manifest = '{\n  "dependencies": { "tool": "1.2.3" }\n}'
  const lockfile = (packages: object): string => JSON.stringify({ packages }, null, 2)
  const tool = { version: '1.2.3', optionalDependencies: { '@tool/linux': '1.2.3' } }

  it('passes exact versions, all platforms and no host', async (t) => {
    const packages = {
      '': {},
      'node_modules/@tool/linux': { version: '1.2.3' },
      'node_modules/outer/node_modules/tool': tool,
      'node_modules/own': { resolved: 'packages/own', link: true },
    }
    const files = { 'package.json': manifest, 'package-lock.json': lockfile(packages) }
    assert.deepEqual(await faultsOf(t, 'lockfile', files), [])
  })

  it('finds a missing lockfile', async (t) => {
    assert.deepEqual(await faultsOf(t, 'lockfile', {}), ['package-lock.json:1'])
  })

  it('finds a missing platform', async (t) => {
    const files = { 'package-lock.json': lockfile({ '': {}, 'node_modules/tool': tool }) }
    assert.deepEqual(await faultsOf(t, 'lockfile', files), ['package-lock.json:4'])
  })

  it('finds a host', async (t) => {
    const resolved = 'https://registry.example/tool.tgz'
    const packages = { 'node_modules/tool': { version: '1.2.3', resolved } }
    const files = { 'package-lock.json': lockfile(packages) }
    assert.deepEqual(await faultsOf(t, 'lockfile', files), ['package-lock.json:3'])
  })

  for (const version of ['^1.2.3', '~1.2.3', '1.2', '*', 'latest', '1.x']) {
    it(`finds the version ${version}`, async (t) => {
      const files = {
        'package-lock.json': lockfile({}),
        'packages/cli/package.json': manifest.replace('1.2.3', version),
      }
      assert.deepEqual(await faultsOf(t, 'lockfile', files), ['packages/cli/package.json:2'])
    })
  }
})

describe('check-file-length', () => {
  const lines = (count: number): string => 'export {}\n'.repeat(count)

  it('passes 500 lines, and longer tables, schemas and generated data', async (t) => {
    const files = {
      'packages/pratique/src/cbor/decode.ts': lines(500),
      'packages/pratique/src/formats/eu-dcc/value-sets.ts': lines(501),
      'packages/pratique/src/formats/eu-dcc/claims.schema.ts': lines(501),
      'packages/pratique/src/verdict.table.ts': lines(501),
      'packages/pratique/src/generated/names.ts': lines(501),
      'vectors/a.js': lines(501),
      'docs/a.md': lines(501),
    }
    assert.deepEqual(await faultsOf(t, 'file-length', files), [])
  })

  for (const file of ['packages/cli/src/main.ts', 'tools/a.mjs', 'packages/web/src/App.svelte']) {
    it(`finds 501 lines in ${file}`, async (t) => {
      const faults = await faultsOf(t, 'file-length', { [file]: lines(501) })
      assert.deepEqual(faults, [`${file}:501`])
    })
  }
})

describe('check-paths', () => {
  // Joined, so that this file does not hold what the check looks for.
  const found: readonly (readonly [what: string, text: string])[] = [
    ['a folder of this machine', ['', 'work', 'main'].join('/')],
    ['a home', `see "${['', 'home', 'somebody', 'notes.txt'].join('/')}"`],
    ['the home of root', ['', 'root', ''].join('/')],
    ['a home elsewhere', ['C:', 'Users', 'somebody'].join('\\')],
    ['a registry', `https://${['registry', 'npmjs', 'org'].join('.')}/tool`],
    ["Debian's archive", `http://${['deb', 'debian', 'org'].join('.')}/debian`],
  ]
  for (const [what, text] of found) {
    it(`finds ${what}`, async (t) => {
      assert.deepEqual(await faultsOf(t, 'paths', { 'docs/a.md': `one\n${text}` }), ['docs/a.md:2'])
    })
  }

  it('passes relative paths, addresses and pictures', async (t) => {
    const files = {
      'docs/a.md': 'see docs/work/plan.md, https://example.org/home/page and ../root/a',
      'vectors/a.png': `\0${['', 'work', 'main'].join('/')}`,
    }
    assert.deepEqual(await faultsOf(t, 'paths', files), [])
  })
})

describe('check-codes', () => {
  const whole = {
    [`${LIBRARY}/codes.ts`]: [
      "export const CHECK_CODES = ['format.cbor', 'format.zlib'] as const",
      "export const REMARK_CODES = ['content.extra'] as const",
    ].join('\n'),
    [`${LIBRARY}/messages/en.ts`]:
      "export const MESSAGES = { 'format.cbor': {}, 'format.zlib': {}, 'content.extra': {} }",
    'vectors/eu-dcc/cases.jsonl':
      '{"expect":{"code":"format.cbor","remarks":["content.extra"]}}\n{"expect":{"codes":["format.zlib"]}}\n',
    'docs/codes/format.cbor.md': '#',
    'docs/codes/format.zlib.md': '#',
    'docs/codes/content.extra.md': '#',
  }
  const without = (path: string): Record<string, string> =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => name !== path))

  it('passes codes that have all three', async (t) => {
    assert.deepEqual(await faultsOf(t, 'codes', whole), [])
  })

  it('finds a code without a vector', async (t) => {
    const files = { ...whole, 'vectors/eu-dcc/cases.jsonl': '{"expect":{"code":"format.cbor"}}' }
    const expected = [`${LIBRARY}/codes.ts:1`, `${LIBRARY}/codes.ts:2`]
    assert.deepEqual(await faultsOf(t, 'codes', files), expected)
  })

  it('finds a code without a message, in each language', async (t) => {
    const french = { [`${LIBRARY}/messages/fr.ts`]: 'export const MESSAGES = {}' }
    assert.equal((await faultsOf(t, 'codes', { ...whole, ...french })).length, 3)
    assert.equal((await faultsOf(t, 'codes', without(`${LIBRARY}/messages/en.ts`))).length, 3)
  })

  it('finds a code without a page', async (t) => {
    const faults = await faultsOf(t, 'codes', without('docs/codes/content.extra.md'))
    assert.deepEqual(faults, [`${LIBRARY}/codes.ts:2`])
  })

  it('finds a vector and a page of no code, and a line that is not JSON', async (t) => {
    const files = {
      ...whole,
      'vectors/other.jsonl': '{"expect":{"code":"format.none"}}\n{',
      'docs/codes/format.none.md': '#',
    }
    const expected = [
      'vectors/other.jsonl:2',
      'vectors/other.jsonl:1',
      'docs/codes/format.none.md:1',
    ]
    assert.deepEqual(await faultsOf(t, 'codes', files), expected)
  })
})

describe('check-bundles', () => {
  const format = "export const open = () => 'HC1 or not'"
  const facade = "export { open } from './formats/nz-pass/format.ts'"

  it('finds nothing in a façade of its own code', async (t) => {
    const files = {
      [`${LIBRARY}/nz-pass.ts`]: facade,
      [`${LIBRARY}/formats/nz-pass/format.ts`]: format,
    }
    assert.deepEqual(await faultsOf(t, 'bundles', files), [])
  })

  it('finds a word of another format, code of another folder, and too much', async (t) => {
    const more = 'export { noise } from "../../x509/noise.ts"'
    const noise = Array.from({ length: 20_000 }, (_, i) => (i * 2_654_435_761) % 2 ** 32)
    const files = {
      [`${LIBRARY}/nz-pass.ts`]: `${facade}\nexport { noise } from './formats/nz-pass/format.ts'`,
      [`${LIBRARY}/formats/nz-pass/format.ts`]: `${format.replace('HC1 or', 'HC1:')}\n${more}`,
      [`${LIBRARY}/x509/noise.ts`]: `export const noise = '${noise.join('')}'`,
    }
    const fault = `${LIBRARY}/nz-pass.ts:1`
    assert.deepEqual(await faultsOf(t, 'bundles', files), [fault, fault, fault])
  })
})
