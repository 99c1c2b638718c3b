/**
 * A private key in a token, as a port that signs (PKCS #11 2.40). It never leaves the token, which makes
 * the random part of each signature itself.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { FormatError } from 'pratique/errors'
import {
  encodeBitString,
  encodeOid,
  encodeSequence,
  readCertificate,
  readSpki,
  type SignPort,
  toIdentity,
} from 'pratique/keys'
import type { Bytes, PublicKey } from 'pratique/verify'
import {
  type Attribute,
  type Cryptoki,
  explainFault,
  type Handle,
  isSessionLost,
  loadCryptoki,
  logIn,
  refuse,
  type TokenInfo,
} from './cryptoki.ts'
import type { Pkcs11Uri } from './pkcs11-uri.ts'

/** Attributes, classes, mechanisms and flags (PKCS #11 2.40, appendix of the base specification). */
const CLASS = 0x00
const LABEL = 0x03
const VALUE = 0x11
const KEY_TYPE = 0x100
const ID = 0x102
const EC_PARAMS = 0x180
const EC_POINT = 0x181
const CERTIFICATE_OBJECT = 1
const PUBLIC_KEY_OBJECT = 2
const PRIVATE_KEY_OBJECT = 3
const EC_KEY = 3
const ECDSA = 0x1041
const SERIAL_SESSION = 0x04
const LOGIN_REQUIRED = 0x04
const TOKEN_INITIALIZED = 0x400

const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
const P256 = '1.2.840.10045.3.1.7'
const POINT_BYTES = 65
const SIGNATURE_BYTES = 64

/** Few tokens have more keys of one name than fingers on a hand. */
const MAX_FOUND = 16

export interface TokenOptions {
  /** Asked for where the token wants one. It is kept, for a session that has to be opened anew. */
  readonly pin: () => string | Promise<string>
  /** Default: the package `pkcs11js`. */
  readonly load?: (modulePath: string) => Cryptoki
}

/** A port that holds a session. */
export interface TokenSigner extends SignPort {
  close(): void
}

/** A key in an open session. */
interface OpenKey {
  readonly session: Handle
  readonly handle: Handle
}

/**
 * Opens a key on P-256 in a token.
 *
 * @throws {UsageError} `usage.key-file` if no token or key is of that name, or several are, if the PIN is
 *   wrong, or the key is of another kind
 * @throws {UnavailableError} `unavailable.key-store` if the package or the module is not there, or the
 *   token does not answer; so does signing
 */
export async function openTokenSigner(
  uri: Pkcs11Uri,
  { pin, load = loadCryptoki }: TokenOptions,
): Promise<TokenSigner> {
  const cryptoki = load(uri.modulePath)
  try {
    const { slot, needsLogin } = findToken(cryptoki, uri)
    const typed = needsLogin ? await pin() : undefined
    const open = (): OpenKey => openKey(cryptoki, slot, uri, typed)
    let own = open()
    const found = readOrClose(cryptoki, own)
    return {
      ...found,
      algorithm: 'ES256',
      sign(data) {
        try {
          return signOnce(cryptoki, own, data)
        } catch (error) {
          if (!isSessionLost(error)) throw explainFault(error)
          return explained(() => {
            own = open()
            return signOnce(cryptoki, own, data)
          })
        }
      },
      close: () => closeQuietly(cryptoki, own.session),
    }
  } catch (error) {
    throw explainFault(error)
  }
}

/** A session whose key is not taken is not left open. */
function readOrClose(cryptoki: Cryptoki, own: OpenKey): ReturnType<typeof readPublic> {
  try {
    return readPublic(cryptoki, own)
  } catch (error) {
    closeQuietly(cryptoki, own.session)
    throw error
  }
}

function explained<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw explainFault(error)
  }
}

/** The one token that the address fits. */
function findToken(
  cryptoki: Cryptoki,
  uri: Pkcs11Uri,
): { readonly slot: Handle; readonly needsLogin: boolean } {
  const found = cryptoki.C_GetSlotList(true).flatMap((slot) => {
    const info = cryptoki.C_GetTokenInfo(slot)
    return isMeant(uri, slot, info) ? [{ slot, info }] : []
  })
  const [first, ...others] = found
  if (!first) throw refuse('there is no such token: look at "token" in its address')
  if (others.length > 0) {
    const labels = found.map(({ info }) => info.label.trim()).join(', ')
    throw refuse(`there are ${found.length} tokens: say which with "token=" (${labels})`)
  }
  return { slot: first.slot, needsLogin: (first.info.flags & LOGIN_REQUIRED) !== 0 }
}

function isMeant(uri: Pkcs11Uri, slot: Handle, info: TokenInfo): boolean {
  const pairs = [
    [uri.token, info.label],
    [uri.manufacturer, info.manufacturerID],
    [uri.model, info.model],
    [uri.serial, info.serialNumber],
  ] as const
  return (
    (info.flags & TOKEN_INITIALIZED) !== 0 &&
    (uri.slotId === undefined || uri.slotId === toNumber(slot)) &&
    pairs.every(([wanted, said]) => wanted === undefined || wanted.trim() === said.trim())
  )
}

