/**
 * Fuzzers: texts, streams, messages and payloads with some bytes changed, verified whole. Any of them
 * has a verdict, and none is genuine that does not say what an original says.
 *
 * The seed is printed; `PRATIQUE_FUZZ_SEED` repeats a run, `PRATIQUE_FUZZ_RUNS` says how many there are
 * of each kind.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { generateKeyPairSync, randomInt, sign } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib'
import {
  decodeBase45,
  decodeHc1,
  encodeBase45,
  encodeCoseSign1,
  readCoseHeader,
  sigStructure,
} from 'pratique/codecs'
import { euDcc } from 'pratique/eu-dcc'
import { encodeShc, shc, smartHealthCard } from 'pratique/smart-health-card'
import {
  createTrustStore,
  FITTING_ALGORITHMS,
  importTrustFile,
  readSpki,
  type TrustRecord,
} from 'pratique/trust'
import { createVerifier, type Verification, type Verifier } from 'pratique/verify'
import { nodeCrypto } from '../src/crypto.ts'
import { type Bytes, createChance, flip, join } from './mutate.ts'

const RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)
const SEED = process.env['PRATIQUE_FUZZ_SEED'] ?? String(randomInt(2 ** 32))

const SPECIMENS = joinPath(import.meta.dirname, '../../../vectors/specimen')
const NOW = Date.UTC(2026, 1, 1) / 1000

type Chance = (bound: number) => number

const texts = readdirSync(SPECIMENS)
  .filter((name) => name.endsWith('.txt') && !name.includes('chunk'))
  .map((name) => readFileSync(joinPath(SPECIMENS, name), 'utf8').trim())
const hc1Texts = texts.filter((text) => text.startsWith('HC1:'))
const jwses = texts.filter((text) => text.startsWith('shc:/')).map(toJws)

const specimens = await makeSpecimenVerifier()
const originals = await Promise.all(texts.map((text) => specimens.verify(text, { now: NOW })))
const certificates = originals.flatMap((each) => ('certificate' in each ? each.certificate : []))

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ownVerifier = makeOwnVerifier()

describe('fuzzers', () => {
  it('have originals that are good', () => {
    assert.ok(hc1Texts.length >= 5 && jwses.length >= 2)
    assert.ok(certificates.length >= 5)
  })

  fuzz('texts', (chance) => toText(change(Buffer.from(pick(texts, chance)), chance)))
  fuzz('streams', (chance) => {
    const stream = decodeBase45(pick(hc1Texts, chance).slice(4))
    return toHc1(change(stream, chance))
  })
  fuzz('messages', (chance) => {
    const message = inflateSync(decodeBase45(pick(hc1Texts, chance).slice(4)))
    return toHc1(deflateSync(change(message, chance), { level: 1 }))
  })
  fuzz('parts of a JWS', (chance) => {
    const parts = pick(jwses, chance).split('.')
    const at = chance(3)
    const part = change(Buffer.from(parts[at] ?? '', 'base64url'), chance)
    return parts.with(at, Buffer.from(part).toString('base64url')).join('.')
  })
  fuzz('letters of a JWS', (chance) => toText(change(Buffer.from(pick(jwses, chance)), chance)))
  fuzz('payloads of a card', (chance) => {
    const [header = '', payload = '', signature = ''] = pick(jwses, chance).split('.')
    const json = change(inflateRawSync(Buffer.from(payload, 'base64url')), chance)
    const deflated = deflateRawSync(json, { level: 1 }).toString('base64url')
    return encodeShc(`${header}.${deflated}.${signature}`)
  })
  fuzz('claims, well signed', resignClaims, ownVerifier)
  fuzz('payloads of a card, well signed', resignPayload, ownVerifier)
})

/**
 * What is signed anew by our own key must get past its signature, or nothing behind that was tried.
 *
 * @param make what is to be verified, made by chance
 */
