/**
 * Which texts are files of a health link. It stands alone, so that a verification without any loads
 * nothing of links.
 *
 * @module
 */

/** A compact JWE has five parts, and its first is a JSON object (RFC 7516 §3.1). */
const JWE = /^\s*ey[\w-]+\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*\s*$/

/** Tells whether a text is an encrypted file. */
export function isLinkFile(text: string): boolean {
  return JWE.test(text)
}
