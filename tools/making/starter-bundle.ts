/**
 * The bundle that comes with the program, from the lists that may be carried.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BundleSource, buildBundle } from '../../packages/pratique/src/bundle.ts'
import { decodeJson, isJsonObject, type JsonValue } from '../../packages/pratique/src/codecs.ts'
import {
  importDidDocument,
  importRecords,
  importSource,
  type SourceImport,
  type TrustImport,
  type TrustList,
} from '../../packages/pratique/src/trust.ts'
import { type Bytes, webCrypto } from '../../packages/pratique/src/verify.ts'

export const STARTER_FILE: string = fileURLToPath(
  new URL('../../packages/cli/data/starter.bundle', import.meta.url),
)

/** The first. A new starter bundle has a higher number, which the program asks for at least. */
const NUMBER = 1

const SPECIMENS = new URL('../../packages/cli/data/specimen-trust.json', import.meta.url)

/** New Zealand's issuers (NZCP "Trusted Issuers"): the one of real passes, and the one for tests. */
const NZ_LIVE = 'did:web:nzcp.identity.health.nz'
const NZ_TEST = 'did:web:nzcp.covid19.health.nz'

/** Reads a file of the corpus. */
export type ReadCorpus = (path: string) => Uint8Array

/** Makes the bundle, as a file. */
export async function makeStarterBundle(read: ReadCorpus): Promise<Bytes> {
  const specimens = importRecords(JSON.parse(readFileSync(SPECIMENS, 'utf8')), {
    maxEvidence: 'local',
  })
  const vciFiles = new Map([
    ['snapshot.json', toBytes(read('trust/vci-snapshot.json'))],
    ['snapshot.sig', toBytes(read('trust/vci-snapshot.sig'))],
    ['snapshot.crt', toBytes(read('trust/vci-snapshot.crt.pem'))],
    ['directory.json', toBytes(read('trust/vci-issuers.json'))],
  ])
  const nzFiles = new Map([['did.json', readDocument(read, NZ_LIVE)]])
  const vci = await importSource('vci', vciFiles, { crypto: webCrypto })
  const nz = await importSource('nz', nzFiles, { crypto: webCrypto, isFetched: true })
  const nzTest = importDidDocument(decodeJson(readDocument(read, NZ_TEST)).value, {
    environment: 'test',
  })
  const all: readonly TrustImport[] = [specimens, vci, nz, nzTest]
  return buildBundle(
    {
      records: all.flatMap(({ records }) => records),
      // What is made up does not grow old: without a date.
      lists: [specimens, nzTest]
        .flatMap(({ lists }) => lists.map(withoutDate))
        .concat([vci, nz].flatMap(({ lists }) => lists)),
      revocations: all.flatMap(({ revocations = [] }) =>
        revocations.map((each) => ({ kind: 'smart-health-card-crl', ...each }) as const),
      ),
      sources: [
        toSource('vci', vci, vciFiles, 'signed by the signer of the VCI directory; CC BY 4.0'),
        toSource('nz', nz, nzFiles, 'not signed; from the specification of New Zealand’s pass'),
      ],
      policies: [],
      denied: [],
    },
    { number: NUMBER },
  )
}

function toSource(
  name: string,
  { kind, records, dropped, signedAt }: SourceImport,
  files: ReadonlyMap<string, Bytes>,
  verdict: string,
): BundleSource {
  return {
    name,
    kind,
    files: [...files].map(([file, bytes]) => ({
      name: file,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    ...(signedAt !== undefined && { signedAt }),
    verdict,
    kept: records.length,
    dropped: dropped.length,
  }
}

function withoutDate({ asOf: _, ...list }: TrustList): TrustList {
  return list
}

/** The documents stand in the rows about passes. */
function readDocument(read: ReadCorpus, did: string): Bytes {
  const rows = new TextDecoder().decode(read('formats/nzcp.jsonl')).trim().split('\n')
  for (const row of rows) {
    const { keys }: { readonly keys?: { readonly didDocuments?: readonly JsonValue[] } } =
      JSON.parse(row)
    for (const document of keys?.didDocuments ?? []) {
      if (!isJsonObject(document) || document['id'] !== did) continue
      return new TextEncoder().encode(JSON.stringify(document))
    }
  }
  throw new Error(`no row has the document of ${did}`)
}

function toBytes(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes)
}
