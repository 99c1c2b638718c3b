/**
 * Catalogues: code mappings that a user supplies, for codes and products that our tables do not have.
 *
 * ```json
 * {
 *   "type": "pratique-terminology",
 *   "products": [{ "id": "novelvax", "name": "Novelvax", "disease": "covid-19", "platform": "mrna" }],
 *   "entries": [{
 *     "system": "https://codes.example/vaccines", "code": "NV-30", "means": "novelvax",
 *     "relation": "narrower", "source": "Ministry of Health, list of 1 May 2026"
 *   }]
 * }
 * ```
 *
 * `means` is a word of ours: a product (of the catalogue or of our tables), a kind of vaccine, a disease, a
 * class of test or a result. Of a `broader` code, every thing that it may mean has an entry; these are
 * all that it may mean only where `isClosed` says so.
 *
 * @module
 */

import { FormatError, UsageError } from '../errors.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonValue } from '../json/value.ts'
import { checkEntries } from './catalogue-faults.ts'
import type { Catalogue, CatalogueEntry, CatalogueFault } from './catalogue-form.ts'
import type { Relation } from './data/rows.ts'
import { isDiseaseWord } from './diseases.ts'
import {
  at,
  type Form,
  fault,
  has,
  list,
  onlyMembers,
  optionalCount,
  optionalFlag,
  optionalText,
  readForm,
  text,
} from './form.ts'
import { loadBuiltIn } from './lookup.ts'
import type { Platform, Product } from './product.ts'

const TYPE = 'pratique-terminology'
const MAX_CHARACTERS = 16 * 1024 * 1024

const MEMBERS = ['type', 'products', 'entries']
const ENTRY_MEMBERS = ['system', 'code', 'means', 'relation', 'source', 'isClosed']
const PRODUCT_MEMBERS = [
  'id',
  'name',
  'disease',
  'kind',
  'platform',
  'serogroups',
  'primarySeries',
  'euCodes',
  'isPrequalified',
]

const RELATIONS: readonly Relation[] = ['exact', 'narrower', 'broader']
const PLATFORMS: readonly Platform[] = [
  'mrna',
  'dna',
  'viral-vector',
  'inactivated',
  'protein-subunit',
  'virus-like-particle',
  'live-attenuated',
  'polysaccharide',
  'conjugate',
]

const WORD = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * Parses a catalogue (JSON, the form above). A mapping that contradicts what a code is known for, such as
 * an antibody test for a NAAT, is a fault like any other.
 *
 * @throws {UsageError} `usage.catalogue-file`, with the path of every fault
 */
export function parseCatalogue(file: string): Catalogue {
  const json = parse(file)
  const faults: CatalogueFault[] = []
  const root = readForm(json, faults)
  onlyMembers(root, MEMBERS)
  if (text(root, 'type') !== TYPE) fault(root, 'type', `"${TYPE}"`)
  const products = list(root, 'products').map(readProduct)
  const entries = list(root, 'entries').map(readEntry)
  if (products.length + entries.length === 0) fault(root, 'entries', 'at least one entry')
  const catalogue = { products, entries }
  if (faults.length === 0) faults.push(...checkEntries(catalogue))
  if (faults.length === 0) return catalogue
  const lines = faults.map(({ path, expected }) => `${path || 'the file'}: expected ${expected}`)
  throw new UsageError('usage.catalogue-file', lines.join('; '))
}

function parse(file: string): JsonValue {
  try {
    return parseJson(file, { maxCharacters: MAX_CHARACTERS })
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.catalogue-file', `the file: ${cause.message}`, { cause })
  }
}

function readProduct(product: Form): Product {
  onlyMembers(product, PRODUCT_MEMBERS)
  const { kinds } = loadBuiltIn()
  const id = text(product, 'id')
  if (!WORD.test(id)) fault(product, 'id', 'a word in kebab-case')
  const name = text(product, 'name')
  const disease = text(product, 'disease')
  if (!isDiseaseWord(disease)) fault(product, 'disease', 'one of our words for diseases')
  const kind = optionalText(product, 'kind')
  const isKind = kind === undefined || kinds.get(kind)?.disease === disease
  if (!isKind) fault(product, 'kind', 'a kind of vaccine against this disease')
  const platform = optionalText(product, 'platform')
  if (platform !== undefined && !isOneOf(PLATFORMS, platform))
    fault(product, 'platform', 'a platform')
  const serogroups = optionalText(product, 'serogroups')
  const primarySeries = optionalCount(product, 'primarySeries')
  const isPrequalified = optionalFlag(product, 'isPrequalified')
  const euCodes = has(product, 'euCodes') ? readEuCodes(at(product, 'euCodes')) : undefined
  return {
    id,
    name,
    disease: isDiseaseWord(disease) ? disease : 'covid-19',
    ...(kind !== undefined && { kind }),
    ...(isOneOf(PLATFORMS, platform) && { platform }),
    ...(serogroups !== undefined && { serogroups }),
    ...(primarySeries !== undefined && { primarySeries }),
    ...(euCodes && { euCodes }),
    ...(isPrequalified !== undefined && { isPrequalified }),
  }
}

function readEuCodes(codes: Form): NonNullable<Product['euCodes']> {
  onlyMembers(codes, ['mp', 'ma', 'vp'])
  return { mp: text(codes, 'mp'), ma: text(codes, 'ma'), vp: text(codes, 'vp') }
}

function readEntry(entry: Form): CatalogueEntry {
  onlyMembers(entry, ENTRY_MEMBERS)
  const system = optionalText(entry, 'system')
  const relation = text(entry, 'relation')
  if (!isOneOf(RELATIONS, relation)) fault(entry, 'relation', '"exact", "narrower" or "broader"')
  const isClosed = optionalFlag(entry, 'isClosed')
  return {
    ...(system !== undefined && { system }),
    code: text(entry, 'code'),
    means: text(entry, 'means'),
    relation: isOneOf(RELATIONS, relation) ? relation : 'broader',
    source: text(entry, 'source'),
    ...(isClosed !== undefined && { isClosed }),
  }
}

function isOneOf<T extends string>(list: readonly T[], word: string | undefined): word is T {
  return list.some((each) => each === word)
}
