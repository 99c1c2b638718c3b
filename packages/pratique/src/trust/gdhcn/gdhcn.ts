/**
 * Trust lists of the WHO's Global Digital Health Certification Network: signed DID documents, version 2
 * (WHO, tng-key-distribution; DESIGN §8).
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { Dropped, Environment } from '../record.ts'
import { type Authority, findAuthority, type Issuance, readAuthorities } from './authority.ts'
import { type GdhcnDocument, type GdhcnEntry, readGdhcnDocument } from './document.ts'
import { type GdhcnKey, readGdhcnKey } from './key.ts'
import { type GdhcnSigner, type ProofStatus, verifyGdhcnProof } from './proof.ts'
import type { GdhcnImport, GdhcnKeyReport } from './report.ts'
import { type Fate, type ListFacts, toFate } from './to-record.ts'
import { countWarnings, type GdhcnWarningName } from './warnings.ts'

export interface GdhcnOptions {
  readonly crypto: CryptoPort
  /** Keys that may have signed a network's lists. Those of other networks are not tried. */
  readonly signers: readonly GdhcnSigner[]
  /**
   * Of the keys of real participants on the production list. Default: `production`. All other keys are
   * specimens.
   */
  readonly environment?: Environment
  /**
   * SHA-256, in lower-case hex, of the authorities' certificates that the network's trust anchor has
   * signed. Default: none.
   */
  readonly anchored?: ReadonlySet<string>
}

/** Why nothing is taken of a list that is not verified. */
const UNVERIFIED: Readonly<Record<Exclude<ProofStatus, 'verified'>, string>> = {
  failed: 'no signer of the network has made the proof of this list',
  unchecked: 'no key of a signer of this network was given, so that the list is not verified',
}

/**
 * Imports the root list of a network (`…/v2/trustlist/did.json`).
 *
 * Records are made of what the proof covers and of nothing else: of the certificate in `x5c[0]`, the
 * participant, the domain and the usage. Of a list whose proof does not verify no record is made, and
 * every key is reported as dropped.
 *
 * @param bytes JSON (RFC 8259)
 * @throws {FormatError} if it is no such list, or says anything that its proof cannot cover
 */
export async function importGdhcnList(bytes: Bytes, options: GdhcnOptions): Promise<GdhcnImport> {
  const { crypto, signers } = options
  const document = readGdhcnDocument(bytes)
  const { names, createdAt, entries } = document
  const { status, signer, isDer } = await verifyGdhcnProof(document, signers, crypto)
  const common = { network: names.network, proof: status, signedAt: createdAt }
  if (status !== 'verified') {
    const keys = entries.map((entry) => dropUnverified(entry, UNVERIFIED[status]))
    return { ...common, records: [], lists: [], dropped: toDropped(keys), keys, warnings: [] }
  }
  const isOriginRecorded = signer?.isOriginRecorded === true
  const imported = await importEntries(document, options, {
    names,
    listed: isOriginRecorded ? 'listed' : 'unauthenticated',
    environment: options.environment ?? 'production',
  })
  const keys = imported.map(({ report }) => report)
  return {
    ...common,
    records: imported.flatMap(({ fate }) => fate.record ?? []),
    lists: [{ framework: 'hcert', name: names.list, asOf: createdAt, isSigned: isOriginRecorded }],
    dropped: toDropped(keys),
    keys,
    warnings: countWarnings(keys, isDer ? ['der-signature'] : []),
  }
}

interface ImportedEntry {
  readonly fate: Fate
  readonly report: GdhcnKeyReport
}

async function importEntries(
  { entries, createdAt }: GdhcnDocument,
  { crypto, anchored = new Set() }: GdhcnOptions,
  facts: ListFacts,
): Promise<readonly ImportedEntry[]> {
  const keys = await Promise.all(entries.map((entry) => readGdhcnKey(entry, createdAt, crypto)))
  const authorities = readAuthorities(keys, anchored)
  const counts = new Map<string, number>()
  for (const { kid } of entries) counts.set(kid, (counts.get(kid) ?? 0) + 1)
  return Promise.all(
    keys.map(async (key) => {
      const own = authorities.get(key.entry.participant) ?? []
      const issuance = await toIssuance(key, own, crypto)
      const fate = toFate(key, issuance, facts)
      const isShared = (counts.get(key.entry.kid) ?? 0) > 1
      const common: readonly GdhcnWarningName[] = isShared ? ['duplicate-kid'] : []
      const warnings = [...key.warnings, ...common, ...fate.warnings]
      return { fate, report: toReport(key, fate, issuance, warnings) }
    }),
  )
}

/** Of a document signer who signed it; of an authority itself. */
async function toIssuance(
  key: GdhcnKey,
  authorities: readonly Authority[],
  crypto: CryptoPort,
): Promise<Issuance> {
  if (key.entry.usage === 'DSC') return findAuthority(key, authorities, crypto)
  const own = key.entry.usage === 'SCA' ? authorities : []
  const authority = own.find(({ fingerprint }) => fingerprint === key.fingerprint)
  return { ...(authority && { authority }), isUnchecked: false }
}

function toReport(
  { entry, fingerprint }: GdhcnKey,
  { record, reason }: Fate,
  { authority }: Issuance,
  warnings: readonly GdhcnWarningName[],
): GdhcnKeyReport {
  return {
    ...toNames(entry),
    fingerprint,
    isKept: record !== undefined,
    reason,
    warnings,
    ...(record && { role: record.role ?? 'signer', evidence: record.evidence }),
    ...(authority && entry.usage === 'DSC' && { authority: authority.fingerprint }),
  }
}

function dropUnverified(entry: GdhcnEntry, reason: string): GdhcnKeyReport {
  return { ...toNames(entry), fingerprint: '', isKept: false, reason, warnings: [] }
}

function toNames({
  id,
  kid,
  domain,
  participant,
  usage,
}: GdhcnEntry): Pick<GdhcnKeyReport, 'id' | 'kid' | 'domain' | 'participant' | 'usage'> {
  return { id, kid, domain, participant, usage }
}

function toDropped(keys: readonly GdhcnKeyReport[]): readonly Dropped[] {
  return keys.filter(({ isKept }) => !isKept).map(({ kid, reason }) => ({ keyId: kid, reason }))
}
