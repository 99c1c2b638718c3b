/**
 * The authority of a configuration: its keys opened, its lists begun, and what a restore left behind put right.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  type IssuerProfile,
  type IssuingFormat,
  issueEuDcc,
  issueSmartHealthCard,
  issueVdsNc,
  issueWhoIcvp,
} from 'pratique/issue'
import { readCertificate } from 'pratique/keys'
import {
  type ListStore,
  nameIssuers,
  openList,
  type PublishedEdition,
  readLists,
  readRevoked,
  recoverLists,
  requireSameSecret,
} from 'pratique/revocation'
import type { Framework } from 'pratique/verify'
import { parseProductCatalogue } from 'pratique/who-icvp'
import type { Config } from '../config/config.ts'
import type { IssuerRole } from '../http/services.ts'
import { openWithdrawnKeys, rememberWithdrawnKeys } from '../identity/withdrawn-keys.ts'
import type { BundleSigner } from '../lists/bundle.ts'
import { keepPublishedHeads } from '../lists/published-heads.ts'
import { createPublisher, type Publisher } from '../lists/publisher.ts'
import { keepListSecret } from '../lists/secret.ts'
import { type WitnessedStore, witness } from '../lists/witness.ts'
import { openKey, readCertificateFile, readOwn } from '../signing/open-key.ts'
import { openListSigner } from '../signing/open-list-signer.ts'
import type { Database } from '../storage/database.ts'
import { createListStore } from '../storage/list-store.ts'
import { TURNS, takeTurn } from '../storage/locks.ts'
import { createAuthority, type Signatory } from './authority.ts'

const DAY_SECONDS = 86_400

export interface AuthorityClock {
  /** Seconds since the epoch. */
  readonly now: () => number
  /** How long an edition of the lists is the newest. Default: a day. */
  readonly periodSeconds?: number | undefined
}

/** An authority at work. */
export interface OpenAuthority extends IssuerRole {
  readonly publisher: Publisher
  /** Whether an old copy of the database was found, and its lists were closed. */
  readonly wasRestored: boolean
  close(): void
}

/**
 * Opens the authority.
 *
 * @throws {UsageError} `usage.lists-restored` if an old copy was put back and what is published cannot be read: then
 *   nothing is issued. `usage.issuer`, `usage.key-file`, `usage.certificate`
 */
export async function openAuthority(
  config: Config,
  database: Database,
  { now, periodSeconds = DAY_SECONDS }: AuthorityClock,
): Promise<OpenAuthority> {
  const { authority, signatories, lists, secrets, bundle: files } = config
  const { key, passphraseFile, certificate } = lists
  if (!authority || key === undefined) throw new Error('unreachable: the configuration has both')
  const profile = toProfile(authority)
  const witnessed = openWitnessed(database, secrets)
  const { store } = witnessed
  const signer = await openListSigner({ key, passphraseFile, certificate })
  const earlier = lists.earlier.map((path) => readCertificate(readCertificateFile(path)).publicKey)
  const { folder, days } = lists
  const bundle = files && { files, signers: await Promise.all(files.signers.map(openBundleSigner)) }
  const withdrawnKeys = openWithdrawnKeys(database.db, secrets)
  const publisher = createPublisher({
    ...{ database, signer, earlier, folder, days, now, periodSeconds },
    ...{ ...(bundle && { bundle }), withdrawnKeys, heads: keepPublishedHeads(secrets) },
  })
  withdrawnKeys.keep(publisher.readWithdrawn())
  const opened = await Promise.all(signatories.map(openSignatory))
  const before = await readLists(store)
  const published = await publisher.readAll()
  const isNew = before.lists.length === 0 && published.length === 0
  const secret = keepListSecret(secrets, isNew)
  requireSameSecret(before, secret)
  const wasRestored = await putRight({ store, now }, witnessed, published)
  if (isNew && !wasRestored) await openList({ store, now })
  await nameIssuers(store, namesOf(opened, profile))
  return {
    ...{ store, secret, withdrawnKeys, publisher, wasRestored },
    publishedHeads: () => publisher.readHeads(),
    authority: await createAuthority({
      ...{ profile, store, secret, now, signatories: opened },
      withdrawn: rememberWithdrawnKeys(withdrawnKeys, now),
    }),
    close() {
      signer.close?.()
      for (const each of opened) each.signer.close?.()
      for (const { port } of bundle?.signers ?? []) port.close?.()
    },
  }
}

/** What a worker needs of an authority: it issues, and does nothing else to lists. */
export type WorkingAuthority = Pick<OpenAuthority, 'authority' | 'close'>

