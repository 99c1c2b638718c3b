/**
 * Addresses of keys in tokens (RFC 7512).
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/** What an address says. Absent: anything will do. */
export interface Pkcs11Uri {
  /** The token's label, maker, model and serial number. */
  readonly token?: string
  readonly manufacturer?: string
  readonly model?: string
  readonly serial?: string
  readonly slotId?: number
  /** The key's label. */
  readonly object?: string
  readonly id?: Uint8Array
  /** The file of the module that speaks to the token. */
  readonly modulePath: string
  /** A file whose first line is the PIN. */
  readonly pinSource?: string
}

const SCHEME = 'pkcs11:'

/** `name=value`, the value with `%` and two digits for what may not stand there (RFC 7512 §2.3). */
const ATTRIBUTE = /^([a-z][a-z0-9-]*)=((?:[A-Za-z0-9\-._~:[\]@!$'()*+,=&/|?]|%[0-9A-Fa-f]{2})*)$/

const PATH_NAMES = ['token', 'manufacturer', 'model', 'serial', 'object', 'slot-id', 'id', 'type']
const QUERY_NAMES = ['module-path', 'pin-source']

/** Tells whether a text is meant as the address of a key in a token. */
export function isPkcs11Uri(text: string): boolean {
  return text.slice(0, SCHEME.length).toLowerCase() === SCHEME
}

/**
 * Parses the address of a private key. An attribute that is not known is refused, since the key that is
 * meant might be another one.
 *
 * @throws {UsageError} `usage.key-file`
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  if (!isPkcs11Uri(text)) throw refuse('it begins with "pkcs11:"')
  const [path = '', query = '', ...others] = text.slice(SCHEME.length).split('?')
  if (others.length > 0) throw refuse('it has one "?", before "module-path"')
  const inPath = readAttributes(path, ';', PATH_NAMES)
  const inQuery = readAttributes(query, '&', QUERY_NAMES)
  const texts = ['token', 'manufacturer', 'model', 'serial', 'object'].flatMap((name) => {
    const value = inPath.get(name)
    return value === undefined ? [] : [[name, decodeText(value)]]
  })
  const [id, slotId, type] = [inPath.get('id'), inPath.get('slot-id'), inPath.get('type')]
  if (id === undefined && !inPath.has('object')) {
    throw refuse('it names the key with "object=" (its label) or "id="')
  }
  if (type !== undefined && type !== 'private') throw refuse('it is of a private key')
  return {
    ...Object.fromEntries(texts),
    ...(id !== undefined && { id: decodeBytes(id) }),
    ...(slotId !== undefined && { slotId: decodeNumber(slotId) }),
    ...readQuery(inQuery),
  }
}

function readQuery(
  query: ReadonlyMap<string, string>,
): Pick<Pkcs11Uri, 'modulePath' | 'pinSource'> {
  const [modulePath, pinSource] = ['module-path', 'pin-source'].map((name) => {
    const value = query.get(name)
    return value === undefined ? undefined : decodeText(value)
  })
  if (!modulePath?.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(modulePath ?? '')) {
    throw refuse('it ends with "?module-path=" and the whole path of the token\'s module')
  }
  if (pinSource?.startsWith('|'))
    throw refuse('"pin-source" is a file: no program is run for a PIN')
  const file = pinSource?.replace(/^file:(?:\/\/)?/, '')
  return { modulePath: modulePath ?? '', ...(file !== undefined && { pinSource: file }) }
}

function readAttributes(
  part: string,
  separator: string,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const attribute of part === '' ? [] : part.split(separator)) {
    const [, name, value] = ATTRIBUTE.exec(attribute) ?? []
    if (name === 'pin-value') {
      throw refuse('a PIN is no part of it, as others see it there: it is asked for')
    }
    if (name === undefined || value === undefined) {
      throw refuse('each part is a name, "=" and a value, with "%20" for a blank')
    }
    if (!names.includes(name)) throw refuse(`"${name}" is not known there: use ${names.join(', ')}`)
    if (found.has(name)) throw refuse(`"${name}" is there twice`)
    found.set(name, value)
  }
  return found
}

function decodeText(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (cause) {
    throw refuse('its texts are UTF-8', cause)
  }
}

function decodeBytes(value: string): Uint8Array {
  const parts = value.match(/%..|./g) ?? []
  return Uint8Array.from(parts, (part) =>
    part.length === 1 ? part.charCodeAt(0) : Number.parseInt(part.slice(1), 16),
  )
}

function decodeNumber(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw refuse('"slot-id" is a number')
}

function refuse(rule: string, cause?: unknown): UsageError {
  return new UsageError('usage.key-file', `the address of a key in a token is not right: ${rule}`, {
    cause,
  })
}
