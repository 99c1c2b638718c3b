/**
 * Made-up lists of the WHO's network in files, a certificate by a key of theirs, and the commands over
 * them.
 *
 * @module
 */

import { sign } from 'node:crypto'
import { join } from 'node:path'
import { type CborMap, type CborValue, encodeCbor, encodeHc1, sigStructure } from 'pratique/codecs'
import type { Bytes } from 'pratique/verify'
import { type KeyPair, makeKeys, toPem } from '../../pratique/test/make-certificate.ts'
import {
  fingerprintOf,
  LIST_KEYS,
  makeDocument,
  makeParticipant,
  signDocument,
} from '../../pratique/test/make-gdhcn.ts'
import { ANCHOR, makeAnchorFile } from '../../pratique/test/make-sources.ts'
import { runHere } from './in-process.ts'
import { type Ended, FOLDER, readLines, write } from './pratique.ts'

const SCA_KEYS = makeKeys()
export const SCA: Bytes = makeParticipant({ keys: SCA_KEYS, isCa: true })
const DSC_KEYS = makeKeys()
export const DSC: Bytes = makeParticipant({
  keys: DSC_KEYS,
  signer: SCA_KEYS,
  issuerName: 'France SCA',
  name: 'DSC',
})
export const NEXT: Bytes = makeParticipant({
  signer: SCA_KEYS,
  issuerName: 'France SCA',
  name: 'Next DSC',
})

/** In the life of the list of 1 January 2026. */
export const NOW = '2026-01-10'
export const FEBRUARY: number = Date.parse('2026-02-01T00:00:00Z') / 1000

export const LIST: string = write('list.json', toList([DSC]))
export const LATER_LIST: string = write('later.json', toList([DSC, NEXT], FEBRUARY))
const ANCHORED = write('anchored.json', makeAnchorFile(SCA, 'FR'))
const ANCHOR_PEM = write('anchor.pem', toPem(ANCHOR))
export const SIGNER: string = write(
  'signer.jwk',
  JSON.stringify(LIST_KEYS.publicKey.export({ format: 'jwk' })),
)

export const CERTIFICATE: string = write(
  'certificate.txt',
  await makeDcc(DSC_KEYS, fingerprintOf(DSC).slice(0, 16)),
)

/** What `trust import --json` says. */
export interface Report {
  readonly kept: number
  readonly dropped: number
  readonly isSigned: boolean
  readonly byEvidence: Readonly<Record<string, number>>
  readonly warnings: readonly object[]
  readonly keys: readonly { readonly warnings: readonly string[]; readonly evidence?: string }[]
}

/** A data folder of a test's own. */
export function folder(name: string): string {
  return join(FOLDER, `data-${name}`)
}

/** Arguments that import a list with what its anchor has signed. */
export function importArguments(list: string, data: string): readonly string[] {
  const pins = ['--signer', SIGNER, '--anchor', ANCHOR_PEM]
  return ['trust', 'import', list, ANCHORED, ...pins, '--data-dir', data]
}

/** Imports the list of January. */
export function importList(data: string, ...args: readonly string[]): Promise<Ended> {
  return runHere([...importArguments(LIST, data), ...args])
}

/** What a verification of the certificate comes to. */
export async function verify(
  data: string,
  ...args: readonly string[]
): Promise<{
  readonly exitCode: number | null
  readonly code?: string
  readonly evidence?: string
}> {
  const at = args.includes('--at') ? [] : ['--at', NOW]
  const ended = await runHere(['verify', CERTIFICATE, '--json', ...at, '--data-dir', data, ...args])
  const [answer] = readLines(ended.stdout) as { code?: string; issuer?: { evidence: string } }[]
  return {
    exitCode: ended.exitCode,
    ...(answer?.code && { code: answer.code }),
    ...(answer?.issuer && { evidence: answer.issuer.evidence }),
  }
}

/** A list of one authority and these signers, as JSON. */
export function toList(
  signers: readonly Uint8Array<ArrayBuffer>[],
  signedAt?: number,
  network: 'prod' | 'uat' = 'prod',
): string {
  const entries = [
    { certificate: SCA, usage: 'SCA' } as const,
    ...signers.map((certificate) => ({ certificate, usage: 'DSC' }) as const),
  ]
  return JSON.stringify(signDocument(makeDocument(network, entries), network, 'der', signedAt))
}

/** A vaccination, signed by a key of the list. */
async function makeDcc({ privateKey }: KeyPair, kid: string): Promise<string> {
  const dose = map(
    ['tg', '840539006'],
    ['vp', '1119349007'],
    ['mp', 'EU/1/20/1528'],
    ['ma', 'ORG-100030215'],
    ['dn', 2],
    ['sd', 2],
    ['dt', '2025-12-20'],
    ['co', 'FR'],
    ['is', 'Made-up Authority'],
    ['ci', 'URN:UVCI:01:FR:MADE-UP'],
  )
  const dcc = map(
    ['ver', '1.3.0'],
    ['nam', map(['fn', 'Nemo'], ['fnt', 'NEMO'], ['gn', 'Quis'], ['gnt', 'QUIS'])],
    ['dob', '1970-01-01'],
    ['v', [dose]],
  )
  const claims = map([1, 'FR'], [4, 1_790_000_000], [6, 1_767_300_000], [-260, map([1, dcc])])
  const message = {
    protected: encodeCbor(map([1, -7], [4, new Uint8Array(Buffer.from(kid, 'hex'))])),
    unprotected: new Map(),
    payload: encodeCbor(claims),
    signature: new Uint8Array(),
  }
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  const signature = new Uint8Array(sign('sha256', sigStructure(message), options))
  return encodeHc1({ ...message, signature })
}

function map(...entries: readonly (readonly [number | string, CborValue])[]): CborMap {
  return new Map(entries)
}
