/**
 * Made-up sources of trust, each with what must be pinned for it: no real list may lie here.
 *
 * @module
 */

import { sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import type { SourceFiles, SourceOptions } from '../src/intake/sources/source.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { readSpki } from '../src/keys/spki.ts'
import {
  COMMON_NAME,
  type KeyPair,
  makeCertificate,
  makeKeys,
  spkiOf,
  toPem,
} from './make-certificate.ts'
import { makeCms } from './make-cms.ts'
import {
  fingerprintOf,
  type MadeEntry,
  makeDocument,
  makeParticipant,
  SIGNED_AT,
  signDocument,
  toBytes,
  toSigner,
} from './make-gdhcn.ts'
import { makeJwk } from './make-jwk.ts'

/** Files, and the options that they verify with. */
export interface MadeSource {
  readonly files: SourceFiles
  readonly options: Omit<SourceOptions, 'crypto'>
}

const ANCHOR_KEYS = makeKeys()
/** The trust anchor of the made-up network. */
export const ANCHOR: Bytes = makeCertificate({
  keys: ANCHOR_KEYS,
  subject: [[COMMON_NAME, 'Anchor']],
})
const ANCHOR_PIN = {
  environment: 'production',
  fingerprint: fingerprintOf(ANCHOR),
  origin: 'made up',
} as const

/** France has two authorities, of which the anchor's second file holds one; Spain's no file holds. */
const FRANCE = makeAuthority('FR', 'France')
const FRANCE_2 = makeAuthority('FR', 'France 2')
const SPAIN = makeAuthority('ES', 'Spain')

const ENTRIES: readonly MadeEntry[] = [
  ...entriesOf(FRANCE, 'FRA'),
  { certificate: FRANCE_2.certificate, usage: 'SCA', participant: 'FRA' },
  ...entriesOf(SPAIN, 'ESP'),
]

/** The files of the anchor by the path of their address below the participant's. */
export const ANCHOR_FILES: ReadonlyMap<string, Bytes> = new Map([
  ['FRA/SCA', makeAnchorFile(FRANCE.certificate, 'FR')],
  ['FRA/SCA_1', makeAnchorFile(FRANCE_2.certificate, 'FR')],
])

/** A network of two participants. */
export function makeGdhcnSource({
  signedAt = SIGNED_AT,
  isOriginRecorded = false,
}: {
  readonly signedAt?: number
  readonly isOriginRecorded?: boolean
} = {}): MadeSource {
  return makeNetworkSource(ENTRIES, ANCHOR_FILES, { signedAt, isOriginRecorded })
}

/** A network of any entries, with the files of its anchor by their paths. */
export function makeNetworkSource(
  entries: readonly MadeEntry[],
  anchorFiles: ReadonlyMap<string, Bytes>,
  { signedAt = SIGNED_AT, isOriginRecorded = false } = {},
): MadeSource {
  const list = signDocument(makeDocument('prod', entries), 'prod', 'der', signedAt)
  const files = new Map([['did.json', toBytes(list)]])
  for (const [path, file] of anchorFiles) {
    const [participant = '', name = ''] = path.split('/')
    files.set(`TNG_TA.signed.${participant}.DCC.${name}.json`, file)
  }
  const signers = [toSigner('prod', isOriginRecorded)]
  return { files, options: { signers, anchors: [ANCHOR_PIN] } }
}

/** What the anchor signs for a certificate. */
export function makeAnchorFile(certificate: Bytes, country: string): Bytes {
  const signer = { certificate: ANCHOR, key: ANCHOR_KEYS.privateKey }
  const cms = makeCms({ content: certificate, certificates: [ANCHOR], signers: [signer] })
  return toBytes({
    trustAnchorSignature: toBase64(cms),
    certificateRawData: toBase64(certificate),
    certificateThumbprint: fingerprintOf(certificate),
    country,
  })
}

export const CARD_ISSUER = 'https://a.pratique.org/cards'

const VCI_KEYS = makeKeys('P-521')
const VCI_CERTIFICATE = makeCertificate({ keys: VCI_KEYS, signedWith: 'ecdsa-sha512' })
const CARD_KEY = await makeJwk(makeKeys())
const GONE_KEY = await makeJwk(makeKeys())

/** A directory of one issuer, with another that has left it. */
export function makeVciSource({
  signedAt = SIGNED_AT,
  name = 'Utopia',
  key = CARD_KEY,
}: {
  readonly signedAt?: number
  readonly name?: string
  readonly key?: JsonObject
} = {}): MadeSource {
  const issuers = [
    { iss: CARD_ISSUER, name, key },
    { iss: 'https://gone.pratique.org/cards', name: 'Gone', key: GONE_KEY },
  ]
  const lastRetrieved = toText(signedAt)
  const snapshot = toBytes({
    time: toText(signedAt),
    issuerInfo: issuers.map(({ key, ...issuer }) => ({ issuer, keys: [key], lastRetrieved })),
  })
  const [first] = issuers
  const participating: JsonValue = [{ iss: first?.iss ?? '', name }]
  return {
    files: new Map([
      ['snapshot.json', snapshot],
      ['snapshot.sig', new Uint8Array(sign('sha512', snapshot, VCI_KEYS.privateKey))],
      ['snapshot.crt', new TextEncoder().encode(toPem(VCI_CERTIFICATE))],
      ['directory.json', toBytes({ participating_issuers: participating })],
    ]),
    options: { fingerprint: fingerprintOf(VCI_CERTIFICATE) },
  }
}

/** A DID document with a key of our own. */
export async function makeNzSource(did = 'did:web:nzcp.identity.health.nz'): Promise<MadeSource> {
  const { kty = '', crv = '', x = '', y = '' } = await makeJwk(makeKeys())
  const id = `${did}#key-1`
  const publicKeyJwk = { kty, crv, x, y }
  const document = {
    '@context': ['https://w3.org/ns/did/v1'],
    id: did,
    verificationMethod: [{ id, controller: did, type: 'JsonWebKey2020', publicKeyJwk }],
    assertionMethod: [id],
  }
  return { files: new Map([['did.json', toBytes(document)]]), options: {} }
}

const EU_KEYS = makeKeys()

/** A list of one key; the signature as a line above it, or as a file beside it. */
export function makeEuSource(
  form: 'line' | 'file' | 'base64-file' = 'line',
  dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363',
): MadeSource {
  const [, signer] = entriesOf(FRANCE, 'FRA')
  const rawData = toBase64(signer?.certificate ?? new Uint8Array())
  const timestamp = toText(SIGNED_AT)
  const entry = { kid: '', country: 'FR', certificateType: 'DSC', rawData, timestamp }
  const json = JSON.stringify({ certificates: [entry] })
  const signature = sign('sha256', Buffer.from(json), { key: EU_KEYS.privateKey, dsaEncoding })
  const line = signature.toString('base64')
  const text = new TextEncoder().encode(form === 'line' ? `${line}\n${json}` : json)
  const beside = form === 'file' ? new Uint8Array(signature) : new TextEncoder().encode(line)
  return {
    files: new Map([
      ['list.json', text],
      ...(form === 'line' ? [] : [['list.sig', beside] as const]),
    ]),
    options: { signerKey: readSpki(spkiOf(EU_KEYS)) },
  }
}

interface MadeAuthority {
  readonly keys: KeyPair
  readonly certificate: Bytes
  readonly signer: Bytes
}

function makeAuthority(country: string, name: string): MadeAuthority {
  const keys = makeKeys()
  const signer = makeParticipant({ country, name: `${name} DSC`, issuerName: name, signer: keys })
  return { keys, certificate: makeParticipant({ keys, country, name, isCa: true }), signer }
}

function entriesOf({ certificate, signer }: MadeAuthority, participant: string): MadeEntry[] {
  return [
    { certificate, usage: 'SCA', participant },
    { certificate: signer, usage: 'DSC', participant },
  ]
}

function toText(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
