/**
 * Vectors of health links by Examplia: as they stand, and in signed certificates. None leads anywhere.
 *
 * @module
 */

import type { CborMap, CborValue } from '../../packages/pratique/src/codecs.ts'
import type { CheckCode, RemarkCode } from '../../packages/pratique/src/codes.ts'
import { ENVELOPE, ISSUED } from './dcc-rows.ts'
import { key } from './examplia.ts'
import { cborMap, signHc1 } from './hcert.ts'
import { LINK, LINK_URL, toLink } from './link.ts'
import { broken, type Expectation, notACertificate, type Row, row, undecided } from './rows.ts'

const SMART = 'smart-health-link'
const SIGNED = 'health-link'
const VIEWER = 'https://viewer.pratique.example/#'

/** A link is named, and that is all. */
function named(...remarks: readonly RemarkCode[]): Expectation {
  return { ...undecided(22, 'content.link'), ...(remarks.length > 0 && { remarks }) }
}

type Case = readonly [id: string, payload: unknown, expect: Expectation]

const of = (id: string, change: object, ...remarks: readonly RemarkCode[]): Case => [
  id,
  { ...LINK, ...change },
  named(...remarks),
]
const wrong = (id: string, change: object): Case => [
  id,
  { ...LINK, ...change },
  broken('format.link'),
]

const NAMED: readonly Case[] = [
  of('plain', {}),
  of('all-members', { flag: 'LP', label: 'Exercise', exp: 1_900_000_000, v: 1 }),
  of('file-without-manifest', { flag: 'LU' }),
  of('other-members', { _x: { a: 1 }, extension: [], foo: null }),
  of('type-of-who', { type: 'shl' }),
  of('flags-in-another-order', { flag: 'PL' }, 'content.flag-order'),
  of('flag-unknown', { flag: 'LX' }, 'content.unknown-flag'),
  of('time-is-over', { exp: ISSUED }, 'content.link-expired'),
  of('long-address', { url: `${LINK_URL}?${'x'.repeat(100)}` }, 'content.long-text'),
  of('key-with-bits-beyond', { key: `${LINK['key']}`.replace(/.$/, 'x') }),
]

const WRONG: readonly Case[] = [
  wrong('no-url', { url: undefined }),
  wrong('url-without-encryption', { url: LINK_URL.replace('https', 'http') }),
  wrong('url-of-a-file', { url: 'file:///etc/passwd' }),
  wrong('url-with-user', { url: LINK_URL.replace('//', '//bank.example@') }),
  wrong('url-of-this-machine', { url: 'https://localhost/m' }),
  wrong('no-key', { key: undefined }),
  wrong('key-too-short', { key: 'A'.repeat(42) }),
  wrong('key-too-long', { key: 'A'.repeat(44) }),
  wrong('key-not-base64url', { key: '+'.repeat(43) }),
  wrong('passcode-without-manifest', { flag: 'PU' }),
  wrong('flag-number', { flag: 7 }),
  wrong('exp-text', { exp: '1900000000' }),
  wrong('label-too-long', { label: 'x'.repeat(81) }),
  wrong('newer-version', { v: 2, label: 'Exercise' }),
  wrong('version-text', { v: '1' }),
  ['array', [], broken('format.link')],
]

/** Builds the rows of links as they stand. */
export function linkRows(): readonly Row[] {
  const text = toLink(LINK)
  const spelt: readonly (readonly [string, string, Expectation])[] = [
    ['behind-a-viewer', VIEWER + text, named()],
    ['with-line-end', `${text}\n`, named()],
    ['double-slash', text.replace(':/', '://'), broken('format.base64url')],
    ['padded', `${text}==`, broken('format.base64url')],
    ['standard-base64', `shlink:/${btoa('{"a":">>>???"}')}`, broken('format.base64url')],
    ['empty', 'shlink:/', broken('format.json')],
    ['not-json', 'shlink:/AAAA', broken('format.json')],
    ['endless', `shlink:/${'A'.repeat(20_000)}`, broken('format.length')],
  ]
  return [
    ...[...NAMED, ...WRONG].map(([id, payload, expect]) =>
      row(`${SMART}/${id}`, SMART, toLink(payload), expect),
    ),
    ...spelt.map(([id, link, expect]) => row(`${SMART}/${id}`, SMART, link, expect)),
    row(`${SMART}/capitals`, undefined, text.toUpperCase(), notACertificate('format.prefix')),
    row(
      `${SMART}/verifiable-health-link`,
      'verifiable-health-link',
      toLink(LINK, 'vhlink:/'),
      notACertificate('format.unsupported'),
    ),
  ]
}

/** The claims around a health link: sub-claim 5 of claim −260. */
function claimsOf(
  claim: CborValue,
  others: readonly (readonly [number, CborValue])[] = [],
): CborMap {
  return cborMap(
    [1, ENVELOPE.iss],
    [4, ENVELOPE.exp],
    [6, ENVELOPE.iat],
    [-260, cborMap([5, claim], ...others)],
  )
}

/** Builds the rows of links in certificates of the HCERT family. */
export function healthLinkRows(): Promise<readonly Row[]> {
  const text = toLink(LINK)
  const faulty = (code: CheckCode): Expectation => undecided(22, code)
  const cases: readonly (readonly [string, CborMap, Expectation])[] = [
    ['text', claimsOf(text), named()],
    ['map', claimsOf(cborMap(['u', text])), named()],
    ['array-of-text', claimsOf([text]), named()],
    ['array-of-map', claimsOf([cborMap(['u', text])]), named()],
    ['verifiable', claimsOf(toLink(LINK, 'vhlink:/')), named()],
    ['verifiable-by-type', claimsOf(toLink({ ...LINK, type: 'vhl' })), named()],
    ['flag-unknown', claimsOf(toLink({ ...LINK, flag: 'X' })), named('content.unknown-flag')],
    ['flags-unordered', claimsOf(toLink({ ...LINK, flag: 'PL' })), named('content.flag-order')],
    ['time-is-over', claimsOf(toLink({ ...LINK, exp: ISSUED })), named('content.link-expired')],
    ['two-links', claimsOf([text, text]), faulty('content.structure')],
    ['number', claimsOf(7), faulty('content.structure')],
    ['other-text', claimsOf('https://links.pratique.example/'), faulty('content.structure')],
    ['map-without-u', claimsOf(cborMap(['url', text])), faulty('content.structure')],
    ['newer-version', claimsOf(toLink({ ...LINK, v: 2 })), faulty('content.structure')],
    [
      'url-without-encryption',
      claimsOf(toLink({ ...LINK, url: LINK_URL.replace('https', 'http') })),
      faulty('content.structure'),
    ],
    ['beside-a-dcc', claimsOf(text, [[1, cborMap()]]), faulty('content.several-entries')],
    ['absent', claimsOf(null), faulty('content.unsupported')],
  ]
  return Promise.all(
    cases.map(async ([id, claims, expect]) => {
      const format = id === 'absent' || id === 'beside-a-dcc' ? undefined : SIGNED
      return row(`${SIGNED}/${id}`, format, await signHc1(claims, { key: key('all') }), expect)
    }),
  )
}