function fuzz(
  name: string,
  make: (chance: Chance) => string,
  verifier: Verifier = specimens,
): void {
  it(name, async (t) => {
    const chance = createChance(`${SEED} ${name}`)
    const verdicts = new Map<string, number>()
    let signed = 0
    for (let run = 0; run < RUNS; run++) {
      const text = make(chance)
      const verification = await verify(verifier, text, `run ${run} of seed ${SEED}`)
      const told = verification.verdict
      verdicts.set(told, (verdicts.get(told) ?? 0) + 1)
      if (isSigned(verification)) signed++
      if (verifier !== specimens || !('certificate' in verification)) continue
      const { certificate } = verification
      const isOriginal = certificates.some((each) => isDeepStrictEqual(each, certificate))
      assert.ok(isOriginal, `seed ${SEED}, run ${run}: ${text}`)
    }
    const counts = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`)
    t.diagnostic(
      `seed ${SEED}: ${RUNS} runs: ${counts.join(', ')}; ${signed} with a good signature`,
    )
    if (verifier === ownVerifier) assert.ok(signed > RUNS / 20, `seed ${SEED}: ${signed} signed`)
  })
}

function isSigned({ checks }: Verification): boolean {
  return checks.some(({ check, status }) => check === 'signature' && status === 'passed')
}

async function verify(verifier: Verifier, text: string, where: string): Promise<Verification> {
  try {
    const verification = await verifier.verify(text, { now: NOW })
    assert.equal(verification.checks.length, 9)
    return verification
  } catch (cause) {
    throw new Error(`${where}: ${text}`, { cause })
  }
}

/** One change or a few of the kinds that find faults in decoders. */
function change(original: Uint8Array, chance: Chance, most = 3): Bytes {
  let bytes: Bytes = new Uint8Array(original)
  for (let i = chance(most); i >= 0; i--) {
    const [at, to] = [chance(bytes.length + 1), chance(bytes.length + 1)]
    const [from, until] = [Math.min(at, to), Math.max(at, to)]
    const slice = bytes.subarray(from, Math.min(until, from + 64))
    const edge = Uint8Array.of(EDGES[chance(EDGES.length)] ?? 0)
    switch (chance(7)) {
      case 0:
      case 1:
        bytes = flip(bytes, chance(bytes.length * 8))
        break
      case 2:
        bytes = join(bytes.subarray(0, at), edge, bytes.subarray(at + 1))
        break
      case 3:
        bytes = join(bytes.subarray(0, at), edge, bytes.subarray(at))
        break
      case 4:
        bytes = join(bytes.subarray(0, from), bytes.subarray(from + slice.length))
        break
      case 5:
        bytes = join(bytes.subarray(0, at), slice, bytes.subarray(at))
        break
      default:
        bytes = join(bytes.subarray(0, until))
    }
    if (bytes.length === 0) bytes = edge
  }
  return bytes
}

/** Bytes that mean something: heads and breaks of CBOR, brackets and digits, the ends of ranges. */
const EDGES: readonly number[] = [
  ...[
    0x00, 0x01, 0x17, 0x18, 0x1b, 0x20, 0x3b, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc0,
  ],
  ...[0xd2, 0xf4, 0xf6, 0xf7, 0xf9, 0xfb, 0xff, 0xfe, 0xef, 0xc3],
  ...Buffer.from('{}[]":,\\-+.e019 \n/'),
]

function resignClaims(chance: Chance): string {
  const message = decodeHc1(pick(hc1Texts, chance))
  const unsigned = { ...message, payload: change(message.payload, chance, 1) }
  return toHc1(
    deflateSync(encodeCoseSign1({ ...unsigned, signature: signOwn(sigStructure(unsigned)) })),
  )
}

function resignPayload(chance: Chance): string {
  const [header = '', payload = ''] = pick(jwses, chance).split('.')
  const json = change(inflateRawSync(Buffer.from(payload, 'base64url')), chance, 1)
  const input = `${header}.${deflateRawSync(json, { level: 1 }).toString('base64url')}`
  const signature = Buffer.from(signOwn(Buffer.from(input)))
  return encodeShc(`${input}.${signature.toString('base64url')}`)
}

function signOwn(data: Uint8Array): Bytes {
  const key = { key: own.privateKey, dsaEncoding: 'ieee-p1363' as const }
  return new Uint8Array(sign('sha256', data, key))
}

/** Verifies the specimens with the specimens' own list of keys. */
async function makeSpecimenVerifier(): Promise<Verifier> {
  const file = new Uint8Array(readFileSync(joinPath(SPECIMENS, 'trust.json')))
  const imported = await importTrustFile(file, { crypto: nodeCrypto })
  return makeVerifier(imported.records)
}

/** Trusts one key, under the identifiers and issuers of the specimens. */
function makeOwnVerifier(): Verifier {
  const key = readSpki(new Uint8Array(own.publicKey.export({ format: 'der', type: 'spki' })))
  const record: TrustRecord = {
    ...{ framework: 'hcert', environment: 'production', issuer: 'UT', keyId: '', key },
    algorithms: FITTING_ALGORITHMS[key.kind],
    ...{ status: 'live', evidence: 'local', revocation: 'none', remarks: [] },
  }
  const countries = hc1Texts.map((text) => ({ ...record, keyId: keyIdOf(text) }))
  const issuers = jwses.map((jws): TrustRecord => {
    const { keyId, claims } = shc.decode(jws)
    const iss = claims.kind === 'jwt' ? claims.object['iss'] : ''
    return { ...record, framework: 'smart-health-card', issuer: String(iss), keyId }
  })
  return makeVerifier([...countries, ...issuers])
}

function keyIdOf(text: string): string {
  return readCoseHeader(decodeHc1(text)).keyId
}

function makeVerifier(records: readonly TrustRecord[]): Verifier {
  const formats = [euDcc, smartHealthCard]
  return createVerifier({ formats, trust: createTrustStore({ records }), crypto: nodeCrypto })
}

function toJws(text: string): string {
  const pairs = text.slice(5).match(/\d\d/g) ?? []
  return pairs.map((pair) => String.fromCharCode(Number(pair) + 45)).join('')
}

function toHc1(stream: Uint8Array): string {
  return `HC1:${encodeBase45(new Uint8Array(stream))}`
}

/** Not all bytes are UTF-8: as letters of Latin-1 they are all text. */
function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function pick(items: readonly string[], chance: Chance): string {
  return items[chance(items.length)] ?? ''
}
