/**
 * The three networks of the GDHCN: what their lists are called, and who signs them.
 *
 * @module
 */

import { type ContextTable, createContextTable } from '../../jsonld/context-table.ts'
import { DID_V1 } from '../../jsonld/contexts/did-v1.ts'
import { JWS_2020_V1 } from '../../jsonld/contexts/jws-2020-v1.ts'
import { TNG_V1 } from '../../jsonld/contexts/tng-v1.ts'
import { TNG_V1_DEV } from '../../jsonld/contexts/tng-v1-dev.ts'
import { TNG_V1_UAT } from '../../jsonld/contexts/tng-v1-uat.ts'

export const GDHCN_NETWORKS = ['prod', 'uat', 'dev'] as const

export type GdhcnNetwork = (typeof GDHCN_NETWORKS)[number]

/** What the root list of a network says of itself, letter by letter. */
export interface NetworkNames {
  readonly network: GdhcnNetwork
  /** Of our {@link TrustList}. */
  readonly list: string
  /** `@context`, in this order. */
  readonly contexts: readonly string[]
  /** The document's `id`, the controller of every key, and the beginning of every key's `id`. */
  readonly did: string
  /** `proof.verificationMethod`. */
  readonly signer: string
}

/** Contexts of all networks. They are part of the program and never fetched. */
export const GDHCN_CONTEXTS: ContextTable = /* @__PURE__ */ createContextTable([
  DID_V1,
  JWS_2020_V1,
  TNG_V1,
  TNG_V1_UAT,
  TNG_V1_DEV,
])

const NETWORKS: readonly NetworkNames[] = [
  /* @__PURE__ */ toNames('prod', { list: 'gdhcn', host: 'tng-cdn.who.int', context: 'v1' }),
  /* @__PURE__ */ toNames('uat', {
    list: 'gdhcn-uat',
    host: 'tng-cdn-uat.who.int',
    context: 'v1-UAT',
  }),
  /* @__PURE__ */ toNames('dev', {
    list: 'gdhcn-dev',
    host: 'tng-cdn-dev.who.int',
    context: 'v1-DEV',
  }),
]

/** Finds the network of a root list by its `id`. */
export function findNetwork(did: string): NetworkNames | undefined {
  return NETWORKS.find((names) => names.did === did)
}

function toNames(
  network: GdhcnNetwork,
  {
    list,
    host,
    context,
  }: { readonly list: string; readonly host: string; readonly context: string },
): NetworkNames {
  return {
    network,
    list,
    contexts: [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/suites/jws-2020/v1',
      `https://smart.who.int/trust/tng-context/${context}.jsonld`,
    ],
    did: `did:web:${host}:v2:trustlist`,
    signer: `did:web:raw.githubusercontent.com:WorldHealthOrganization:tng-participants-${network}:main:WHO:signing:DID`,
  }
}