/** A CK_ULONG, as wide as the machine's, the lowest byte first. */
function toNumber(handle: Handle): number {
  return handle.reduceRight((number, byte) => number * 256 + byte, 0)
}

function openKey(
  cryptoki: Cryptoki,
  slot: Handle,
  uri: Pkcs11Uri,
  pin: string | undefined,
): OpenKey {
  const session = cryptoki.C_OpenSession(slot, SERIAL_SESSION)
  try {
    if (pin !== undefined) logIn(cryptoki, session, pin)
    const [handle, ...others] = findObjects(cryptoki, session, [
      { type: CLASS, value: PRIVATE_KEY_OBJECT },
      ...(uri.object === undefined ? [] : [{ type: LABEL, value: uri.object }]),
      ...(uri.id === undefined ? [] : [{ type: ID, value: Buffer.from(uri.id) }]),
    ])
    if (!handle) throw refuse('the token has no private key of this label or "id"')
    if (others.length > 0) {
      throw refuse('the token has several such keys: name one with both "object=" and "id="')
    }
    return { session, handle }
  } catch (error) {
    closeQuietly(cryptoki, session)
    throw error
  }
}

function findObjects(
  cryptoki: Cryptoki,
  session: Handle,
  template: readonly Attribute[],
): readonly Handle[] {
  cryptoki.C_FindObjectsInit(session, template)
  try {
    return cryptoki.C_FindObjects(session, MAX_FOUND)
  } finally {
    cryptoki.C_FindObjectsFinal(session)
  }
}

/** The public half, and the certificate if the token has it: both have the private key's `id`. */
function readPublic(
  cryptoki: Cryptoki,
  { session, handle }: OpenKey,
): { readonly key: PublicKey; readonly certificate?: Bytes } {
  const [type, id] = cryptoki.C_GetAttributeValue(session, handle, [
    { type: KEY_TYPE },
    { type: ID },
  ])
  if (toNumber(type?.value ?? new Uint8Array()) !== EC_KEY) throw refuse('it is not on P-256')
  const beside = (objectClass: number): Handle | undefined =>
    findObjects(cryptoki, session, [
      { type: CLASS, value: objectClass },
      { type: ID, value: Buffer.from(id?.value ?? []) },
    ])[0]
  const publicKey = beside(PUBLIC_KEY_OBJECT)
  if (!publicKey) {
    throw refuse(
      'the token has its private half alone: put the public key beside it, of the same "id"',
    )
  }
  const certificate = beside(CERTIFICATE_OBJECT)
  const read = (object: Handle, ...types: readonly number[]): readonly Bytes[] =>
    cryptoki
      .C_GetAttributeValue(
        session,
        object,
        types.map((each) => ({ type: each })),
      )
      .map(({ value }) => new Uint8Array(value))
  const [parameters, point] = read(publicKey, EC_PARAMS, EC_POINT)
  const key = toPublicKey(parameters, point)
  const [der] = certificate ? read(certificate, VALUE) : []
  if (der && !isOfKey(der, key)) {
    throw refuse('the certificate beside it, of the same "id", is of another key')
  }
  return { key, ...(der && { certificate: der }) }
}

function isOfKey(der: Bytes, key: PublicKey): boolean {
  try {
    return toIdentity(readCertificate(der).publicKey) === toIdentity(key)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw refuse('the certificate beside it, of the same "id", cannot be read', cause)
  }
}

function toPublicKey(
  parameters: Bytes = new Uint8Array(),
  point: Bytes = new Uint8Array(),
): PublicKey {
  const curve = encodeOid(P256)
  // The point stands in an OCTET STRING; some tokens leave that out.
  const plain = point.subarray(-POINT_BYTES)
  const isP256 = Buffer.compare(parameters, curve) === 0 && plain.length === POINT_BYTES
  if (!isP256) throw refuse('it is not on P-256')
  const algorithm = encodeSequence(encodeOid(EC_PUBLIC_KEY), curve)
  return readSpki(encodeSequence(algorithm, encodeBitString(plain)))
}

/** CKM_ECDSA takes a digest and gives r‖s. */
function signOnce(cryptoki: Cryptoki, { session, handle }: OpenKey, data: Bytes): Bytes {
  const digest = createHash('sha256').update(data).digest()
  cryptoki.C_SignInit(session, { mechanism: ECDSA }, handle)
  const signature = cryptoki.C_Sign(session, digest, Buffer.alloc(SIGNATURE_BYTES))
  return new Uint8Array(signature)
}

/** Where the session is gone there is nothing to close. */
function closeQuietly(cryptoki: Cryptoki, session: Handle): void {
  try {
    cryptoki.C_CloseSession(session)
  } catch (error) {
    if (!isSessionLost(error)) throw explainFault(error)
  }
}
