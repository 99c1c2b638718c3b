/**
 * Sources of made-up keys on a server of our own, and what is held of them.
 *
 * @module
 */

import { setTimeout } from 'node:timers/promises'
import { spkiOf } from '../../pratique/test/make-certificate.ts'
import { LIST_KEYS } from '../../pratique/test/make-gdhcn.ts'
import {
  type MadeSource,
  makeGdhcnSource,
  makeNzSource,
  makeVciSource,
} from '../../pratique/test/make-sources.ts'
import type { FetchPorts } from '../src/sync/fetch-file.ts'
import { createHttpPort, type HttpTimes } from '../src/sync/http.ts'
import { ANCHOR_FILES, type SourceConfig } from '../src/sync/sources.ts'
import type { LocalServer } from './local-server.ts'

const ANCHOR_NAME = /^TNG_TA\.signed\.([A-Z]{3})\.([A-Z]+)\.(.+)\.json$/

export const LIST = '/gdhcn/did.json'

/** The path of a file of the anchor. */
export function anchorPath(participant: string, file: string, domain = 'DCC'): string {
  return `/prod/${participant}/onboarding/${domain}/SCA/signed/TNG_TA.signed.${file}.json`
}

/** Puts the files of a network on a server. */
export function serveGdhcn({ files }: Pick<LocalServer, 'files'>, made: MadeSource): void {
  for (const [name, bytes] of made.files) {
    const [, participant = '', domain, file = ''] = ANCHOR_NAME.exec(name) ?? []
    files.set(participant === '' ? LIST : anchorPath(participant, file, domain), bytes)
  }
}

export function serveVci({ files }: Pick<LocalServer, 'files'>, made: MadeSource): void {
  for (const [name, bytes] of made.files) files.set(`/vci/${name}`, bytes)
}

const NZ = await makeNzSource()

export function serveNz({ files }: Pick<LocalServer, 'files'>): void {
  for (const [name, bytes] of NZ.files) files.set(`/nz/${name}`, bytes)
}

/** The made-up sources, at this server's addresses. */
export function sourcesAt({ url }: Pick<LocalServer, 'url'>): readonly SourceConfig[] {
  const { signers = [], anchors = [] } = makeGdhcnSource().options
  const { fingerprint } = makeVciSource().options
  return [
    {
      name: 'gdhcn',
      kind: 'gdhcn',
      list: `${url}${LIST}`,
      anchors: `${url}${anchorPath('{participant}', '{file}', '{domain}')}`,
      anchorFiles: ANCHOR_FILES,
      signers,
      pinnedAnchors: anchors,
      environment: 'production',
      redirectHosts: [],
    },
    {
      name: 'vci',
      kind: 'vci',
      snapshot: `${url}/vci/snapshot.json`,
      signature: `${url}/vci/snapshot.sig`,
      certificate: `${url}/vci/snapshot.crt`,
      directory: `${url}/vci/directory.json`,
      ...(fingerprint !== undefined && { fingerprint }),
      redirectHosts: [],
    },
    { name: 'nz', kind: 'nz', document: `${url}/nz/did.json`, redirectHosts: [] },
  ]
}

/** Ports of a process with no patience: a server has half a second, and nobody sleeps for long. */
export function impatientPorts(
  { ca }: Pick<LocalServer, 'ca'>,
  times: HttpTimes = { idleMs: 300, totalMs: 700 },
): FetchPorts {
  return {
    ask: createHttpPort({ times, ca }),
    sleep: (ms) => setTimeout(Math.min(ms, 5)),
    random: () => 0.5,
    now: () => Date.now(),
    userAgent: 'pratique/test',
  }
}

/** The file of sources that says the same to the command. */
export function sourcesFile(
  { url }: Pick<LocalServer, 'url'>,
  limits: Readonly<Record<string, number>> = { hcert: 3650, 'smart-health-card': 3650 },
): string {
  const { anchors = [] } = makeGdhcnSource().options
  const [gdhcn, vci, nz] = sourcesAt({ url })
  if (gdhcn?.kind !== 'gdhcn' || vci?.kind !== 'vci') throw new Error('these are the sources')
  const key = Buffer.from(spkiOf(LIST_KEYS)).toString('base64')
  const { name, kind, list } = gdhcn
  const pinned = {
    signers: [{ key, origin: 'made up' }],
    trustAnchors: anchors.map(({ fingerprint, origin }) => ({ fingerprint, origin })),
  }
  return JSON.stringify({
    sources: [{ name, kind, list, anchors: gdhcn.anchors, ...pinned }, vci, nz],
    limits,
  })
}
