/**
 * The whole world's keys: the WHO's list and the VCI's snapshot as they are published, which lie beside
 * the repository, and made-up keys in place of ICAO's authorities, which may not be carried.
 *
 * @module
 */

import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { nodeCrypto } from '@pratique/node/crypto'
import type { BundleContent } from 'pratique/bundle'
import {
  importSource,
  readJwk,
  type SourceImport,
  type TrustList,
  type TrustRecord,
} from 'pratique/trust'
import type { PublicKey } from 'pratique/verify'
import { type Bytes, NOW } from './issuers.ts'

const CORPUS = new URL('../../../shared/corpus/trust/', import.meta.url)
const DAY = 86_400

/** How many authorities have what key: states keep to RSA, and the longest there is. */
const ICAO_KEYS = [
  { count: 115, make: () => makeRsaKey(4096) },
  { count: 30, make: () => makeRsaKey(3072) },
  { count: 20, make: () => makeRsaKey(2048) },
  { count: 30, make: () => makeEcKey('P-256') },
  { count: 40, make: () => makeEcKey('P-384') },
  { count: 20, make: () => makeEcKey('P-521') },
] as const

/** What is missing; `undefined`: nothing. */
export const missingCorpus: string | undefined = existsSync(CORPUS)
  ? undefined
  : '../shared/corpus/trust is not here'

/** The files of the WHO's network, with those of its trust anchor. */
export function readGdhcnFiles(): ReadonlyMap<string, Bytes> {
  const lines = readFileSync(new URL('gdhcn-prod-cms.jsonl', CORPUS), 'utf8').trim().split('\n')
  const anchored = lines.map((line): [string, Bytes] => {
    const { path, ...file }: { readonly path: string } = JSON.parse(line)
    const [participant, , domain] = path.split('/')
    const name = /signed\.(.*)\.json$/.exec(path)?.[1]
    return [`TNG_TA.signed.${participant}.${domain}.${name}.json`, toBytes(JSON.stringify(file))]
  })
  return new Map([['did.json', readCorpus('gdhcn-prod-trustlist-v2.json')], ...anchored])
}

/** Imports the WHO's list. */
export function importGdhcn(files: ReadonlyMap<string, Bytes>): Promise<SourceImport> {
  return importSource('gdhcn', files, { crypto: nodeCrypto })
}

/** Puts everything together as the content of a bundle. */
export async function makeWorld(gdhcn: SourceImport): Promise<BundleContent> {
  const vciFiles = new Map([
    ['snapshot.json', readCorpus('vci-snapshot.json')],
    ['snapshot.sig', readCorpus('vci-snapshot.sig')],
    ['snapshot.crt', readCorpus('vci-snapshot.crt.pem')],
    ['directory.json', readCorpus('vci-issuers.json')],
  ])
  const vci = await importSource('vci', vciFiles, { crypto: nodeCrypto })
  const nz = await importSource('nz', new Map([['did.json', makeNzDocument()]]), {
    crypto: nodeCrypto,
  })
  const all = [gdhcn, vci, nz]
  return {
    records: [...all.flatMap(({ records }) => records), ...makeIcaoRecords()],
    lists: [...all.flatMap(({ lists }) => lists), ICAO_LIST],
    revocations: all.flatMap(({ revocations = [] }) =>
      revocations.map((each) => ({ kind: 'smart-health-card-crl', ...each }) as const),
    ),
    sources: all.map(({ kind, records, dropped }) => {
      const counts = { kept: records.length, dropped: dropped.length }
      return { name: kind, kind, files: [], verdict: 'of a benchmark', ...counts }
    }),
    policies: [],
    denied: [],
  }
}

const ICAO_LIST: TrustList = {
  framework: 'vds-nc',
  name: 'icao-master-list',
  asOf: NOW,
  isSigned: true,
}

function makeIcaoRecords(): readonly TrustRecord[] {
  const keys = ICAO_KEYS.flatMap(({ count, make }) => Array.from({ length: count }, make))
  return keys.map((key, at) => {
    const issuer = String.fromCharCode(65 + (at % 26), 65 + (Math.floor(at / 26) % 26))
    return {
      framework: 'vds-nc',
      environment: 'production',
      issuer,
      name: `CSCA ${issuer} ${at}`,
      keyId: createHash('sha1').update(key.spki).digest('hex'),
      role: 'authority',
      key,
      algorithms: [],
      notBefore: NOW - at * DAY,
      notAfter: NOW + (5000 - at) * DAY,
      status: 'live',
      evidence: 'listed',
      list: ICAO_LIST.name,
      revocation: 'none',
      remarks: [],
    }
  })
}

/** Of chance alone: nothing is ever signed with it, and to find primes would take minutes. */
function makeRsaKey(bits: number): PublicKey {
  const modulus = randomBytes(bits / 8)
  modulus[0] = (modulus[0] ?? 0) | 0x80
  return readJwk({ kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' })
}

function makeEcKey(namedCurve: string): PublicKey {
  const { kty = '', crv = '', x = '', y = '' } = makeJwk(namedCurve)
  return readJwk({ kty, crv, x, y })
}

function makeNzDocument(): Bytes {
  const did = 'did:web:nzcp.identity.health.nz'
  const id = `${did}#key-1`
  const { kty, crv, x, y } = makeJwk('P-256')
  const publicKeyJwk = { kty, crv, x, y }
  return toBytes(
    JSON.stringify({
      '@context': ['https://w3.org/ns/did/v1'],
      id: did,
      verificationMethod: [{ id, controller: did, type: 'JsonWebKey2020', publicKeyJwk }],
      assertionMethod: [id],
    }),
  )
}

function makeJwk(namedCurve: string): JsonWebKey {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' })
}

function readCorpus(name: string): Bytes {
  return new Uint8Array(readFileSync(new URL(name, CORPUS)))
}

function toBytes(text: string): Bytes {
  return new TextEncoder().encode(text)
}
