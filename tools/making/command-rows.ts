/**
 * Vectors of the command line: what is wrong with a call, and the exit code that says so.
 *
 * @module
 */

import type { Code } from '../../packages/pratique/src/codes.ts'
import { bundleRows } from './bundle-rows.ts'
import { linkCommandRows } from './followed-link-rows.ts'
import { issueRows } from './issue-rows.ts'
import { issuerKeyRows } from './issuer-key-rows.ts'
import { encodePng } from './picture.ts'
import { makeSpecimens } from './specimens.ts'

/** A file that a call finds in its folder. */
export type CommandFile =
  | { readonly text: string }
  | { readonly base64: string }
  /** So many bytes of zero. */
  | { readonly size: number }
  | { readonly isDirectory: true }
  /** A symbolic link to this path. */
  | { readonly linkTo: string }

/** One call. */
export interface CommandRow {
  readonly id: string
  readonly args: readonly string[]
  readonly stdin?: string
  readonly files?: { readonly [name: string]: CommandFile }
  readonly expect: { readonly exitCode: number; readonly code?: Code }
}

/** No file is read beyond this. */
const MAX_BYTES = 20_000_000

/** What is given where nothing depends on it. */
const TEXT = 'HC1:'

/** Builds the rows. */
export async function commandRows(): Promise<readonly CommandRow[]> {
  return [
    ...usageRows(),
    ...fileRows(),
    ...contentRows(),
    ...trustRows(),
    ...catalogueRows(),
    ...policyRows(),
    ...(await verdictRows()),
    ...linkCommandRows(),
    ...syncRows(),
    ...(await bundleRows()),
    ...issueRows(),
    ...issuerKeyRows(),
    ...listRows(),
  ]
}

function usageRows(): readonly CommandRow[] {
  const certificate = { 'certificate.txt': { text: 'HC1:' } }
  return [
    wrong('command-unknown', 'usage.command', ['frobnicate']),
    wrong('command-misspelt', 'usage.command', ['verfy', 'certificate.txt']),
    wrong('command-missing', 'usage.command', []),
    wrong('option-unknown', 'usage.option', ['verify', '--tust', 'keys.json', '-']),
    wrong('option-without-value', 'usage.option', ['verify', '-', '--trust']),
    wrong('option-with-needless-value', 'usage.option', ['verify', '-', '--json=yes']),
    wrong('format-unknown', 'usage.option', ['verify', '-', '--format', 'passport']),
    wrong('destination-in-words', 'usage.option', ['verify', '-', '--to', 'Utopia']),
    wrong('demo-with-input', 'usage.argument', ['demo', 'certificate.txt'], certificate),
    wrong('stdin-twice', 'usage.argument', ['verify', '-', '-']),
    wrong('date-in-words', 'usage.date', ['verify', '-', '--at', 'yesterday']),
    wrong('date-not-in-the-calendar', 'usage.date', ['verify', '-', '--at', '2026-06-31']),
    wrong('time-without-zone', 'usage.date', ['verify', '-', '--at', '2026-06-01T10:00']),
    wrong('input-missing', 'usage.input-missing', ['verify']),
    wrong('input-empty', 'usage.input-missing', ['verify', '']),
    wrong('code-unknown', 'usage.unknown-code', ['help', 'format.nothing']),
  ]
}