/**
 * Opens the authority for a worker. What an issuer begins or puts right is awaited.
 *
 * @throws {UsageError} `usage.lists` if there are no lists yet; `usage.lists-restored` if an old copy of the database
 *   was put back; as `openAuthority`
 */
export async function openForWork(
  { authority, signatories, secrets }: Config,
  database: Database,
  now: () => number,
): Promise<WorkingAuthority> {
  if (!authority) throw new Error('unreachable: the configuration has it')
  const witnessed = openWitnessed(database, secrets)
  const { store } = witnessed
  const state = await readLists(store)
  if (state.lists.length === 0) {
    throw new UsageError('usage.lists', 'there are no lists yet: start an issuer first')
  }
  const secret = keepListSecret(secrets, false)
  requireSameSecret(state, secret)
  if (await witnessed.isBehind()) {
    const words =
      'an old copy of the database was put back: start an issuer first, which puts it right'
    throw new UsageError('usage.lists-restored', words)
  }
  const opened = await Promise.all(signatories.map(openSignatory))
  const options = {
    profile: toProfile(authority),
    store,
    secret,
    now,
    signatories: opened,
    withdrawn: rememberWithdrawnKeys(openWithdrawnKeys(database.db, secrets), now),
  }
  return {
    authority: await createAuthority(options),
    close() {
      for (const each of opened) each.signer.close?.()
    },
  }
}

function toProfile({ country, name, url }: NonNullable<Config['authority']>): IssuerProfile {
  return { country, name, ...(url !== undefined && { url }) }
}

function openWitnessed({ db }: Database, secrets: string): WitnessedStore {
  return witness(createListStore(db), secrets, (act) => takeTurn(db, TURNS.witness, act))
}

/** Whether what is published says something that the database has forgotten: a list, or that a place is revoked. */
async function hasForgotten(
  store: ListStore,
  published: readonly PublishedEdition[],
): Promise<boolean> {
  const { lists } = await readLists(store)
  for (const { content } of published) {
    if (!lists.some(({ number }) => number === content.list)) return true
    const state = await readRevoked(store, content.list)
    const known = new Set([...state.values()].flatMap((indices) => [...indices]))
    if (content.revoked.some((index) => !known.has(index))) return true
  }
  return false
}

/** After a restore: closes the lists whose indices nobody knows, and takes back what was published as taken back. */
async function putRight(
  context: { readonly store: ListStore; readonly now: () => number },
  witnessed: WitnessedStore,
  published: readonly PublishedEdition[],
): Promise<boolean> {
  const isOld = (await hasForgotten(context.store, published)) || (await witnessed.isBehind())
  if (!isOld) return false
  if (published.length === 0) {
    const words =
      'an old copy of the database was put back, and there is no published list to read what was taken back: put ' +
      'back the folder of the lists, and start again'
    throw new UsageError('usage.lists-restored', words)
  }
  await witnessed.forget()
  await recoverLists(
    context,
    published.map(({ content }) => content),
  )
  return true
}

async function openBundleSigner({
  name,
  ...place
}: NonNullable<Config['bundle']>['signers'][number]): Promise<BundleSigner> {
  return { name, port: await openKey(place) }
}

async function openSignatory(place: Config['signatories'][number]): Promise<Signatory> {
  const { certificate, authority, sites, from } = place
  const signer = await openKey(place)
  const own = certificate === undefined ? signer.certificate : readCertificateFile(certificate)
  return {
    ...{ signer, sites },
    ...(from !== undefined && { from: Date.parse(from) / 1000 }),
    formats: place.formats.map((format) => toIssuing(format, place.catalogue)),
    ...(own && { certificate: own }),
    ...(authority !== undefined && { authority: readCertificateFile(authority) }),
  }
}

function toIssuing(
  format: Config['signatories'][number]['formats'][number],
  catalogue: string | undefined,
): IssuingFormat {
  switch (format) {
    case 'eu-dcc':
      return issueEuDcc
    case 'smart-health-card':
      return issueSmartHealthCard
    case 'vds-nc':
      return issueVdsNc
    case 'who-icvp': {
      const text = new TextDecoder().decode(readOwn(catalogue ?? ''))
      return issueWhoIcvp({ catalogue: parseProductCatalogue(JSON.parse(text)) })
    }
  }
}

/** Whom the lists speak for: each network by the name that its certificates give their issuer. */
function namesOf(
  signatories: readonly Signatory[],
  { country, url }: IssuerProfile,
): ReadonlyMap<Framework, string> {
  const frameworks = signatories.flatMap(({ formats }) =>
    formats.map(({ format }) => format.carrier.framework),
  )
  return new Map(
    frameworks.map((framework) => [
      framework,
      framework === 'smart-health-card' && url !== undefined ? url : country,
    ]),
  )
}
