/**
 * The entry rules of a bundle: those of the bundle before, and those that are given.
 *
 * @module
 */

import { basename, extname } from 'node:path'
import {
  type BundleFile,
  type CarriedPolicy,
  type NamedPolicy,
  type PolicyKind,
  readPolicies,
} from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { suggest } from '../nearest.ts'
import { quote, visible } from '../output/visible.ts'
import { recognisePolicy } from '../policy/recognise-policy.ts'
import { sha256Of } from '../sync/stored-source.ts'
import type { GivenBundle } from './bundle-file.ts'
import { named } from './named.ts'

/** Entry rules as they are told: by the hash of their text. */
export interface ToldPolicy extends NamedPolicy, Pick<CarriedPolicy, 'asOf'> {
  /** Lower-case hex. */
  readonly sha256: string
}

/** A name has no folder in it. */
const NAMED_FILE = /^([^=/\\]+)=(.+)$/s

/**
 * Reads the values of `--policy`: FILE, which is called by its name without what is behind the last dot,
 * or NAME=FILE.
 *
 * @throws {UsageError} `usage.policy-file` if a file holds no entry rules, `usage.option` if two of a kind
 *   have one name, and the codes of files
 */
export function readGivenPolicies(values: readonly string[]): readonly CarriedPolicy[] {
  const policies = values.map(readGiven)
  const ids = policies.map(idOf)
  const twice = policies.find((policy, at) => ids.indexOf(idOf(policy)) !== at)
  if (!twice) return policies
  throw new UsageError(
    'usage.option',
    `two files of --policy are ${wordsOf(twice)}: give one of them another name, as in --policy NAME=FILE`,
  )
}

function readGiven(value: string): CarriedPolicy {
  const [, given, file] = NAMED_FILE.exec(value) ?? []
  const path = file ?? value
  const bytes = readFileBytes(path)
  // File systems differ in how they spell a name with accents, and bundles must not.
  const name = (given ?? basename(path, extname(path))).normalize('NFC')
  return { ...named(path, 'usage.policy-file', () => recognisePolicy(bytes)), name }
}

/**
 * Keeps the entry rules of the bundle before, but for those that are given anew or are to go.
 *
 * @param without names of those that are to go, of whatever kind
 * @throws {UsageError} `usage.option` if the bundle before has none of such a name, `usage.bundle` if it is
 *   damaged
 */
export function nextPolicies(
  previous: GivenBundle | undefined,
  given: readonly CarriedPolicy[],
  without: readonly string[],
): readonly CarriedPolicy[] {
  const before = previous
    ? named(previous.path, 'usage.bundle', () => readPolicies(previous.file))
    : []
  for (const name of without) requireNamed(name, before)
  const replaced = new Set(given.map(idOf))
  const kept = before.filter(
    (policy) => !replaced.has(idOf(policy)) && !without.includes(policy.name),
  )
  return [...kept, ...given]
}

function requireNamed(name: string, before: readonly CarriedPolicy[]): void {
  const names = [...new Set(before.map((policy) => policy.name))]
  if (names.includes(name)) return
  const near = suggest(name, names)
  const others = names.length > 0 ? `there are ${names.map(quote).join(', ')}` : 'there are none'
  const advice = near === undefined ? others : `did you mean ${quote(near)}?`
  throw new UsageError(
    'usage.option',
    `no entry rules ${quote(name)} in the bundle of --previous: ${advice}`,
  )
}

/**
 * Tells the entry rules of a bundle.
 *
 * @throws {FormatError} codes of `format` if the section is damaged
 */
export function toldPolicies(file: BundleFile): readonly ToldPolicy[] {
  return readPolicies(file).map(({ bytes, ...told }) => ({ ...told, sha256: sha256Of(bytes) }))
}

const KIND_WORDS: Readonly<Record<PolicyKind, string>> = {
  'eu-rules': 'rules of the EU',
  'eu-value-sets': 'value sets',
  'pratique-policy': 'a policy of Pratique',
}

/** What a kind is called. */
export function kindInWords(kind: PolicyKind): string {
  return KIND_WORDS[kind]
}

function wordsOf({ kind, name }: NamedPolicy): string {
  return `${kindInWords(kind)} called "${visible(name)}"`
}

function idOf({ kind, name }: NamedPolicy): string {
  return `${kind} ${name}`
}
