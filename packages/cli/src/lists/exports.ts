/**
 * What an issuer has revoked, in the forms that others' verifiers read.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  createBitstringStatusList,
  createCardRevocationList,
  createHashBatches,
  encodeTokenRid,
  encodeTokenUvci,
  type RevocationToken,
  type SignPort,
  signBitstringStatusListJwt,
  signHashBatch,
  signTokenStatusListCwt,
  signTokenStatusListJwt,
  type TokenListContent,
} from 'pratique/revocation'
import type { Bytes } from 'pratique/verify'
import { toJsonLine } from '../output/visible.ts'
import type { OutputFile } from '../output/write-output.ts'

/** Forms that lists are exported in. */
export const FORMS = [
  'eu-uci',
  'eu-country-uci',
  'card-crl',
  'status-list-jwt',
  'status-list-cwt',
  'bitstring',
  'bitstring-jwt',
] as const

export type Form = (typeof FORMS)[number]

/** An edition, and the tokens of what it has revoked. */
export interface Edition {
  readonly content: TokenListContent
  readonly tokens: readonly RevocationToken[]
}

/** What the forms need besides. */
export interface ExportOptions {
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country?: string
  /** Of cards: the thumbprint of the key that signed them. */
  readonly keyId?: string
  /** Where a status list will be. */
  readonly uri?: string
  /** Who publishes a bit string: a URI. */
  readonly issuer?: string
  readonly signer?: SignPort
  /** DER of the upload certificate, for batches that the EU gateway takes. */
  readonly certificate?: Bytes
  /** Seconds since the epoch. */
  readonly now: number
}

/** Longer than any certificate lives that has a token: until then it must stay revoked. */
const LONGEST_LIFE_SECONDS = 2 * 366 * 86_400

/** Base64url, as a thumbprint is: it becomes the name of a file (VCI "Revocation"). */
const KEY_ID = /^[A-Za-z0-9_-]{1,128}$/

const UTF8 = new TextEncoder()

/**
 * Exports the newest edition of each list.
 *
 * @throws {UsageError} `usage.option` if the form needs what is not given
 */
export async function exportLists(
  form: Form,
  editions: readonly Edition[],
  options: ExportOptions,
): Promise<readonly OutputFile[]> {
  switch (form) {
    case 'eu-uci':
      return exportBatches('UCI', editions, options)
    case 'eu-country-uci':
      return exportBatches('COUNTRYCODEUCI', editions, options)
    case 'card-crl':
      return [exportCards(editions, options)]
    default:
      return Promise.all(editions.map((edition) => exportStatus(form, edition, options)))
  }
}

async function exportBatches(
  hashType: 'UCI' | 'COUNTRYCODEUCI',
  editions: readonly Edition[],
  { country, signer, certificate, now }: ExportOptions,
): Promise<readonly OutputFile[]> {
  const of = need('country', country)
  const revoked = editions.flatMap(({ content, tokens }) =>
    tokens.map((token) => ({
      uci: encodeTokenUvci(token, of),
      expiresAt: content.asOf + LONGEST_LIFE_SECONDS,
    })),
  )
  const batches = createHashBatches(revoked, { country: of, hashType })
  return Promise.all(
    batches.map(async ({ name, batch }) => {
      if (!signer || !certificate) return { name: `${name}.json`, bytes: toBytes(batch) }
      const signedAt = Math.floor(now)
      const bytes = await signHashBatch(batch, { signer, certificate, signedAt })
      return { name: `${name}.cms`, bytes }
    }),
  )
}

function exportCards(editions: readonly Edition[], { keyId }: ExportOptions): OutputFile {
  const of = need('kid', keyId)
  if (!KEY_ID.test(of)) {
    throw new UsageError('usage.option', '--kid takes a thumbprint, as "keys show" tells it')
  }
  const rids = editions.flatMap(({ tokens }) =>
    tokens.map((token) => ({ rid: encodeTokenRid(token) })),
  )
  // Every edition counts, so that no later list has a lower counter.
  const counter = editions.reduce((sum, { content }) => sum + content.number, 0)
  return {
    name: `${of}.json`,
    bytes: toBytes(createCardRevocationList(rids, { keyId: of, counter })),
  }
}

async function exportStatus(
  form: Exclude<Form, 'eu-uci' | 'eu-country-uci' | 'card-crl'>,
  { content }: Edition,
  { uri, issuer, signer }: ExportOptions,
): Promise<OutputFile> {
  const at = `${need('uri', uri)}/${content.list}`
  const revoked = { size: content.coverage.issued, indices: content.revoked }
  const { asOf, nextUpdate, list } = content
  if (form === 'status-list-jwt' || form === 'status-list-cwt') {
    const status = { uri: at, revoked, issuedAt: asOf, expiresAt: nextUpdate }
    const by = need('key', signer)
    return form === 'status-list-jwt'
      ? { name: `status-${list}.jwt`, bytes: UTF8.encode(await signTokenStatusListJwt(status, by)) }
      : { name: `status-${list}.cwt`, bytes: await signTokenStatusListCwt(status, by) }
  }
  const credential = {
    ...{ uri: at, issuer: need('issuer', issuer), revoked },
    ...{ validFrom: asOf, validUntil: nextUpdate },
  }
  return form === 'bitstring'
    ? {
        name: `bitstring-${list}.json`,
        bytes: toBytes(createBitstringStatusList(credential)),
      }
    : {
        name: `bitstring-${list}.jwt`,
        bytes: UTF8.encode(await signBitstringStatusListJwt(credential, need('key', signer))),
      }
}

function need<T>(option: string, value: T | undefined): T {
  if (value !== undefined) return value
  throw new UsageError('usage.option', `--${option} is missing: this form needs it`)
}

function toBytes(json: object): Uint8Array {
  return UTF8.encode(toJsonLine(json))
}
