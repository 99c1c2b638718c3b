/**
 * Vectors of the command line about bundles: what is accepted, and each reason to refuse.
 *
 * @module
 */

import { inflateRawSync } from 'node:zlib'
import {
  addSignature,
  type BundleContent,
  buildBundle,
  type Quorum,
  readBundleFile,
  signTyped,
  writeQuorum,
} from '../../packages/pratique/src/bundle.ts'
import { decodeCbor, encodeCbor } from '../../packages/pratique/src/codecs.ts'
import type { Code } from '../../packages/pratique/src/codes.ts'
import type { SignPort } from '../../packages/pratique/src/keys/sign-port.ts'
import { importRecords } from '../../packages/pratique/src/trust.ts'
import type { Bytes } from '../../packages/pratique/src/verify.ts'
import type { CommandFile, CommandRow } from './command-rows.ts'
import { exampliaTrustFile, key, toSigner } from './examplia.ts'

type Files = NonNullable<CommandRow['files']>

/** Those who sign, and whose keys are none of the bundle's. */
const SIGNERS = ['cards', 'key-expired', 'key-not-yet'].map(toSigner)
const [MINISTRY, AIRPORT] = SIGNERS

/** The one key of the bundle: of Examplia, and for certificates. */
const ISSUER = toSigner('all')

const QUORUM: Quorum = toQuorum(SIGNERS)

/** Builds the rows. */
export async function bundleRows(): Promise<readonly CommandRow[]> {
  const first = await build()
  const two = [MINISTRY, AIRPORT].flatMap((signer) => signer ?? [])
  const one = await sign(first, two)
  const next = await sign(await build({ previous: readBundleFile(first) }), two)
  const other = await sign(await build({ nextQuorum: QUORUM }), two)
  const held = { 'data/bundles/installed.bundle': file(next), 'data/quorum.json': json(QUORUM) }
  const verify = (path: string) => ['bundle', 'verify', path]
  const byQuorum = (path: string) => [...verify(path), '--quorum', 'quorum.json']
  const given = (bytes: Bytes, quorum = QUORUM): Files => ({
    'one.bundle': file(bytes),
    'quorum.json': json(quorum),
  })
  const install = ['bundle', 'install', 'one.bundle', '--data-dir', 'data']
  const build1 = ['bundle', 'build', '--out', 'b.bundle', '--data-dir', 'data', '--number', '1']
  return [
    good('bundle-verified', byQuorum('one.bundle'), given(one)),
    good('bundle-installed', [...install, '--quorum', 'quorum.json'], given(one)),
    good('bundle-next-installed', install, {
      'one.bundle': file(next),
      'data/bundles/installed.bundle': file(one),
      'data/quorum.json': json(QUORUM),
    }),
    good('bundle-shown', ['bundle', 'show', 'one.bundle'], given(one)),
    wrong('bundle-is-text', 'usage.bundle', byQuorum('one.bundle'), {
      ...given(one),
      'one.bundle': { text: 'HC1:' },
    }),
    wrong('bundle-cut-short', 'usage.bundle', byQuorum('one.bundle'), given(one.slice(0, -40))),
    wrong('bundle-of-other-sections', 'usage.bundle', byQuorum('one.bundle'), given(damage(one))),
    wrong('bundle-unsigned', 'usage.bundle-signatures', byQuorum('one.bundle'), given(first)),
    wrong(
      'bundle-signed-by-one',
      'usage.bundle-signatures',
      byQuorum('one.bundle'),
      given(await sign(first, two.slice(1))),
    ),
    wrong('bundle-signature-broken', 'usage.bundle-signatures', byQuorum('one.bundle'), {
      ...given(flip(one, -1)),
    }),
    wrong('bundle-older', 'usage.bundle-rollback', install, { ...given(one), ...held }),
    wrong('bundle-of-the-same-number', 'usage.bundle-rollback', install, {
      ...given(other),
      ...held,
      'data/bundles/installed.bundle': file(one),
    }),
    wrong(
      'bundle-holds-its-signer',
      'usage.bundle-role',
      byQuorum('one.bundle'),
      given(await sign(first, [...two, ISSUER]), toQuorum([...two, ISSUER])),
    ),
    wrong('bundle-number-of-before', 'usage.bundle-number', [...build1, '--previous', 'a.bundle'], {
      'a.bundle': file(one),
    }),
    wrong('bundle-of-nothing', 'unavailable.data-folder', build1),
    wrong('quorum-not-given', 'usage.quorum', verify('one.bundle'), given(one)),
    wrong('quorum-of-no-known-form', 'usage.quorum', byQuorum('one.bundle'), {
      ...given(one),
      'quorum.json': { text: '{"threshold":2,"keys":[]}' },
    }),
    wrong('quorum-is-pinned', 'usage.quorum', [...install, '--quorum', 'quorum.json'], {
      ...given(next, toQuorum(SIGNERS.slice(1))),
      ...held,
    }),
    wrong(
      'key-file-is-text',
      'usage.key-file',
      ['bundle', 'sign', 'one.bundle', '--key', 'key.pem'],
      { 'one.bundle': file(one), 'key.pem': { text: 'my key' } },
    ),
    wrong('key-file-of-another-kind', 'usage.key-file', ['bundle', 'quorum', 'key.pem', ...OUT], {
      'key.pem': { text: toPem(key('rsa-2048').spki) },
    }),
    wrong(
      'output-in-no-folder',
      'usage.output-file',
      [...['bundle', 'join', 'one.bundle', 'one.bundle', '--out', 'no/such/two.bundle']],
      { 'one.bundle': file(one) },
    ),
    wrong(
      'output-over-another-file',
      'usage.output-file',
      [...['bundle', 'join', 'one.bundle', 'one.bundle', '--out', 'key.pem']],
      { 'one.bundle': file(one), 'key.pem': { text: 'my key' } },
    ),
    wrong('bundle-part-unknown', 'usage.command', ['bundle', 'bulid']),
  ]
}

