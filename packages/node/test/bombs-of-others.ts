/**
 * Bombs for the carriers of seals, DIVOC certificates, passes and links.
 *
 * @module
 */

import { crc32, deflateRawSync } from 'node:zlib'
import { encodeBase32 } from 'pratique/codecs'

type Bomb = readonly [string, () => string]

const KI = 1024
const MI = 1024 * KI

/** All of them, by name. */
export function* bombsOfOthers(): Generator<Bomb> {
  yield* archives()
  yield* documents()
  yield* seals()
  yield* passes()
  yield* links()
}

/** ZIP files that are small and say or hold much. */
function* archives(): Generator<Bomb> {
  yield ['60 MB of zeros in an archive', () => toB64(archive(Buffer.alloc(60 * MI)))]
  yield ['the same as bytes', () => archive(Buffer.alloc(60 * MI)).toString('latin1')]
  yield ['an archive of 16 MB', () => toB64(Buffer.alloc(16 * MI, archive(Buffer.alloc(9))))]
  yield ['64 KB of spaces', () => toB64(archive(Buffer.alloc(64 * KI, ' ')))]
  yield ['64 KB of brackets', () => toB64(archive(Buffer.alloc(64 * KI, '[')))]
  yield ['16 MB of Base64', () => `B64:UEsDB${'A'.repeat(16 * MI)}`]
  yield ['ends of archives', () => toB64(Buffer.alloc(60 * KI, Buffer.from('504b0506', 'hex')))]
}

/** Linked data: many nodes, nodes that are alike, and names without an end. */
function* documents(): Generator<Bomb> {
  const address = '{"streetAddress":""}'
  const evidence = (count: number) =>
    Array.from({ length: count }, () => `{"facility":{"address":${address}}}`).join()
  yield ['much evidence', () => divoc({ evidence: `[${evidence(1_500)}]` })]
  yield ['nodes in nodes', () => divoc({ evidence: '[{"facility":'.repeat(2_000) })]
  yield ['many types', () => divoc({ type: `[${'"VerifiableCredential",'.repeat(2_000)}"a"]` })]
  yield ['many contexts', () => divoc({ '@context': `[${'"a",'.repeat(15_000)}"a"]` })]
  yield ['contexts in contexts', () => divoc({ '@context': '{"@context":'.repeat(5_000) })]
  yield ['many members', () => divoc({ credentialSubject: objectOf(6_000) })]
  yield ['a long name', () => divoc({ credentialSubject: `{"name":"${'a '.repeat(30_000)}"}` })]
  const words = `{"vaccine":"${'covid vac '.repeat(6_000)}","manufacturer":"${'-'.repeat(900)}"}`
  yield ['a vaccine of many words', () => divoc({ evidence: `[${words}]` })]
}

/** Seals: JSON of much structure, and certificates that are none. */
function* seals(): Generator<Bomb> {
  const seal = (data: string, cer = 'MAA', sigvl = 'AAAA') =>
    `{"data":${data},"sig":{"alg":"ES256","cer":"${cer}","sigvl":"${sigvl}"}}`
  const der = (bytes: Buffer) => bytes.toString('base64url')
  yield ['a seal of 16 MB', () => seal(`{"a":"${'a'.repeat(16 * MI)}"}`)]
  yield ['brackets in a seal', () => seal('['.repeat(MI))]
  yield ['numbers in a seal', () => seal(`{"hdr":[${'1e1,'.repeat(200_000)}1]}`)]
  yield ['digits in a seal', () => seal(`{"hdr":${'1'.repeat(500_000)}}`)]
  yield ['members in a seal', () => seal(objectOf(60_000))]
  yield ['surrogates in a seal', () => seal(`{"hdr":"${'\\ud800'.repeat(100_000)}"}`)]
  yield ['a certificate of SEQUENCEs', () => seal('{}', der(Buffer.alloc(60_000, 0x30)))]
  yield ['a certificate that is long', () => seal('{}', 'A'.repeat(MI))]
  const lengths = Buffer.alloc(60_000, Buffer.from('3084ffffffff', 'hex'))
  yield ['a certificate of lengths', () => seal('{}', der(lengths))]
  yield ['an array of seals', () => `[${`${seal('{}')},`.repeat(10_000)}{}]`]
}

