/**
 * What a thief has: every value of the database, every file, and what the keys among them open.
 *
 * @module
 */

import { createDecipheriv, createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'

/** Something that was stolen. */
export interface Piece {
  readonly where: string
  readonly bytes: Uint8Array
}

/** Every file of a folder, with those below it. */
export function readFolder(folder: string): readonly Piece[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((where) => ({ where, bytes: readFileSync(where) }))
}

/** A row, value by value. */
export type Row = readonly Piece[]

/** Every value of every table, as it is told to who asks for it: long ones are unpacked by then. */
export async function dump({ db }: Database): Promise<readonly Row[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`.execute(db)
  const rows: Row[] = []
  for (const { name } of tables) {
    const found = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(name)}`.execute(db)
    for (const row of found.rows) {
      rows.push(
        Object.entries(row).map(([column, value]) => ({
          where: `${name}.${column}`,
          bytes: toBytes(value),
        })),
      )
    }
  }
  return rows
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  return Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}

const SHORTEST_KEY = 16
const LONGEST_KEY = 64

/** Where a database has its files: what it holds of keys is sealed, and told as values. */
const OF_DATABASE = /\/data\//

/**
 * All that may be a key: whole files, the words in them, and what those are in base 64 or hex. They are made key objects
 * once, since Node takes several times as long for a hash under bytes as under these.
 */
export function findKeys(files: readonly Piece[]): readonly KeyObject[] {
  const keys = new Map<string, KeyObject>()
  const note = (bytes: Buffer): void => {
    if (bytes.length < SHORTEST_KEY || bytes.length > LONGEST_KEY) return
    keys.set(bytes.toString('hex'), createSecretKey(bytes))
  }
  for (const { where, bytes } of files) {
    if (OF_DATABASE.test(where) || where.endsWith('.crt')) continue
    const whole = Buffer.from(bytes)
    note(whole)
    for (const [word] of whole.toString('latin1').matchAll(/[A-Za-z0-9+/=_-]{16,128}/g)) {
      for (const form of ['latin1', 'base64', 'hex'] as const) note(Buffer.from(word, form))
    }
  }
  return [...keys.values()]
}

const IV = 12
const TAG = 16
const AES_KEY = 32

/**
 * Opens what can be opened: values sealed with AES-256-GCM, under a key that is known or was sealed under one, with any
 * other value of its row said beside it.
 */
export function openSealed(rows: readonly Row[], known: readonly KeyObject[]): readonly Piece[] {
  const opened: Piece[] = []
  let keys = known.filter(({ symmetricKeySize }) => symmetricKeySize === AES_KEY)
  while (keys.length > 0) {
    const more: KeyObject[] = []
    for (const row of rows) {
      for (const { where, bytes } of row) {
        if (bytes.length < IV + TAG) continue
        const beside = [undefined, ...row.filter((each) => each.bytes !== bytes)]
        for (const key of keys) {
          const plain = beside
            .map((piece) => open(key, bytes, piece?.bytes))
            .find((each) => each !== undefined)
          if (!plain) continue
          opened.push({ where: `${where}, opened`, bytes: plain })
          if (plain.length === AES_KEY) more.push(createSecretKey(plain))
        }
      }
    }
    keys = more
  }
  return opened
}

function open(key: KeyObject, sealed: Uint8Array, beside?: Uint8Array): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
  if (beside) decipher.setAAD(beside)
  decipher.setAuthTag(sealed.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()])
  } catch {
    return undefined
  }
}

const SHORTEST_HASH = 8
const LONGEST_HASH = 64

/**
 * Finds values that are a hash of something: its SHA-256, or an HMAC of it with a key that is known, whole or cut off.
 *
 * @returns where they are
 */
export function findHashes(
  rows: readonly Row[],
  keys: readonly KeyObject[],
  texts: Iterable<string | Uint8Array>,
): readonly string[] {
  const stored = new Map<string, Piece[]>()
  for (const piece of rows.flat()) {
    for (const bytes of [piece.bytes, fromText(piece.bytes)]) {
      if (!bytes || bytes.length < SHORTEST_HASH || bytes.length > LONGEST_HASH) continue
      const begin = Buffer.from(bytes.subarray(0, SHORTEST_HASH)).toString('hex')
      stored.set(begin, [...(stored.get(begin) ?? []), { ...piece, bytes }])
    }
  }
  const found = new Set<string>()
  const look = (digest: Buffer): void => {
    for (const { where, bytes } of stored.get(digest.toString('hex', 0, SHORTEST_HASH)) ?? []) {
      if (digest.subarray(0, bytes.length).equals(bytes.subarray(0, digest.length)))
        found.add(where)
    }
  }
  for (const text of texts) {
    look(hash('sha256', text, 'buffer'))
    for (const key of keys) look(createHmac('sha256', key).update(text).digest())
  }
  return [...found]
}

/** Bytes that stand as hex or base 64 in a text. */
function fromText(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes).toString('latin1')
  if (/^"?[0-9a-f]{16,128}"?$/i.test(text)) return Buffer.from(text.replaceAll('"', ''), 'hex')
  if (/^"?[A-Za-z0-9+/_-]{11,88}=*"?$/.test(text))
    return Buffer.from(text.replaceAll('"', ''), 'base64')
  return undefined
}
