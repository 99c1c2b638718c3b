/**
 * Where lists of keys are fetched from: what can be said of a source, and what is said of those that
 * come with the program.
 *
 * @module
 */

import { MAX_AGE_DAYS } from 'pratique/bundle'
import {
  type Environment,
  GDHCN_ANCHORS,
  GDHCN_SIGNERS,
  type GdhcnSigner,
  type PinnedAnchor,
  type SourceOptions,
} from 'pratique/trust'
import type { CryptoPort, Framework, PublicKey } from 'pratique/verify'

interface CommonSource {
  /** Its folder, and what `--source` calls it. */
  readonly name: string
  /** Hosts that its addresses may lead to, besides their own. */
  readonly redirectHosts: readonly string[]
}

export interface GdhcnConfig extends CommonSource {
  readonly kind: 'gdhcn'
  readonly list: string
  /** With `{participant}`, `{domain}` and `{file}`; absent: nothing is anchored. */
  readonly anchors?: string
  /** What `{file}` may be, in this order. */
  readonly anchorFiles: readonly string[]
  readonly signers: readonly GdhcnSigner[]
  readonly pinnedAnchors: readonly PinnedAnchor[]
  readonly environment: Environment
}

export interface VciConfig extends CommonSource {
  readonly kind: 'vci'
  readonly snapshot: string
  readonly signature: string
  readonly certificate: string
  readonly directory?: string
  readonly fingerprint?: string
}

export interface NzConfig extends CommonSource {
  readonly kind: 'nz'
  readonly document: string
}

export interface EuConfig extends CommonSource {
  readonly kind: 'eu'
  readonly list: string
  readonly signature?: string
  readonly signerKey: PublicKey
  readonly environment: Environment
}

export interface FileConfig extends CommonSource {
  readonly kind: 'file'
  readonly file: string
  readonly issuer?: string
  readonly environment: Environment
}

export type SourceConfig = GdhcnConfig | VciConfig | NzConfig | EuConfig | FileConfig

/** How old a list of each network may be, in days. */
export type AgeLimits = Readonly<Record<Framework, number>>

export interface SourcesConfig {
  readonly sources: readonly SourceConfig[]
  readonly limits: AgeLimits
}

/** The names that occur among the WHO's participants, the most common first. */
export const ANCHOR_FILES: readonly string[] = ['SCA', 'SCA_1', 'SCA_2', 'SCA_1_1', 'SCA-2024']

const GDHCN: GdhcnConfig = {
  name: 'gdhcn',
  kind: 'gdhcn',
  list: 'https://tng-cdn.who.int/v2/trustlist/did.json',
  anchors:
    'https://raw.githubusercontent.com/WorldHealthOrganization/tng-participants-prod/main/{participant}/onboarding/{domain}/SCA/signed/TNG_TA.signed.{file}.json',
  anchorFiles: ANCHOR_FILES,
  signers: GDHCN_SIGNERS,
  pinnedAnchors: GDHCN_ANCHORS,
  environment: 'production',
  redirectHosts: [],
}

const VCI_DIRECTORY = 'https://raw.githubusercontent.com/the-commons-project/vci-directory/main'

const VCI: VciConfig = {
  name: 'vci',
  kind: 'vci',
  snapshot: `${VCI_DIRECTORY}/logs/vci_snapshot.json`,
  signature: `${VCI_DIRECTORY}/logs/vci_snapshot.sig`,
  certificate: `${VCI_DIRECTORY}/vci_snapshot.crt`,
  directory: `${VCI_DIRECTORY}/vci-issuers.json`,
  redirectHosts: [],
}

const NZ: NzConfig = {
  name: 'nz',
  kind: 'nz',
  document: 'https://nzcp.identity.health.nz/.well-known/did.json',
  redirectHosts: [],
}

/** What comes with the program. */
export const DEFAULT_SOURCES: SourcesConfig = { sources: [GDHCN, VCI, NZ], limits: MAX_AGE_DAYS }

/** What `importSource` needs to know of a source. */
export function toSourceOptions(source: SourceConfig, crypto: CryptoPort): SourceOptions {
  switch (source.kind) {
    case 'gdhcn': {
      const { signers, pinnedAnchors, environment } = source
      return { crypto, signers, anchors: pinnedAnchors, environment }
    }
    case 'vci': {
      const { fingerprint } = source
      return { crypto, ...(fingerprint !== undefined && { fingerprint }) }
    }
    case 'nz':
      return { crypto, isFetched: true }
    case 'eu': {
      const { signerKey, environment } = source
      return { crypto, signerKey, environment }
    }
    case 'file': {
      const { issuer, environment } = source
      return { crypto, environment, ...(issuer !== undefined && { issuer }) }
    }
  }
}
