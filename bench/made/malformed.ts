/**
 * Texts that are no certificates, of the kinds that damage and attackers make. Each is made from a
 * certificate of its own.
 *
 * @module
 */

import { decodeBase45, encodeBase45, encodeCbor, encodeHc1, HC1_PREFIX } from 'pratique/codecs'
import { makeCardJson, signCard } from './card.ts'
import { makeClaims, signDcc } from './dcc.ts'
import { type Bytes, issuerOf } from './issuers.ts'
import { flipLastBit, requireDistinct, type Samples } from './samples.ts'

/** One way to be malformed, with texts that are. */
export interface Malformation {
  readonly name: string
  readonly does: string
  readonly texts: readonly string[]
}

/** Makes texts of each kind from certificates and cards. */
export async function makeMalformed(
  certificates: Samples,
  cards: Samples,
): Promise<readonly Malformation[]> {
  const hc1 = certificates.all.map(({ text }) => text)
  const shc = cards.all.map(({ text }) => text)
  const malformations = [
    {
      name: 'bad base45',
      does: 'a lower-case letter anywhere in the text of an EU DCC',
      texts: hc1.map(withForeignLetter),
    },
    {
      name: 'truncated zlib',
      does: 'the compressed message of an EU DCC ends anywhere in its second half',
      texts: hc1.map((text) => withCompressed(text, cutInSecondHalf)),
    },
    {
      name: 'bad CBOR',
      does: 'the claims of an EU DCC, in an intact and signed message, end anywhere',
      texts: await makeCutClaims(certificates, cutAnywhere),
    },
    {
      name: 'odd digits',
      does: 'a SMART Health Card lacks a digit anywhere',
      texts: shc.map(withoutDigit),
    },
  ]
  for (const { texts } of malformations) requireDistinct(texts)
  return malformations
}

/** Worse than the mix: nearly all that can be decoded is, before the fault is found. */
export async function makeWorst(
  certificates: Samples,
  cards: Samples,
): Promise<readonly Malformation[]> {
  const worst = [
    {
      name: 'bad checksum',
      does: 'one bit of the zlib checksum of an EU DCC is wrong',
      texts: certificates.all.map(({ text }) => withCompressed(text, flipLastBit)),
    },
    {
      name: 'last claim cut',
      does: 'the claims of an EU DCC, in an intact and signed message, lack their last byte',
      texts: await makeCutClaims(certificates, (claims) => claims.slice(0, -1)),
    },
    {
      name: 'bad JSON',
      does: 'the claims of a SMART Health Card, compressed and signed, lack their last brace',
      texts: await makeCutCards(cards),
    },
  ]
  for (const { texts } of worst) requireDistinct(texts)
  return worst
}

async function makeCutClaims(
  { issuers, all }: Samples,
  cut: (claims: Bytes) => Bytes,
): Promise<string[]> {
  const texts: string[] = []
  for (const index of all.keys()) {
    const claims = cut(encodeCbor(makeClaims(index)))
    texts.push(await encodeHc1(signDcc(issuerOf(issuers, index), claims)))
  }
  return texts
}

async function makeCutCards({ issuers, all }: Samples): Promise<string[]> {
  const texts: string[] = []
  for (const index of all.keys()) {
    const issuer = issuerOf(issuers, index)
    const { text } = await signCard(issuer, makeCardJson(issuer).slice(0, -1))
    texts.push(text)
  }
  return texts
}

function withForeignLetter(text: string): string {
  const at = HC1_PREFIX.length + anyBelow(text.length - HC1_PREFIX.length)
  return `${text.slice(0, at)}a${text.slice(at + 1)}`
}

function withoutDigit(text: string): string {
  const first = 'shc:/'.length
  const at = first + anyBelow(text.length - first)
  return text.slice(0, at) + text.slice(at + 1)
}

function withCompressed(text: string, change: (bytes: Bytes) => Bytes): string {
  return HC1_PREFIX + encodeBase45(change(decodeBase45(text, HC1_PREFIX.length)))
}

function cutAnywhere(bytes: Bytes): Bytes {
  return bytes.slice(0, anyBelow(bytes.length))
}

function cutInSecondHalf(bytes: Bytes): Bytes {
  const half = bytes.length >> 1
  return bytes.slice(0, half + anyBelow(bytes.length - half))
}

function anyBelow(end: number): number {
  return Math.floor(Math.random() * end)
}
