/**
 * The rows of the shared corpus that texts and keys are taken from. Nothing here looks at what a row
 * expects.
 *
 * @module
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from 'pratique/codecs'
import type { RevocationList } from 'pratique/revocation'
import {
  importCertificate,
  importIssuerMap,
  readRevocations,
  type TrustRecord,
} from 'pratique/trust'
import { nodeCrypto } from '../src/crypto.ts'

const FOLDER = join(import.meta.dirname, '../../../../shared/corpus')

/** For `test`: why it does not run, if the corpus is not here. */
export const skip: false | string = existsSync(FOLDER) ? false : '../shared/corpus is not here'

/** What is read of a row about an HCERT text. */
export interface HcertRow {
  readonly id: string
  readonly qr: string | null
  /** Base64 of DER. */
  readonly certificate: string | null
}

/** What is read of a row about a SMART Health Card. */
export interface CardRow {
  readonly id: string
  readonly level: string
  readonly qr: string | readonly string[] | null
  readonly input?: JsonValue
  readonly keys: JsonValue
  /** Seconds since the epoch. */
  readonly evalTime: number
}

/** What is read of a row about a VDS-NC seal: PEM, and lists as PEM or Base64 of DER. */
export interface SealRow {
  readonly keys: { readonly trustAnchors?: readonly string[]; readonly crls?: readonly string[] }
}

export function readSealRows(): readonly SealRow[] {
  return readRows<SealRow>('formats/vds-nc.jsonl')
}

export function readHcertRows(): readonly HcertRow[] {
  return readRows<HcertRow>('hcert/cases.jsonl')
}

export function readCardRows(): readonly CardRow[] {
  return readRows<CardRow>('formats/shc.jsonl')
}

function readRows<T>(path: string): readonly T[] {
  const lines = readFileSync(join(FOLDER, path), 'utf8').trim().split('\n')
  return lines.map((line): T => JSON.parse(line))
}

/** The records of all signers of the rows together, so that a swapped key identifier finds a key. */
export async function importSigners(rows: readonly HcertRow[]): Promise<readonly TrustRecord[]> {
  const certificates = new Set(rows.flatMap(({ certificate }) => certificate ?? []))
  const imports = await Promise.all([...certificates].map(importSigner))
  return imports.flat()
}

async function importSigner(certificate: string): Promise<readonly TrustRecord[]> {
  const der = new Uint8Array(Buffer.from(certificate, 'base64'))
  const { records } = await importCertificate(der, { crypto: nodeCrypto })
  return records
}

/** What a verifier of one card's row is given. */
export async function importKeys({
  keys,
}: CardRow): Promise<{ records: readonly TrustRecord[]; lists: readonly RevocationList[] }> {
  const imported = await importIssuerMap(keys, { crypto: nodeCrypto })
  return { records: imported.records, lists: readRevocations(imported).lists }
}

/** The cards of a row, each a JWS; none where it holds something else. */
export function cardsOf({ level, qr, input = null }: CardRow): readonly string[] {
  switch (level) {
    case 'qr':
    case 'qrnumeric':
      return fromQr(typeof qr === 'string' ? [qr] : (qr ?? []))
    case 'jws':
      return typeof input === 'string' ? [input.trim()] : []
    case 'healthcard':
    case 'fhirhealthcard':
      return fromFile(typeof input === 'string' ? input : JSON.stringify(input))
    default:
      return []
  }
}

/** Chunks are taken in their order; what is no card is refused by who verifies it. */
function fromQr(texts: readonly string[]): readonly string[] {
  const digits = texts
    .toSorted((a, b) => Number(a.split('/')[1]) - Number(b.split('/')[1]))
    .map((text) => text.split('/').at(-1) ?? '')
    .join('')
  const pairs = digits.match(/\d\d/g) ?? []
  return [pairs.map((pair) => String.fromCharCode(Number(pair) + 45)).join('')]
}

function fromFile(text: string): readonly string[] {
  return text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? []
}
