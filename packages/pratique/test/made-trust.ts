/**
 * Trust from end to end: made-up sources, the bundle that is built of them and signed by two, and what a
 * verifier that was given it says of a certificate.
 *
 * @module
 */

import { createHash, sign } from 'node:crypto'
import { type BuildOptions, buildBundle } from '../src/bundle/build.ts'
import type { BundleContent } from '../src/bundle/content.ts'
import { readDenial, type SignedDenial, signDenial } from '../src/bundle/denial.ts'
import { addSignature, type BundleFile, readBundleFile } from '../src/bundle/file.ts'
import { type LoadedBundle, type LoadOptions, loadBundle } from '../src/bundle/load.ts'
import type { Quorum } from '../src/bundle/quorum.ts'
import type { Bytes } from '../src/bytes/bytes.ts'
import { encodeHex } from '../src/bytes/hex.ts'
import type { CborValue } from '../src/cbor/value.ts'
import { signTyped } from '../src/cose/typed-signature.ts'
import { importSource } from '../src/intake/sources/import-source.ts'
import type { SourceKind } from '../src/intake/sources/source.ts'
import type { JsonObject } from '../src/json/value.ts'
import { readSpki } from '../src/keys/spki.ts'
import { PERSONAL_USE, type TrustPolicy } from '../src/trust/policy.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import { createVerifier } from '../src/verify/verifier.ts'
import { dccClaims, type Signer, signCose, testCrypto, toHc1, toMap } from './made-messages.ts'
import { makeQuorum } from './make-bundle.ts'
import { type KeyPair, makeKeys, spkiOf } from './make-certificate.ts'
import { type MadeEntry, makeParticipant, SIGNED_AT } from './make-gdhcn.ts'
import { makeSigner as makeBundleSigner } from './make-signer.ts'
import { type MadeSource, makeAnchorFile, makeNetworkSource } from './make-sources.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

export const DAY = 86_400

/** A day after the lists were signed. */
export const NOW: number = SIGNED_AT + DAY

/** A country of the network: its authority, and who signs for it. */
export interface Country {
  readonly participant: string
  readonly country: string
  readonly keys: KeyPair
  readonly certificate: Bytes
}

type MadeCountry = Pick<Country, 'participant' | 'country'> & { readonly notAfter?: number }

export const FRANCE = { participant: 'FRA', country: 'FR' } as const
export const SPAIN = { participant: 'ESP', country: 'ES' } as const

export function makeCountry({ participant, country, notAfter }: MadeCountry): Country {
  const keys = makeKeys()
  const spec = { keys, country, name: `${country} SCA`, isCa: true }
  const certificate = makeParticipant({ ...spec, ...(notAfter !== undefined && { notAfter }) })
  return { participant, country, keys, certificate }
}

/** A signer of certificates, with its own. */
export interface DocumentSigner extends Signer {
  readonly keys: KeyPair
  readonly certificate: Bytes
}

/** Makes a signer that an authority has issued. */
export function makeDsc(
  { country, keys: issuing }: Country,
  extensions: readonly Bytes[] = [],
): DocumentSigner {
  const keys = makeKeys()
  const names = { name: `${country} DSC`, issuerName: `${country} SCA` }
  const certificate = makeParticipant({ keys, country, ...names, signer: issuing, extensions })
  return { ...toSigner(keys, certificate), keys, certificate }
}

/** Signs under the identifier of a certificate, which may be another's. */
export function toSigner({ publicKey, privateKey }: KeyPair, certificate: Bytes): Signer {
  const kid = new Uint8Array(createHash('sha256').update(certificate).digest()).slice(0, 8)
  const key = readSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  return {
    algorithm: 'ES256',
    kid,
    record: { ...RECORD, keyId: encodeHex(kid), key },
    sign: (data) =>
      new Uint8Array(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  }
}

const RECORD: Omit<TrustRecord, 'keyId' | 'key'> = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'FR',
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'local',
  revocation: 'none',
  remarks: [],
}

/** What of a country stands on the list. */
export function entriesOf(
  { participant, certificate }: Country,
  ...signers: readonly DocumentSigner[]
): readonly MadeEntry[] {
  return [
    { certificate, usage: 'SCA', participant },
    ...signers.map((dsc) => ({ certificate: dsc.certificate, usage: 'DSC', participant }) as const),
  ]
}

