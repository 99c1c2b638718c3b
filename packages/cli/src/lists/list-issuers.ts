/**
 * Whom an issuer's lists speak for: said once, kept in their state, and asked for before a certificate is
 * given a place.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { IssuerProfile } from 'pratique/issue'
import { type ListStore, nameIssuers, readLists, type TokenListContent } from 'pratique/revocation'
import { FRAMEWORKS, type Framework } from 'pratique/verify'
import { quote } from '../output/visible.ts'
import { openLists } from './open-lists.ts'
import { readPublishedFiles } from './published.ts'

/** The networks and names of one issuer. */
export type Issuers = ReadonlyMap<Framework, string>

const COUNTRY = /^[A-Z]{2}$/
/** The specimens' state, as seals write it (ICAO Doc 9303-3 §5). */
const UTOPIA = 'UTO'
const NO_ISSUER =
  'say who the issuer is, with --issuer NETWORK=NAME: no edition has been made before'

/**
 * Parses values of `--issuer`.
 *
 * @returns `undefined` if there is none
 * @throws {UsageError} `usage.option`
 */
export function parseIssuers(given: readonly string[]): Issuers | undefined {
  const issuers = new Map<Framework, string>()
  for (const each of given) {
    const [, name = '', issuer = ''] = /^([a-z-]+)=(.+)$/s.exec(each) ?? []
    const framework = FRAMEWORKS.find((known) => known === name)
    if (!framework) refuse(`takes NETWORK=NAME, with one of ${FRAMEWORKS.join(', ')}`)
    if (issuers.has(framework)) refuse(`names ${framework} twice`)
    issuers.set(framework, parseName(framework, issuer))
  }
  return issuers.size > 0 ? issuers : undefined
}

function parseName(framework: Framework, name: string): string {
  if (framework === 'smart-health-card') {
    const isUrl = URL.canParse(name) && new URL(name).protocol === 'https:'
    if (isUrl && !/[/?#\s]$|[?#]/.test(name)) return name
    return refuse(
      `takes ${framework}=https://…, the "iss" of the cards: without a slash at the end`,
    )
  }
  const country = name === UTOPIA ? 'UT' : name
  if (COUNTRY.test(country)) return country
  return refuse(`takes ${framework}=XX: the country in two capital letters, such as AT`)
}

/**
 * Keeps whom the lists speak for. More may be said later: a list without an issuer that it had is none that
 * whoever holds it would take.
 *
 * @throws {UsageError} `usage.option` if nothing was ever said, `usage.lists` if one would be lost
 */
export async function keepIssuers(
  store: ListStore,
  given: Issuers | undefined,
  published: readonly TokenListContent[],
): Promise<Issuers> {
  const known = (await readLists(store)).issuers ?? published.at(-1)?.issuers
  const issuers = given ?? known
  if (!issuers) throw new UsageError('usage.option', NO_ISSUER)
  for (const [framework, name] of known ?? []) {
    if (issuers.get(framework) === name) continue
    const kept = quote(`${framework}=${name}`)
    throw new UsageError(
      'usage.lists',
      `the lists speak for ${kept}, and nobody who holds them takes one that does not: name it too`,
    )
  }
  await nameIssuers(store, issuers)
  return issuers
}

/**
 * Makes sure that the lists in a folder speak for who issues: on others, no verifier looks.
 *
 * @throws {UsageError} `usage.lists` if they do not
 */
export async function requireOnLists(
  folder = '',
  framework: Framework,
  { country, url }: IssuerProfile,
): Promise<void> {
  const state = await readLists(openLists(folder).store)
  const issuers = state.issuers ?? readPublishedFiles(folder).at(-1)?.issuers
  const name = framework === 'smart-health-card' ? url : country
  if (!issuers || name === undefined || issuers.get(framework) === name) return
  const missing = `${framework}=${name}`
  throw new UsageError(
    'usage.lists',
    `the lists do not speak for ${quote(missing)}: run "pratique lists build" with --issuer ${missing} as well`,
  )
}

function refuse(words: string): never {
  throw new UsageError('usage.option', `--issuer ${words}`)
}
