/**
 * Addresses that a health link may lead to.
 *
 * @module
 */

import { FormatError } from '../errors.ts'

/** What addresses are taken. */
export interface LinkRules {
  /**
   * Also takes addresses of this very machine, and those without encryption: what never leaves a
   * machine needs none. For tests and for judges, whose answers come from a file; never for people.
   */
  readonly allowLoopback?: boolean
}

/** Real ones have some 130 characters, signed ones of cloud storage several hundred. */
const MAX_ADDRESS_LENGTH = 4096

/** What an address never holds; parsers of addresses would drop some of it without a word. */
const FOREIGN = /[\s\\\p{Cc}]/u

/** This machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5), as `URL` writes hosts. */
const LOOPBACK =
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:7f[\da-f]{2}:[\da-f]+|0:0)\])$/

/**
 * Hosts that are never public: addresses for private use, link-local and otherwise set apart (RFC 6890),
 * names of local networks (RFC 6762 §3, RFC 8375, RFC 2606), and any IPv6 address: servers of links have
 * names.
 */
const PRIVATE =
  /^\[|^(?:0|10|127)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.(?:0\.[02]|168)\.|^198\.(?:1[89]|51\.100)\.|^203\.0\.113\.|^(?:22[4-9]|2[3-5]\d)\.(?:\d+\.)|\.(?:local|localdomain|internal|lan|home|corp|home\.arpa)\.?$/

/** A name with a dot in it, or an IPv4 address. */
const PUBLIC_NAME = /^[^.]+\.[^.].*$/

/**
 * Reads an address that a link or its manifest names. It is a secret: no error repeats it.
 *
 * @throws {FormatError} `format.link` unless it is an https address of another machine, without a
 *   user's name in it
 */
export function readLinkAddress(text: string, { allowLoopback = false }: LinkRules = {}): URL {
  const address = parseAddress(text)
  if (!address) throw new FormatError('format.link', 'the address is no URL')
  if (address.username !== '' || address.password !== '') {
    // What stands before the host would be taken for it.
    throw new FormatError('format.link', 'the address names a user')
  }
  const isLoopback = LOOPBACK.test(address.hostname)
  if (!isLoopback && isOfThisNetwork(address.hostname)) {
    throw new FormatError('format.link', 'the address is one of the network that reads it')
  }
  if (isLoopback && !allowLoopback) {
    throw new FormatError('format.link', 'the address is one of the machine that reads it')
  }
  if (address.protocol === 'https:' || (isLoopback && address.protocol === 'http:')) return address
  throw new FormatError('format.link', 'the address is not an https URL')
}

/**
 * Whether a host is one of a private network: a link must not make us ask what stands beside us. A
 * public name that leads to a private address is not found out here.
 */
function isOfThisNetwork(host: string): boolean {
  return PRIVATE.test(host) || !PUBLIC_NAME.test(host)
}

function parseAddress(text: string): URL | undefined {
  if (text.length > MAX_ADDRESS_LENGTH || FOREIGN.test(text)) return undefined
  try {
    return new URL(text)
  } catch {
    // No `cause`: the platform's message quotes the address.
    return undefined
  }
}
