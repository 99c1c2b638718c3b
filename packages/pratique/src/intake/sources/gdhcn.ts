/**
 * The WHO's network as a source: its root list, and what its trust anchor has signed.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { readGdhcnDocument } from '../../trust/gdhcn/document.ts'
import { importGdhcnList } from '../../trust/gdhcn/gdhcn.ts'
import type { GdhcnNetwork } from '../../trust/gdhcn/networks.ts'
import { GDHCN_SIGNERS } from '../../trust/gdhcn/signers.ts'
import { GDHCN_ANCHORS } from '../../trust/trust-anchor/anchors.ts'
import {
  type AnchoredCertificate,
  type AnchorOptions,
  importAnchored,
} from '../../trust/trust-anchor/trust-anchor.ts'
import {
  type GdhcnSource,
  type RefusedFile,
  refuseSource,
  requireFile,
  requireKnown,
  type SourceFiles,
  type SourceOptions,
} from './source.ts'

const LIST = 'did.json'
const ANCHOR_FILE = /^TNG_TA\.signed\..+\.json$/

/**
 * Imports the list. A file of the anchor that proves nothing is reported and takes nothing from other
 * countries: its own country's keys are then worth what the list's signature is.
 *
 * @throws {UsageError} `usage.trust-file` if the list's proof is by none of the signers
 * @throws {FormatError} if it is no list
 */
export async function importGdhcnSource(
  files: SourceFiles,
  options: SourceOptions,
): Promise<GdhcnSource> {
  const { crypto, signers = GDHCN_SIGNERS, environment = 'production' } = options
  requireKnown(files, (name) => name === LIST || ANCHOR_FILE.test(name))
  const list = requireFile(files, LIST)
  const { network } = readGdhcnDocument(list).names
  const { anchored, refusedFiles } = await readAnchorFiles(files, toAnchorOptions(network, options))
  const fingerprints = new Set(anchored.map(({ fingerprint }) => fingerprint))
  const imported = await importGdhcnList(list, {
    crypto,
    signers,
    environment,
    anchored: fingerprints,
  })
  if (imported.proof !== 'verified') {
    return refuseSource('the list is refused: no signer of its network has made its proof')
  }
  const isSigned = imported.lists.some((each) => each.isSigned)
  return { ...imported, kind: 'gdhcn', anchored, refusedFiles, isSigned }
}

/** An anchor of a test network vouches for nothing in production, nor the other way round. */
function toAnchorOptions(
  network: GdhcnNetwork,
  { crypto, anchors = GDHCN_ANCHORS }: SourceOptions,
): AnchorOptions {
  const isOwn = (isTest: boolean) => isTest === (network !== 'prod')
  const own = anchors.filter(({ environment }) => isOwn(environment === 'test'))
  return { crypto, anchors: own.map(({ fingerprint }) => fingerprint) }
}

async function readAnchorFiles(
  files: SourceFiles,
  options: AnchorOptions,
): Promise<Pick<GdhcnSource, 'anchored' | 'refusedFiles'>> {
  const inOrder = [...files].filter(([name]) => name !== LIST).toSorted(byName)
  const results = await Promise.all(
    inOrder.map(([file, bytes]) => readAnchorFile(file, bytes, options)),
  )
  return {
    anchored: results.flatMap(({ certificates }) => certificates),
    refusedFiles: results.flatMap(({ refused }) => refused),
  }
}

interface AnchorFile {
  readonly certificates: readonly AnchoredCertificate[]
  readonly refused: readonly RefusedFile[]
}

async function readAnchorFile(
  file: string,
  bytes: Bytes,
  options: AnchorOptions,
): Promise<AnchorFile> {
  try {
    const { certificates, refused } = await importAnchored(bytes, options)
    return { certificates, refused: refused.map(({ reason }) => ({ file, reason })) }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { certificates: [], refused: [{ file, reason: `cannot be read: ${error.message}` }] }
  }
}

function byName([a]: readonly [string, Bytes], [b]: readonly [string, Bytes]): number {
  return a < b ? -1 : 1
}
