/**
 * Cards of a FHIR Bundle: a card for each result and each dose in it that is asked for, all or none.
 *
 * @module
 */

import { decodeNumeric, type JsonObject, type JsonValue } from 'pratique/codecs'
import { readIntake, type TakenRow } from 'pratique/intake'
import { RequestError, type RequestFault } from '../request-error.ts'
import type { Authority } from './authority.ts'

/** More at once is a batch. */
const MOST = 20

const FORMAT = 'smart-health-card'
const CARD = 'https://smarthealth.cards#'

/** What a card can be asked for as: the types of its resources, and what cards called themselves before. */
type Asked = (order: TakenRow['order']) => boolean

const TYPES: ReadonlyMap<string, Asked> = new Map([
  ['Patient', () => true],
  ['Immunization', isOfKind('vaccination')],
  ['Observation', isOfKind('test')],
  [`${CARD}health-card`, () => true],
  [`${CARD}immunization`, isOfKind('vaccination')],
  [`${CARD}laboratory`, isOfKind('test')],
  [`${CARD}covid19`, (order) => factOf(order)['disease'] === 'covid-19'],
])

/** What is asked of a bundle. */
export interface BundleRequest {
  readonly site: string
  readonly bundle: JsonValue
  /** A card is of all these types, or is not made. */
  readonly types: readonly string[]
}

/** Where the bundle stands in the request, for whoever is told of its faults. */
const PLACE = 'bundle'

/**
 * Issues the cards.
 *
 * @returns a JWS each; none if nothing in the bundle is of the types
 * @throws {RequestError} `usage.order` with all that is wrong with what is to be issued: nothing is, then
 */
export async function issueBundle(
  authority: Authority,
  { site, bundle, types }: BundleRequest,
): Promise<readonly string[]> {
  const requests = readOrders(bundle)
    .filter(({ order }) => types.every((type) => TYPES.get(type)?.(order) ?? false))
    .map(({ place, order }) => ({
      place,
      request: { site, format: FORMAT, order, purpose: 'keeping' } as const,
    }))
  if (requests.length > MOST) {
    throw refuse([{ path: PLACE, words: `at most ${MOST} results and doses: more are a batch` }])
  }
  const faults: RequestFault[] = []
  for (const { place, request } of requests) {
    const shown = await authority.preview(request)
    if ('faults' in shown) {
      faults.push(...shown.faults.map(({ path, words }) => toFault(place, path, words)))
    }
  }
  if (faults.length > 0) throw refuse(faults)
  const cards: string[] = []
  for (const { request } of requests) {
    const outcome = await authority.issue(request)
    if ('faults' in outcome) throw new Error('unreachable: the order was looked at')
    cards.push(toJws(outcome.issued.texts))
  }
  return cards
}

function readOrders(bundle: JsonValue): readonly TakenRow[] {
  const rows = readIntake(new TextEncoder().encode(JSON.stringify(bundle)), { form: 'fhir' })
  const faults = rows.flatMap((row) =>
    'faults' in row ? row.faults.map(({ path, words }) => toFault(row.place, path, words)) : [],
  )
  if (faults.length > 0) throw refuse(faults)
  return rows.filter((row) => 'order' in row)
}

function toFault(place: string, path: string, words: string): RequestFault {
  return { path: [PLACE, place, path].filter((part) => part !== '').join('.'), words }
}

function refuse(faults: readonly RequestFault[]): RequestError {
  return new RequestError('usage.order', { faults })
}

function isOfKind(kind: string): Asked {
  return (order) => factOf(order)['kind'] === kind
}

function factOf({ fact }: TakenRow['order']): JsonObject {
  if (typeof fact === 'object' && fact !== null && 'kind' in fact) return fact
  throw new Error('unreachable: what is read of FHIR has a kind')
}

/** The card in the texts of its codes, which are in order. */
function toJws(texts: readonly string[]): string {
  return texts.map((text) => decodeNumeric(text, text.lastIndexOf('/') + 1)).join('')
}
