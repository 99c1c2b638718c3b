/**
 * JSON Pointers (RFC 6901).
 *
 * @module
 */

/** Writes a member's name as a part of a pointer (RFC 6901 §3). */
export function toPointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
