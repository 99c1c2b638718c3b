/**
 * What an argument is: text, standard input, or a file (the order is the README's).
 *
 * @module
 */

import { fs } from '../builtins.ts'

/** What an argument stands for. `missing`: it looks like a file, and there is none. */
export type ArgumentKind = 'text' | 'stdin' | 'file' | 'missing'

/**
 * Beginnings of certificates of any kind, more than are verified, so that a certificate is never
 * taken for the name of a file. Precise enough that names of files do not begin so: none has a part
 * of 300 characters.
 */
const BEGINNING =
  /^(?:HC[1-9A-Z]:|shc:\/|(?:https:\/\/\S{1,2000}#)?(?:shlink|vhlink):\/|NZCP:\/|B64:|CRED:|LT1:|NL\d:|DC0[1-4][0-9A-Z]{15}|ey(?:[\w-]{300}|[\w-]{20,}\.(?:[\w-]{300}|[\w-]+\.))|(?:\[\s*)?\{\s*")/i

/** All of those beginnings lie in so many characters. */
const MAX_BEGINNING_LENGTH = 4096

/** What gives a certificate away within a text that begins otherwise: after a quotation mark, say. */
const WITHIN =
  /HC[1-9A-Z]:|shc:\/|(?:shlink|vhlink):\/|NZCP:\/|B64:|CRED:|LT1:|NL\d:|DC0[1-4][0-9A-Z]{15}|ey[\w-]{20,}\.|\{\s*"|<</i

/** Names of files end so. */
const EXTENSION = /\.(?:txt|png|jpe?g|svg|smart-health-card|json|ndjson|jws|jwe|pdf)$/i

const SEPARATOR = /[/\\]/

/** What is longer is not repeated, be it a path. */
const MAX_NAME_LENGTH = 80

/** No path is longer than this (Linux `PATH_MAX`). */
const MAX_PATH_LENGTH = 4096

/** Tells what an argument is: a known beginning makes it text, whatever files there are. */
export function kindOf(argument: string): ArgumentKind {
  if (argument === '-') return 'stdin'
  if (hasKnownBeginning(argument)) return 'text'
  if (isThere(argument)) return 'file'
  return looksLikePath(argument) ? 'missing' : 'text'
}

/** Tells whether a text begins like a certificate of some kind. */
export function hasKnownBeginning(text: string): boolean {
  return BEGINNING.test(text.trimStart().slice(0, MAX_BEGINNING_LENGTH))
}

/** Tells whether an argument could be an input rather than a command. */
export function looksLikeInput(argument: string): boolean {
  return kindOf(argument) !== 'text' || mayTellOfPerson(argument)
}

/**
 * Tells whether an argument that names no file could be a certificate, or words out of one: then it
 * is not repeated. Names of files have blanks too, but then they end like one.
 */
export function mayTellOfPerson(argument: string): boolean {
  // The length comes first: the patterns after it look at each character anew.
  if (argument.length > MAX_NAME_LENGTH || WITHIN.test(argument)) return true
  return hasKnownBeginning(argument) || (/\s/.test(argument) && !EXTENSION.test(argument))
}

function looksLikePath(argument: string): boolean {
  if (argument.includes('://')) return false
  return SEPARATOR.test(argument) || EXTENSION.test(argument)
}

/** Whether there is anything of that name, even if it may not be looked at. */
function isThere(path: string): boolean {
  if (path.length > MAX_PATH_LENGTH) return false
  try {
    return fs.statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES'
  }
}
