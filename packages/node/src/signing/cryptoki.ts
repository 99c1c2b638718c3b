/**
 * The module that speaks to a token (PKCS #11 2.40, "Cryptoki"): what we ask of it, and what becomes of
 * its errors.
 *
 * @module
 */

import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { PratiqueError, UnavailableError, UsageError } from 'pratique/errors'

/** A slot, a session or an object, as the module knows it. */
export type Handle = Uint8Array

export interface Attribute {
  readonly type: number
  readonly value?: number | boolean | string | Uint8Array
}

/** What the package `pkcs11js` has, as far as it is used here. It may not be there: see `loadCryptoki`. */
export interface Cryptoki {
  load(path: string): void
  C_Initialize(): void
  C_GetSlotList(tokenPresent: boolean): readonly Handle[]
  C_GetTokenInfo(slot: Handle): TokenInfo
  C_OpenSession(slot: Handle, flags: number): Handle
  C_CloseSession(session: Handle): void
  C_Login(session: Handle, userType: number, pin: string): void
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void
  C_FindObjects(session: Handle, count: number): readonly Handle[]
  C_FindObjectsFinal(session: Handle): void
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): readonly { readonly value: Uint8Array }[]
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void
  C_Sign(session: Handle, data: Uint8Array, signature: Uint8Array): Uint8Array
}

/** Texts are padded with blanks. */
export interface TokenInfo {
  readonly label: string
  readonly manufacturerID: string
  readonly model: string
  readonly serialNumber: string
  readonly flags: number
}

/** Return values (PKCS #11 2.40, "CKR"). */
const ALREADY_INITIALIZED = 0x191
const LOGGED_IN_ALREADY = 0x100
const PIN_FAULTS: ReadonlySet<number> = new Set([0xa0, 0xa1, 0xa2])
const PIN_EXPIRED = 0xa3
const PIN_LOCKED = 0xa4
/** The session is gone, and another one may do: closed, its handle, not logged in. */
const SESSION_FAULTS: ReadonlySet<number> = new Set([0xb0, 0xb3, 0x101])

/** What people can do something about; whatever else is told by its name. */
const CAUSES: ReadonlyMap<number, string> = new Map([
  [0x30, 'the token has a fault'],
  [0x32, 'the token was taken out'],
  [0xe0, 'no token is in its slot'],
  [0xe1, 'what is in its slot is not known to the module'],
  [0x31, 'the token has no room left'],
])

/**
 * Loads the package and a token's module.
 *
 * @throws {UnavailableError} `unavailable.key-store` if the package is not built here, or the module is
 *   not there or is none
 */
export function loadCryptoki(modulePath: string): Cryptoki {
  const cryptoki = requirePackage()
  try {
    cryptoki.load(modulePath)
  } catch (cause) {
    const words = 'the module of the token cannot be loaded: look at "module-path"'
    throw new UnavailableError('unavailable.key-store', words, { cause })
  }
  try {
    cryptoki.C_Initialize()
  } catch (error) {
    if (codeOf(error) !== ALREADY_INITIALIZED) throw explainFault(error)
  }
  return cryptoki
}

/** Optional, since it is made of C++ and has to be built. */
function requirePackage(): Cryptoki {
  const require = createRequire(import.meta.url)
  try {
    const { PKCS11 }: { readonly PKCS11: new () => Cryptoki } = require('pkcs11js')
    return new PKCS11()
  } catch (cause) {
    const words = `keys in tokens need the package pkcs11js, ${adviseOn(require)}`
    throw new UnavailableError('unavailable.key-store', words, { cause })
  }
}

function adviseOn(require: NodeJS.Require): string {
  try {
    const folder = dirname(require.resolve('pkcs11js/package.json'))
    return `which is not built here: run "npm run build --prefix ${folder}", with a C++ compiler and Python at hand`
  } catch {
    return 'which is not installed here: run "npm install pkcs11js@2.1.7" where Pratique is installed'
  }
}

/** Logs in as the user of the token, once for all its sessions. */
export function logIn(cryptoki: Cryptoki, session: Handle, pin: string): void {
  const USER = 1
  try {
    cryptoki.C_Login(session, USER, pin)
  } catch (error) {
    const code = codeOf(error)
    if (code === LOGGED_IN_ALREADY) return
    if (PIN_FAULTS.has(code ?? 0)) throw refuse('the PIN is not that of the token', error)
    if (code === PIN_LOCKED) {
      throw refuse('its PIN is locked after too many wrong ones: ask who keeps the token', error)
    }
    if (code === PIN_EXPIRED) throw refuse('its PIN has expired: set another one', error)
    throw explainFault(error)
  }
}

/** Tells whether another session may help. */
export function isSessionLost(error: unknown): boolean {
  return SESSION_FAULTS.has(codeOf(error) ?? 0)
}

/** Says of a module's error what it means. Errors of ours stay what they are. */
export function explainFault(error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof PratiqueError || code === undefined) return error
  const words = CAUSES.get(code) ?? `the token answers with ${nameOf(error)}`
  return new UnavailableError('unavailable.key-store', words, { cause: error })
}

export function refuse(reason: string, cause?: unknown): UsageError {
  return new UsageError('usage.key-file', `the key in the token cannot be used: ${reason}`, {
    cause,
  })
}

/** The return value that an error stands for; `undefined` if it is of no module. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'number' ? error.code : undefined
}

/** Such as `CKR_GENERAL_ERROR`: the module's name for it, and nothing of what was given to it. */
function nameOf(error: unknown): string {
  const [name] = /\bCKR_[A-Z0-9_]+/.exec(error instanceof Error ? error.message : '') ?? []
  return name ?? 'an error'
}
