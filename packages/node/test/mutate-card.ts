/**
 * Mutants of SMART Health Cards: every one differs from the original in one way.
 *
 * @module
 */

import { deflateRawSync, deflateSync, gzipSync, inflateRawSync } from 'node:zlib'
import { encodeShc } from 'pratique/smart-health-card'
import { type Bytes, createChance, flip, join, type Mutant, otherSignatures } from './mutate.ts'

/** The members of a JSON object, in order and maybe twice. */
type Members = readonly (readonly [name: string, value: unknown])[]

/**
 * Makes mutants of a card.
 *
 * @param jws a compact JWS
 * @param other another card's, to join it with
 */
export function* mutateCard(jws: string, other: string): Generator<Mutant> {
  const chance = createChance(jws)
  for (const [name, text] of mutateJws(jws, other, chance)) {
    // In a file of cards, white space and other letters can be written that digits have no room for.
    yield { name, texts: [/^[-.\w]+$/.test(text) ? encodeShc(text) : toFile(text)] }
  }
  yield { name: 'as a JWS', texts: [jws] }
  yield { name: 'as a file', texts: [toFile(jws)] }
  yield* mutateFile(jws, other)
  yield* mutateDigits(encodeShc(jws), chance)
  yield* mutateChunks(jws, other)
}

function* mutateJws(
  jws: string,
  other: string,
  chance: (bound: number) => number,
): Generator<readonly [string, string]> {
  const parts = jws.split('.')
  const [header = '', payload = '', signature = ''] = parts
  const names = ['header', 'payload', 'signature']
  for (const [i, part] of parts.entries()) {
    for (let n = 0; n < 8; n++) {
      const bytes = fromBase64Url(part)
      const bit = chance(bytes.length * 8)
      yield [`${names[i]}, bit ${bit}`, parts.with(i, toBase64Url(flip(bytes, bit))).join('.')]
    }
    for (const [name, spelling] of respellBase64Url(part, chance)) {
      yield [`${names[i]}: ${name}`, parts.with(i, spelling).join('.')]
    }
    yield [`${names[i]}: none`, parts.with(i, '').join('.')]
    yield [`${names[i]}: another’s`, parts.with(i, other.split('.')[i] ?? '').join('.')]
  }
  for (const [name, bytes] of otherSignatures(fromBase64Url(signature))) {
    yield [`signature: ${name}`, `${header}.${payload}.${toBase64Url(bytes)}`]
  }
  for (const [name, text] of mutateHeader(header, other)) {
    yield [`header: ${name}`, `${toBase64Url(utf8(text))}.${payload}.${signature}`]
  }
  for (const [name, bytes] of mutatePayload(fromBase64Url(payload))) {
    yield [`payload: ${name}`, `${header}.${toBase64Url(bytes)}.${signature}`]
  }
  yield ['two parts', `${header}.${payload}`]
  yield ['four parts', `${jws}.${signature}`]
  yield ['twice', jws + jws]
  yield ['parts exchanged', `${payload}.${header}.${signature}`]
}

/** Spellings of Base64 that mean the same bytes to lenient readers. */
function* respellBase64Url(
  part: string,
  chance: (bound: number) => number,
): Generator<readonly [string, string]> {
  const at = 1 + chance(part.length - 1)
  yield ['padding', part.padEnd(4 * Math.ceil((part.length + 1) / 4), '=')]
  yield ['the other alphabet', `${part.replaceAll('-', '+').replaceAll('_', '/')}`]
  yield ['a line end in it', `${part.slice(0, at)}\n${part.slice(at)}`]
  yield ['a space after it', `${part} `]
  // Bits that belong to no byte: there are some unless the length is a multiple of four.
  const last = part.charCodeAt(part.length - 1)
  if (part.length % 4 > 0)
    yield ['bits left over', part.slice(0, -1) + String.fromCharCode(last + 1)]
}