/** Passes: CBOR of nothing but structure. */
function* passes(): Generator<Bomb> {
  const pass = (bytes: Buffer) => `NZCP:/1/${encodeBase32(new Uint8Array(bytes))}`
  yield ['a pass of 16 MB', () => `NZCP:/1/${'A'.repeat(16 * MI)}`]
  for (const byte of [0x81, 0x9f, 0xbf, 0xd2, 0x5f]) {
    yield [`a pass of 0x${byte.toString(16)}`, () => pass(Buffer.alloc(40_000, byte))]
  }
  yield ['padding of a pass', () => `NZCP:/1/${'='.repeat(MI)}`]
  yield ['digits of a pass’s version', () => `NZCP:/${'9'.repeat(MI)}/A`]
}

/** Links: payloads of much, and addresses without an end. */
function* links(): Generator<Bomb> {
  const link = (json: string) => `shlink:/${Buffer.from(json).toString('base64url')}`
  const of = (url: string, more = '') => link(`{"url":"${url}","key":"${'A'.repeat(43)}"${more}}`)
  yield ['a link of 16 MB', () => `shlink:/${'A'.repeat(16 * MI)}`]
  yield ['a long address', () => of(`https://${'a'.repeat(MI)}`)]
  yield ['an address of dots', () => of(`https://${'a.'.repeat(30_000)}`)]
  yield ['an address of at signs', () => of(`https://${'@'.repeat(30_000)}`)]
  yield ['many flags', () => of('https://a.example', `,"flag":"${'L'.repeat(30_000)}"`)]
  yield ['brackets in a link', () => link('['.repeat(30_000))]
  yield ['many viewers', () => `${'https://a.example#'.repeat(50_000)}shlink:/e30`]
}

function divoc(members: Readonly<Record<string, string>>): string {
  const usual = {
    '@context': JSON.stringify([
      'https://www.w3.org/2018/credentials/v1',
      'https://cowin.gov.in/credentials/vaccination/v1',
    ]),
    type: '["VerifiableCredential","ProofOfVaccinationCredential"]',
    credentialSubject: '{"type":"Person","id":"did:a:b","name":"a"}',
    issuer: '"https://cowin.gov.in/"',
    issuanceDate: '"2021-03-03T04:28:46.012Z"',
    evidence: '[{"type":["Vaccination"],"vaccine":"COVISHIELD"}]',
    nonTransferable: '"true"',
    proof: JSON.stringify({
      type: 'Ed25519Signature2018',
      created: '2021-03-03T04:28:46Z',
      verificationMethod: 'did:india',
      proofPurpose: 'assertionMethod',
      jws: `eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..${'A'.repeat(86)}`,
    }),
    ...members,
  }
  const written = Object.entries(usual).map(([name, value]) => `${JSON.stringify(name)}:${value}`)
  return `{${written.join()}}`
}

function objectOf(count: number): string {
  return `{${Array.from({ length: count }, (_, i) => `"${i}":0`).join()}}`
}

function toB64(bytes: Buffer): string {
  return `B64:${bytes.toString('base64')}`
}

/** One entry, certificate.json, and its central directory (APPNOTE §4.3). */
function archive(content: Buffer): Buffer {
  const name = Buffer.from('certificate.json')
  const data = deflateRawSync(content, { level: 9 })
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(8, 4)
  head.writeUInt32LE(crc32(content), 10)
  head.writeUInt32LE(data.length, 14)
  head.writeUInt32LE(content.length, 18)
  head.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, name, data])
  const made = Buffer.of(20, 0)
  const central = Buffer.concat([
    Buffer.from('504b0102', 'hex'),
    made,
    head,
    Buffer.alloc(14),
    name,
  ])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('504b0506', 'hex'), end])
}
