/**
 * Made-up sources as they are held in a data folder, and those who sign a bundle of them.
 *
 * @module
 */

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { nodeCrypto } from '@pratique/node/crypto'
import { type DataFolder, openDataFolder } from '@pratique/node/data-folder'
import { importSource, type SourceKind } from 'pratique/trust'
import {
  type MadeSource,
  makeGdhcnSource,
  makeNzSource,
  makeVciSource,
} from '../../pratique/test/make-sources.ts'
import { storeSource } from '../src/sync/stored-source.ts'
import { vectorFile, write } from './pratique.ts'

const NZ = await makeNzSource()

/** Examplia's keys, as a file that somebody brought. */
export function makeExamplia(change: (text: string) => string = (text) => text): MadeSource {
  const text = change(readFileSync(vectorFile('exercise/trust.json'), 'utf8'))
  return { files: new Map([['trust.json', new TextEncoder().encode(text)]]), options: {} }
}

/** Puts a source into a data folder, with what is pinned for it. */
export async function hold(
  path: string,
  name: string,
  kind: SourceKind,
  { files, options }: MadeSource,
  fetchedAt = 1_770_000_000,
): Promise<void> {
  const imported = await importSource(kind, files, { ...options, crypto: nodeCrypto })
  const folder: DataFolder = openDataFolder(path)
  await folder.withLock(() => {
    storeSource(folder, {
      name,
      kind,
      fetchedAt,
      ...(imported.signedAt !== undefined && { signedAt: imported.signedAt }),
      isSigned: imported.isSigned,
      frameworks: [...new Set(imported.records.map(({ framework }) => framework))],
      keys: imported.records.length,
      anchored: 0,
      files: [...files].map(([file, bytes]) => ({ name: file, url: '', bytes })),
      pins: options,
    })
  })
}

/** The sources of a whole network of made-up countries and issuers. */
export const SOURCES: readonly (readonly [string, SourceKind, MadeSource])[] = [
  ['gdhcn', 'gdhcn', makeGdhcnSource()],
  ['vci', 'vci', makeVciSource()],
  ['nz', 'nz', { ...NZ, options: { isFetched: true } }],
  ['examplia', 'file', makeExamplia()],
]

export async function holdAll(path: string, sources: typeof SOURCES = SOURCES): Promise<void> {
  for (const source of sources) await hold(path, ...source)
}

/** A pair of key files. */
export interface KeyFiles {
  readonly secret: string
  readonly public: string
}

/** Writes a key of a signer into two files. */
export function makeKeyFiles(
  name: string,
  kind: 'P-256' | 'P-384' | 'Ed25519' | 'SEC 1' = 'P-256',
  passphrase?: string,
): KeyFiles {
  const { publicKey, privateKey } = makePair(kind)
  const pem = privateKey.export({
    format: 'pem',
    type: kind === 'SEC 1' ? 'sec1' : 'pkcs8',
    ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
  })
  return {
    secret: write(`${name}.pem`, pem.toString(), 0o600),
    public: write(`${name}.pub.pem`, publicKey.export({ format: 'pem', type: 'spki' }).toString()),
  }
}

function makePair(kind: string): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('ec', { namedCurve: kind === 'P-384' ? 'P-384' : 'P-256' })
}