const OUT = ['--out', 'quorum.json']

async function build(options: Parameters<typeof buildBundle>[1] = {}): Promise<Bytes> {
  const { records, lists } = importRecords(JSON.parse(exampliaTrustFile()))
  const identity = String(ISSUER.key.spki)
  const content: BundleContent = {
    records: records.filter((each) => String(each.key.spki) === identity),
    lists,
    revocations: [],
    policies: [],
    sources: [],
    denied: [],
  }
  return withoutCompression(await buildBundle(content, options))
}

async function sign(bytes: Bytes, signers: readonly SignPort[]): Promise<Bytes> {
  const { signedBytes } = readBundleFile(bytes)
  let signed = bytes
  for (const signer of signers) {
    signed = addSignature(signed, await signTyped('bundle', signedBytes, signer, 'detached'))
  }
  return signed
}

function toQuorum(signers: readonly SignPort[]): Quorum {
  return {
    threshold: 2,
    keys: signers.map((each, at) => ({ name: `signer ${at}`, key: each.key })),
  }
}

/**
 * Compression may differ from machine to machine, and vectors must not: manifest and sections as stored
 * blocks (RFC 1951 §3.2.4).
 */
function withoutCompression(bytes: Bytes): Bytes {
  const [magic, manifest, sections, signatures] = partsOf(bytes)
  const stored = new Map([...sections].map(([name, section]) => [name, store(section)]))
  return encodeCbor([magic, store(manifest), stored, [...signatures]])
}

function store(compressed: Uint8Array): Bytes {
  const content = inflateRawSync(compressed)
  const length = Buffer.alloc(4)
  length.writeUInt16LE(content.length, 0)
  length.writeUInt16LE(content.length ^ 0xffff, 2)
  return new Uint8Array(Buffer.concat([Uint8Array.of(1), length, content]))
}

/** A section that is not the one that is signed. */
function damage(bytes: Bytes): Bytes {
  const [magic, manifest, sections, signatures] = partsOf(bytes)
  const [[name, section] = ['', new Uint8Array()], ...others] = sections
  return encodeCbor([magic, manifest, new Map([[name, flip(section, -1)], ...others]), signatures])
}

type Parts = [string, Bytes, ReadonlyMap<string, Bytes>, Bytes[]]

function partsOf(bytes: Bytes): Parts {
  const parts: unknown = decodeCbor(bytes)
  // Our own file, so that its form is known.
  return parts as Parts
}

/** One bit changed; places before 0 count from the end. */
function flip(bytes: Bytes, at: number): Bytes {
  return bytes.map((byte, place) => (place === bytes.length + at ? byte ^ 1 : byte))
}

function toPem(spki: Uint8Array): string {
  const base64 = Buffer.from(spki).toString('base64')
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`
}

function file(bytes: Uint8Array): CommandFile {
  return { base64: Buffer.from(bytes).toString('base64') }
}

function json(quorum: Quorum): CommandFile {
  return { text: JSON.stringify(writeQuorum(quorum)) }
}

function good(id: string, args: readonly string[], files: Files): CommandRow {
  return { id: `command/${id}`, args, files, expect: { exitCode: 0 } }
}

function wrong(id: string, code: Code, args: readonly string[], files?: Files): CommandRow {
  return { id: `command/${id}`, args, ...(files && { files }), expect: { exitCode: 2, code } }
}