function* mutateHeader(header: string, other: string): Generator<readonly [string, string]> {
  const text = fromBase64Url(header).toString()
  const members: Members = Object.entries(JSON.parse(text))
  const edit = (name: string, value: unknown) => write([...without(members, name), [name, value]])
  const kid = JSON.parse(fromBase64Url(other.split('.')[0] ?? '').toString()).kid
  yield ['another order', write(members.toReversed())]
  yield ['spaces', JSON.stringify(JSON.parse(text), null, 1)]
  yield ['a space after it', `${text} `]
  yield ['a byte order mark', `\ufeff${text}`]
  yield ['the other key identifier', edit('kid', kid)]
  yield ['no key identifier', write(without(members, 'kid'))]
  yield ['kid twice', write([...members, ['kid', kid]])]
  yield ['kid twice, the other first', write([['kid', kid], ...members])]
  for (const alg of ['none', 'ES384', 'HS256', 'RS256', 'es256', null]) {
    yield [`alg ${alg}`, edit('alg', alg)]
  }
  yield ['no alg', write(without(members, 'alg'))]
  yield ['no zip', write(without(members, 'zip'))]
  yield ['zip GZ', edit('zip', 'GZ')]
  yield ['crit', edit('crit', ['alg'])]
  yield ['a key of its own', edit('jwk', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' })]
  yield ['an address of keys', edit('jku', 'https://issuer.example/jwks.json')]
  yield ['a type', edit('typ', 'JWT')]
}

/** What is signed is the compressed payload, so that nothing of it may change. */
function* mutatePayload(payload: Buffer): Generator<readonly [string, Uint8Array]> {
  const plain = inflateRawSync(payload)
  const text = plain.toString().replace(/^\ufeff/, '')
  const claims = JSON.parse(text)
  const members: Members = Object.entries(claims)
  const deflate = (json: string) => deflateRawSync(json, { level: 9 })
  for (const level of [0, 1, 5]) yield [`level ${level}`, deflateRawSync(plain, { level })]
  yield ['zlib', deflateSync(plain)]
  yield ['gzip', gzipSync(plain)]
  yield ['not compressed', plain]
  yield ['bytes after it', join(payload, Uint8Array.of(0))]
  yield ['cut short', payload.subarray(0, -1)]
  yield ['two streams', join(payload, payload)]
  yield ['an empty block after it', join(payload, Uint8Array.of(3, 0))]
  yield ['another order', deflate(write(members.toReversed()))]
  yield ['spaces', deflate(JSON.stringify(claims, null, 1))]
  yield ['a space after it', deflate(`${text} `)]
  yield ['iss twice', deflate(write([...members, ['iss', 'https://other.example']]))]
  yield ['exp twice', deflate(write([...members, ['exp', 4e9], ['exp', 4e9]]))]
  yield ['a later end', deflate(write([...without(members, 'exp'), ['exp', 4e9]]))]
  yield ['an earlier beginning', deflate(write([...without(members, 'nbf'), ['nbf', 0]]))]
  yield [
    'another issuer',
    deflate(write([...without(members, 'iss'), ['iss', 'https://x.example']])),
  ]
  yield ['another family', deflate(text.replace(/"family":"[^"]*"/, '"family":"Else"'))]
  yield ['another birth', deflate(text.replace(/"birthDate":"\d{4}/, '"birthDate":"1999'))]
  yield ['another status', deflate(text.replace('"completed"', '"not-done"'))]
  yield ['escapes', deflate(text.replace('"iss"', '"\\u0069ss"'))]
}

function* mutateFile(jws: string, other: string): Generator<Mutant> {
  const file = (name: string, content: unknown): Mutant => {
    return { name: `file: ${name}`, texts: [JSON.stringify(content)] }
  }
  const [broken, half] = [`${jws.slice(0, -4)}AAAA`, jws.slice(0, jws.length / 2)]
  yield file('other members', { verifiableCredential: [jws], issuer: 'https://x.example' })
  yield file('white space', { verifiableCredential: [` ${jws}\n`] })
  yield file('with a broken card', { verifiableCredential: [jws, broken] })
  yield file('with a broken card before', { verifiableCredential: [broken, jws] })
  yield file('with half a card', { verifiableCredential: [jws, half] })
  yield file('with no card', { verifiableCredential: [jws, ''] })
  yield file('with what is no text', { verifiableCredential: [jws, 5] })
  yield file('without cards', { verifiableCredential: [] })
  yield file('no array', { verifiableCredential: jws })
  yield file('arrays in arrays', { verifiableCredential: [[jws]] })
  yield {
    name: 'file: its cards twice',
    texts: [`{"verifiableCredential":[${JSON.stringify(jws)}],"verifiableCredential":["${half}"]}`],
  }
  const valueString = jws
  const parameter = [{ name: 'verifiableCredential', valueString }]
  yield file('parameters', { resourceType: 'Parameters', parameter })
  yield file('parameters and a broken card', {
    parameter: [...parameter, { name: 'verifiableCredential', valueString: broken }],
  })
  yield file('a card of another kind', { verifiableCredential: [`${other}.${other}`, jws] })
}

function* mutateDigits(text: string, chance: (bound: number) => number): Generator<Mutant> {
  const at = 5 + 2 * chance((text.length - 5) / 2)
  const one = (name: string, mutant: string): Mutant => ({ name: `text: ${name}`, texts: [mutant] })
  yield one('a digit less', text.slice(0, at) + text.slice(at + 1))
  yield one('a pair less', text.slice(0, at) + text.slice(at + 2))
  yield one('a pair twice', text.slice(0, at) + text.slice(at - 2))
  yield one('a pair that is no letter', `${text.slice(0, at)}99${text.slice(at + 2)}`)
  yield one('a space in it', `${text.slice(0, at)} ${text.slice(at)}`)
  yield one('a digit at the end', `${text}0`)
  yield one('a letter at the end', `${text}00`)
  yield one('a dot at the end', `${text}01`)
  yield one('a line end after it', `${text}\r\n`)
  yield one('white space around it', ` \n${text}\t `)
  yield one('capitals', text.replace('shc', 'SHC'))
  yield one('no slash', text.replace('shc:/', 'shc:'))
  yield one('two slashes', text.replace('shc:/', 'shc://'))
  yield one('twice', text + text)
  yield one('its digits twice', text + text.slice(5))
  yield one(
    'full-width digits',
    text.replace(/\d/, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
  )
}

/** Chunks in any order, missing, doubled, of two cards, and with other numbers. */
function* mutateChunks(jws: string, other: string): Generator<Mutant> {
  const two = toChunks(jws, 2)
  const three = toChunks(jws, 3)
  const others = toChunks(other, 2)
  const [first = '', second = ''] = two
  const set = (name: string, texts: readonly string[]): Mutant => ({
    name: `chunks: ${name}`,
    texts,
  })
  yield set('one of one', toChunks(jws, 1))
  yield set('two', two)
  yield set('in the other order', two.toReversed())
  yield set('three', three)
  yield set('three in another order', [...three.slice(1), ...three.slice(0, 1)])
  yield set('one twice', [...two, ...two.slice(0, 1)])
  yield set('one missing', two.slice(1))
  yield set('one of three missing', three.slice(0, 2))
  yield set('of two cards', [first, others[1] ?? ''])
  yield set('two that contradict', [...two, others[1] ?? ''])
  yield set('numbers exchanged', [
    first.replace('/1/2/', '/2/2/'),
    second.replace('/2/2/', '/1/2/'),
  ])
  yield set('number nought', [first.replace('/1/2/', '/0/2/'), second])
  yield set('number past the end', [first, second.replace('/2/2/', '/3/2/')])
  yield set('zeros before', [first.replace('/1/2/', '/01/02/'), second.replace('/2/2/', '/02/02/')])
  yield set('totals that differ', [first.replace('/1/2/', '/1/3/'), second])
  yield set('an odd cut', [first.slice(0, -1), second.replace('/2/2/', `/2/2/${first.at(-1)}`)])
  yield set('a digit between', [`${first}0`, second.replace('/2/2/', '/2/2/0')])
  yield set('and the whole card', [...two, encodeShc(other)])
}

function toChunks(jws: string, count: number): readonly string[] {
  const digits = encodeShc(jws).slice(5)
  const size = 2 * Math.ceil(jws.length / count)
  return Array.from({ length: count }, (_, i) => {
    return `shc:/${i + 1}/${count}/${digits.slice(i * size, (i + 1) * size)}`
  })
}

function without(members: Members, name: string): Members {
  return members.filter(([own]) => own !== name)
}

function write(members: Members): string {
  const written = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{${written.join()}}`
}

function toFile(jws: string): string {
  return JSON.stringify({ verifiableCredential: [jws] })
}

function fromBase64Url(text: string): Buffer<ArrayBuffer> {
  return Buffer.from(text, 'base64url')
}

function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}
