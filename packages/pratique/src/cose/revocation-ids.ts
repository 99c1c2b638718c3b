/**
 * What the EU's revocation batches name certificates of the HCERT family by, before it is hashed
 * (dgc-gateway, RevocationHashTypeDto; dgca-verifier-app-android, docs/revocation.md).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import type { RevocationIdKind, SignedMessage } from '../model/format.ts'

/** A certificate identifier (UCI), and the countries that may stand before it. */
export interface StatedUci {
  /** As stated, `URN:UVCI:` and all: no implementation takes it off. */
  readonly uci: string
  /** Some take the issuer of the CWT, others the country of the entry. */
  readonly countries: readonly (string | undefined)[]
}

const UTF8 = new TextEncoder()

/**
 * Lists the bytes that a batch of a kind may have hashed. An identifier counts as it stands and without
 * white space at its ends; a country as it stands and in capitals.
 *
 * @param getUcis asked only if a batch of identifiers is there
 */
export function toRevocationIds(
  kind: RevocationIdKind,
  message: Pick<SignedMessage, 'algorithm' | 'signature'>,
  getUcis: () => readonly StatedUci[] = () => [],
): readonly Bytes[] {
  switch (kind) {
    case 'identifier':
    case 'token':
      return []
    case 'signature':
      return [toLasting(message)]
    case 'uci':
      return encodeAll(getUcis().flatMap(spellingsOf))
    case 'country-uci':
      return encodeAll(getUcis().flatMap(withCountry))
  }
}

/**
 * The part of a signature that nobody can change. Of ECDSA it is r: with (r, s) anybody can write
 * (r, n − s), which is as good.
 */
function toLasting({
  algorithm,
  signature,
}: Pick<SignedMessage, 'algorithm' | 'signature'>): Bytes {
  return algorithm.startsWith('ES') ? signature.subarray(0, signature.length >> 1) : signature
}

function spellingsOf({ uci }: StatedUci): readonly string[] {
  return [uci, uci.trim()]
}

function withCountry(stated: StatedUci): readonly string[] {
  const countries = stated.countries.flatMap((country) =>
    country === undefined ? [] : [country, country.toUpperCase()],
  )
  return spellingsOf(stated).flatMap((uci) => countries.map((country) => country + uci))
}

function encodeAll(texts: readonly string[]): readonly Bytes[] {
  return [...new Set(texts)].map((text) => UTF8.encode(text))
}