function listRows(): readonly CommandRow[] {
  const show = ['lists', 'show', '--lists', '.']
  const batch = ['revoke', '--batch', 'batch.txt', '--lists', '.', '--reason', 'faulty-batch']
  const receipts = { 'batch.txt': { text: '2340/700\n2340/701\n' } } as const
  const state = 'pratique-state 2 a 0e2b7f4c-93d1-4a86-b5c0-7f1de8a94c32 7 born 7'
  return [
    wrong('lists-not-begun', 'usage.lists', show),
    wrong('lists-without-a-secret', 'usage.lists', [
      ...['revoke', '-', '--lists', '.', '--reason', 'wrong'],
    ]),
    wrong('lists-not-readable', 'usage.lists', ['lists', 'show', 'list.cbor'], {
      'list.cbor': { text: 'no list' },
    }),
    wrong('lists-state-cut-short', 'usage.lists-restored', show, { allocation: { text: state } }),
    wrong('lists-state-put-back', 'usage.lists-restored', show, {
      allocation: { text: `${state} ${EMPTY_SHA256}\n` },
    }),
    wrong('batch-without-a-secret', 'usage.lists', [...batch, '--count', '2'], receipts),
    wrong('batch-of-other-lines', 'usage.token', [...batch, '--count', '2'], {
      'batch.txt': { text: 'URN:UVCI:01:XE:AAAAAAAA\n' },
    }),
    wrong('reason-unknown', 'usage.option', ['revoke', '-', '--lists', '.', '--reason', 'spite']),
  ]
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function fileRows(): readonly CommandRow[] {
  const missing = 'usage.file-missing'
  const folder = { folder: { isDirectory: true } } as const
  return [
    wrong('file-missing', missing, ['verify', 'missing.txt']),
    wrong('file-in-a-missing-folder', missing, ['read', 'no/such/file']),
    wrong('trust-file-missing', missing, ['verify', '-', '--trust', 'missing.json']),
    wrong('file-is-a-directory', 'usage.file-directory', ['verify', 'folder'], folder),
    wrong('file-empty', 'usage.file-empty', ['verify', 'empty.txt'], { 'empty.txt': { text: '' } }),
    wrong('file-of-space', 'usage.file-empty', ['verify', 'space.txt'], {
      'space.txt': { text: ' \n\t\n' },
    }),
    { ...wrong('stdin-empty', 'usage.file-empty', ['verify', '-']), stdin: '' },
    wrong('file-too-large', 'usage.file-too-large', ['verify', 'large.txt'], {
      'large.txt': { size: MAX_BYTES + 1 },
    }),
    wrong('link-to-itself', 'usage.file-unreadable', ['verify', '-', '--trust', 'loop.json'], {
      'loop.json': { linkTo: 'loop.json' },
    }),
  ]
}

function contentRows(): readonly CommandRow[] {
  const white = Array.from({ length: 16 }, () => Array.from({ length: 16 }, () => false))
  const blank = Buffer.from(encodePng(white))
  const of = (id: string, code: Code, name: string, file: CommandFile) =>
    wrong(id, code, ['verify', name], { [name]: file })
  return [
    of('binary-noise', 'usage.not-text', 'noise.bin', { base64: noise() }),
    of('picture-without-code', 'usage.no-symbol', 'blank.png', {
      base64: blank.toString('base64'),
    }),
    of('picture-cut-short', 'usage.picture', 'cut.png', {
      base64: blank.subarray(0, 40).toString('base64'),
    }),
    of('picture-of-another-kind', 'usage.picture', 'moving.gif', { text: 'GIF89a' }),
    of('pdf', 'usage.picture', 'certificate.pdf', { text: '%PDF-1.7' }),
    wrong('cases-of-no-rows', 'usage.cases-file', ['conformance', 'run', 'cases.jsonl'], {
      'cases.jsonl': { text: '[]\n' },
    }),
  ]
}

function trustRows(): readonly CommandRow[] {
  const of = (id: string, text: string) =>
    wrong(id, 'usage.trust-file', ['verify', '-', '--trust', 'trust.json'], {
      'trust.json': { text },
    })
  return [
    of('trust-of-no-known-form', '{"trusted":true}'),
    of('trust-is-no-json', '{'),
    of('trust-is-text', 'my keys'),
    of('trust-without-issuer', '{"keys":[]}'),
    of('trust-records-at-fault', '{"type":"pratique-trust-records","version":1,"records":[{}]}'),
    of('trust-of-another-version', '{"type":"pratique-trust-records","version":2,"records":[]}'),
  ]
}

function catalogueRows(): readonly CommandRow[] {
  const of = (id: string, text: string) =>
    wrong(id, 'usage.catalogue-file', ['verify', '-', '--catalogue', 'products.json'], {
      'products.json': { text },
    })
  const missing = ['verify', '-', '--catalogue', 'missing.json']
  return [
    of('catalogue-of-no-known-form', '{"products":[]}'),
    of('catalogue-is-no-json', '{'),
    of('catalogue-without-products', '{"type":"pratique-product-catalogue","products":[]}'),
    of('catalogue-is-a-fragment', '{"resourceType":"CodeSystem","content":"fragment"}'),
    wrong('catalogue-missing', 'usage.file-missing', missing),
  ]
}

function policyRows(): readonly CommandRow[] {
  const of = (id: string, text: string) =>
    wrong(id, 'usage.policy-file', ['policy', 'lint', 'rules.json'], { 'rules.json': { text } })
  const check = ['policy', 'check', 'certificate.txt', '--to']
  const certificate = { 'certificate.txt': { text: TEXT } }
  return [
    of('rules-of-no-known-form', '{"rules":true}'),
    of('rules-are-no-json', '{'),
    of('rules-are-none', '[]'),
    wrong('policy-at-fault', 'usage.policy-file', ['policy', 'explain', 'policy.json'], {
      'policy.json': { text: '{"type":"pratique-policy"}' },
    }),
    wrong(
      'cases-of-no-known-form',
      'usage.policy-file',
      ['policy', 'test', 'polio', 'cases.json'],
      {
        'cases.json': { text: '[]' },
      },
    ),
    wrong(
      'policy-missing',
      'usage.file-missing',
      [...check, 'KE', '--policy', 'yelow-fever'],
      certificate,
    ),
    wrong('policy-without-destination', 'usage.option', check.slice(0, -1), certificate),
    wrong('policy-of-no-country', 'usage.option', [...check, 'Switzerland'], certificate),
    wrong('policy-on-no-day', 'usage.date', [...check, 'CH', '--on', 'tomorrow'], certificate),
    wrong('policy-in-no-language', 'usage.option', [...check, 'CH', '--lang', 'tlh'], certificate),
    wrong('policy-part-unknown', 'usage.command', ['policy', 'chek']),
  ]
}

/** None of them names a server, so that none is asked. */
function syncRows(): readonly CommandRow[] {
  const sync = ['trust', 'sync', '--data-dir', 'data']
  const list = [...sync, '--list']
  const of = (id: string, text: string) =>
    wrong(id, 'usage.sources-file', [...list, '--config', 'sources.json'], {
      'sources.json': { text },
    })
  const nz = { name: 'nz', kind: 'nz', document: 'http://pratique.example/did.json' }
  return [
    of('sources-without-tls', JSON.stringify({ sources: [nz] })),
    of('sources-that-nobody-knows', '{"sources":["utopia"]}'),
    of('sources-are-no-json', '{'),
    wrong('trust-part-unknown', 'usage.command', ['trust', 'snyc']),
    wrong('trust-part-missing', 'usage.command', ['trust']),
    wrong('source-unknown', 'usage.option', [...list, '--source', 'utopia']),
    wrong('data-folder-is-a-file', 'usage.data-folder', list, { data: { text: '' } }),
    wrong('data-folder-without-name', 'usage.data-folder', ['trust', 'sync', '--data-dir', '']),
    wrong('data-folder-locked', 'usage.data-folder-locked', sync, {
      'data/sources.json': { text: '{"sources":[]}' },
      'data/.lock': { text: '' },
    }),
    wrong('data-folder-with-a-link', 'unavailable.data-folder', list, {
      'data/sources.json': { linkTo: 'elsewhere.json' },
    }),
    { id: 'command/nothing-held', args: list, expect: { exitCode: 20 } },
  ]
}

async function verdictRows(): Promise<readonly CommandRow[]> {
  const specimens = await makeSpecimens()
  const textOf = (name: string) => specimens.find((each) => each.name === name)?.text ?? ''
  const of = (id: string, stdin: string, exitCode: number, code?: Code): CommandRow => ({
    id: `command/${id}`,
    args: ['verify', '--json', '-'],
    stdin,
    expect: { exitCode, ...(code && { code }) },
  })
  return [
    of('specimen', textOf('pcr-not-detected'), 31),
    of('specimen-expired', textOf('expired'), 31, 'validity.expired'),
    of('signature-broken', textOf('broken-signature'), 12, 'signature.invalid'),
    of('issuer-unknown', textOf('unknown-issuer'), 20, 'signer.list-missing'),
    of('part-missing', textOf('card-chunk-1'), 22, 'format.chunk-missing'),
    of('something-else', 'negative', 30, 'format.prefix'),
    {
      ...of('other-format-asked', textOf('pcr-not-detected'), 30, 'format.not-asked'),
      args: ['verify', '--json', '--format', 'divoc', '-'],
    },
  ]
}

function wrong(
  id: string,
  code: Code,
  args: readonly string[],
  files?: CommandRow['files'],
): CommandRow {
  const stdin = args.includes('-') && { stdin: TEXT }
  const expect = { exitCode: 2, code }
  return { id: `command/${id}`, args, ...stdin, ...(files && { files }), expect }
}

/** Bytes that are no text in any encoding that we read. */
function noise(): string {
  return Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 37 + 128) & 0xff)).toString('base64')
}
