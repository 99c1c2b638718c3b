/**
 * DIVOC certificates that are all made up: documents, proofs and archives.
 *
 * @module
 */

import { crc32, deflateRawSync } from 'node:zlib'
import { toSignedBytes } from '../../packages/pratique/src/divoc.ts'
import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { EXAMPLIA_DIVOC } from './examplia.ts'
import type { KeyPair } from './key-pairs.ts'
import { toVerificationMethod } from './trust-file.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Members that are other than usual; `undefined` leaves one out. */
interface Other {
  readonly [name: string]: JsonValue | undefined
}

export interface DivocParts {
  readonly root?: Other
  readonly subject?: Other
  readonly evidence?: Other
}

/** The two contexts: of credentials, and version 2 of DIVOC's. */
export const CONTEXTS: readonly string[] = [
  'https://www.w3.org/2018/credentials/v1',
  'https://cowin.gov.in/credentials/vaccination/v2',
]

const ADDRESS: JsonObject = {
  streetAddress: '1 Proof Lane',
  streetAddress2: '',
  district: 'Testing',
  city: 'Specimen City',
  addressRegion: '',
  addressCountry: 'XE',
  postalCode: 176207,
}

/** Members of a vaccination: dose 1 of 2. */
export const EVIDENCE: JsonObject = {
  id: `${EXAMPLIA_DIVOC}vaccine/92047670169`,
  feedbackUrl: `${EXAMPLIA_DIVOC}?92047670169`,
  infoUrl: `${EXAMPLIA_DIVOC}?92047670169`,
  certificateId: '92047670169',
  type: ['Vaccination'],
  batch: 'EXERCISE-1',
  vaccine: 'COVISHIELD',
  manufacturer: 'Serum Institute of India',
  icd11Code: 'XM97T2',
  prophylaxis: 'COVID-19 vaccine, non-replicating viral vector',
  date: '2025-12-15T09:30:00.000Z',
  effectiveStart: '2025-12-14',
  effectiveUntil: '2026-12-15',
  dose: 1,
  totalDoses: 2,
  verifier: { name: 'Tibor Testworth' },
  facility: { name: 'Examplia General Hospital', address: ADDRESS },
}

const SUBJECT: JsonObject = {
  type: 'Person',
  id: 'did:examplia:person:1',
  refId: '39791185041847',
  uhid: '',
  name: 'Cora Vectorova',
  gender: 'Female',
  dob: '1985-09-14',
  nationality: 'Examplian',
  address: ADDRESS,
}

/** Builds a document without its proof. */
export function divocDocument({ root, subject, evidence }: DivocParts = {}): JsonObject {
  return without({
    '@context': CONTEXTS,
    type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
    issuer: EXAMPLIA_DIVOC,
    issuanceDate: '2026-01-05T08:00:00.000Z',
    nonTransferable: 'true',
    credentialSubject: without({ ...SUBJECT, ...subject }),
    evidence: [without({ ...EVIDENCE, ...evidence })],
    ...root,
  })
}

function without(members: Other): JsonObject {
  const object: { [name: string]: JsonValue } = {}
  for (const [name, value] of Object.entries(members)) if (value !== undefined) object[name] = value
  return object
}

export interface DivocSigning {
  readonly key: KeyPair
  readonly algorithm?: Algorithm
  /** Members of the proof that are other than usual. */
  readonly proof?: JsonObject
}

/** Signs a document: the proof of it, to put on it or on another. */
export function divocProof(document: JsonObject, signing: DivocSigning): JsonObject {
  const { key, algorithm = 'EdDSA' } = signing
  const proof: JsonObject = {
    type: algorithm === 'EdDSA' ? 'Ed25519Signature2018' : 'RsaSignature2018',
    created: '2026-01-05T08:00:00Z',
    verificationMethod: toVerificationMethod(key.name),
    proofPurpose: 'assertionMethod',
    ...signing.proof,
  }
  const header = toHeader({ alg: algorithm, b64: false, crit: ['b64'] })
  const signature = key.sign(algorithm, toSignedBytes(document, proof, header))
  return { ...proof, jws: `${header}..${Buffer.from(signature).toString('base64url')}` }
}

/** The header of a JWS, as text. */
export function toHeader(header: JsonObject): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url')
}

/** Makes an archive of one entry (APPNOTE §4.3.6). Stored, it is the same everywhere. */
export function divocArchive(
  data: Uint8Array,
  { name = 'certificate.json', isDeflated = false } = {},
): Bytes {
  const compressed = isDeflated ? deflateRawSync(data) : data
  const nameBytes = Buffer.from(name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(isDeflated ? 8 : 0, 4)
  // 1 January 2026 (APPNOTE §4.4.6).
  common.writeUInt16LE((46 << 9) | (1 << 5) | 1, 8)
  common.writeUInt32LE(crc32(data), 10)
  common.writeUInt32LE(compressed.length, 14)
  common.writeUInt32LE(data.length, 18)
  common.writeUInt16LE(nameBytes.length, 22)
  const local = [Buffer.from('PK\x03\x04'), common, nameBytes, compressed]
  const size = local.reduce((length, part) => length + part.length, 0)
  const central = [Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), nameBytes]
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(46 + nameBytes.length, 8)
  end.writeUInt32LE(size, 12)
  return new Uint8Array(Buffer.concat([...local, ...central, Buffer.from('PK\x05\x06'), end]))
}