/** A network with these entries, in which the anchor has signed these authorities. */
export function makeNetwork(
  entries: readonly MadeEntry[],
  anchored: readonly Country[],
  signedAt: number = SIGNED_AT,
): MadeSource {
  const files = anchored.map(({ participant, country, certificate }) => {
    return [`${participant}/SCA`, makeAnchorFile(certificate, country)] as const
  })
  return makeNetworkSource(entries, new Map(files), { signedAt })
}

export type Sources = readonly (readonly [kind: SourceKind, made: MadeSource])[]

const BUNDLE_SIGNERS = [makeBundleSigner(), makeBundleSigner(), makeBundleSigner()] as const
export const QUORUM: Quorum = makeQuorum(BUNDLE_SIGNERS)

/** Denies a key for ever. */
export async function deny(key: KeyPair, reason = 'the key was stolen'): Promise<SignedDenial> {
  const of = { key: readSpki(spkiOf(key)), issuer: 'FR', keyId: '', reason, at: NOW }
  return readDenial(await signDenial(of, BUNDLE_SIGNERS[0]))
}

/** Imports sources, builds a bundle of them, and has it signed by two. */
export async function bundleOf(
  sources: Sources,
  options: BuildOptions & Partial<Pick<BundleContent, 'denied'>> = {},
): Promise<Bytes> {
  const { denied = [], ...rest } = options
  const imported = await Promise.all(
    sources.map(([kind, { files, options: pinned }]) =>
      importSource(kind, files, { crypto: testCrypto, ...pinned }),
    ),
  )
  const bytes = await buildBundle(
    {
      records: imported.flatMap(({ records }) => records),
      lists: imported.flatMap(({ lists }) => lists),
      revocations: [],
      policies: [],
      sources: [],
      denied,
    },
    rest,
  )
  const { signedBytes } = readBundleFile(bytes)
  const [one, two] = BUNDLE_SIGNERS
  const first = await signTyped('bundle', signedBytes, one, 'detached')
  const second = await signTyped('bundle', signedBytes, two, 'detached')
  return addSignature(addSignature(bytes, first), second)
}

export function load(bytes: Bytes, options: Partial<LoadOptions> = {}): Promise<LoadedBundle> {
  return loadBundle(bytes, { signedBy: QUORUM, crypto: testCrypto, ...options })
}

/** As the bundle that is held, for the next one. */
export function fileOf(bytes: Bytes): BundleFile {
  return readBundleFile(bytes)
}

/** Verdict, exit code, and the code that decided, as one line. */
export async function verdictOf(
  text: string,
  bundle: Bytes,
  {
    trustPolicy = PERSONAL_USE,
    now = NOW,
  }: { readonly trustPolicy?: TrustPolicy; readonly now?: number } = {},
): Promise<string> {
  const { trust, revocation } = await load(bundle)
  const options = { formats: ALL_FORMATS, trust, revocation, trustPolicy, crypto: testCrypto }
  const { verdict, exitCode, code } = await createVerifier(options).verify(text, { now })
  return [verdict, exitCode, ...(code === undefined ? [] : [code])].join(' ')
}

const PERSON: JsonObject = { ver: '1.3.0', nam: { fnt: 'MADE', gnt: 'UP' }, dob: '1980-01-01' }
const COVID_19 = '840539006'

/** What a certificate states. */
export const VACCINATION: JsonObject = {
  ...PERSON,
  v: [
    {
      ...{ tg: COVID_19, vp: '1119349007', mp: 'EU/1/20/1528', ma: 'ORG-100030215', dn: 2, sd: 2 },
      ...{ dt: '2025-11-01', co: 'FR', is: 'Ministry', ci: 'URN:UVCI:01:FR:MADE-UP#A' },
    },
  ],
}
export const TEST: JsonObject = {
  ...PERSON,
  t: [
    {
      ...{ tg: COVID_19, tt: 'LP6464-4', sc: '2026-01-01T08:00:00Z', tr: '260415000', nm: 'PCR' },
      ...{ tc: 'Centre', co: 'FR', is: 'Ministry', ci: 'URN:UVCI:01:FR:MADE-UP#B' },
    },
  ],
}

/** Signs an EU DCC. */
export function signDcc(
  signer: Signer,
  { iss = 'FR', dcc = VACCINATION, iat = SIGNED_AT, exp = NOW + 90 * DAY }: DccSpec = {},
): string {
  const claims: readonly (readonly [number, CborValue])[] = [
    [1, iss],
    [4, exp],
    [6, iat],
  ]
  return toHc1(signCose(signer, dccClaims(toMap(dcc), new Map(claims))))
}

export interface DccSpec {
  readonly iss?: string
  readonly dcc?: JsonObject
  readonly iat?: number
  readonly exp?: number
}
