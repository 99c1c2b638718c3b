/**
 * What is in a bundle, in words.
 *
 * @module
 */

import {
  type BundleFile,
  type BundleSource,
  digestOf,
  type NamedKey,
  type NamedPolicy,
} from 'pratique/bundle'
import { writeColumns } from '../output/columns.ts'
import { ageInWords } from '../output/dates.ts'
import { visible } from '../output/visible.ts'
import { countKeys, signersOf } from './describe.ts'
import { kindInWords, toldPolicies } from './policies.ts'
import { quorumInWords } from './quorum-file.ts'

/**
 * Writes lines for a terminal. A key, and the hash of a file, each have a line that is not broken.
 *
 * @throws {FormatError} codes of `format` if a section is damaged
 */
export function describeBundle(file: BundleFile, now: number): readonly string[] {
  const { manifest } = file
  const { previous, nextQuorum, sources } = manifest
  return [
    ...writeColumns([
      { name: 'Number', words: String(manifest.number) },
      { name: 'Digest', words: digestOf(file) },
      { name: 'Before it', words: previous ?? 'none: it is the first of its line' },
      ...(nextQuorum ? [{ name: 'From then on', words: tell(quorumInWords(nextQuorum)) }] : []),
    ]),
    ...section('Networks', networks(file, now)),
    ...section(
      'Sources',
      sources.flatMap((source) => aboutSource(source, now)),
    ),
    ...section('Entry rules', policies(file, now)),
    ...section('Changes', changes(file)),
    ...section('Denied for ever', denied(file, now)),
    ...section('Signatures', signatures(file)),
  ]
}

/** Says in one line how much changed. */
export function changesInWords({ manifest: { changes: said } }: BundleFile): string {
  if (!said) return 'it is the first of its line: all keys are new'
  const { added, removed, withdrawn, changed, policies: ofPolicies } = said
  const gone = `removed: ${removed.length}, withdrawn: ${withdrawn.length}`
  const keys = `keys added: ${added.length}, ${gone}, changed: ${changed.length}`
  if (!ofPolicies) return keys
  const rules = `${ofPolicies.added.length}, removed: ${ofPolicies.removed.length}`
  return `${keys}; entry rules added: ${rules}, changed: ${ofPolicies.changed.length}`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines]
}

function networks(file: BundleFile, now: number): readonly string[] {
  const keys = countKeys(file)
  const statements = file.manifest.networks.map(({ framework, asOf, isSigned }) => {
    const { keys: all = 0, withdrawn = 0, evidence = {} } = keys.get(framework) ?? {}
    const levels = Object.entries(evidence).map(([level, number]) => `${number} ${level}`)
    const counts = [...levels, ...(withdrawn > 0 ? [`${withdrawn} withdrawn`] : [])]
    const ofThem = counts.length > 0 ? ` (${counts.join(', ')})` : ''
    const dated = asOf === undefined ? 'no date' : `dated ${ageInWords(asOf, now)}`
    const words = `${dated}, ${isSigned ? 'signed' : 'not signed'}; keys: ${all}${ofThem}`
    return { name: framework, words }
  })
  return writeColumns(statements, '  ')
}

function aboutSource(
  { name, kind, verdict, kept, dropped, signedAt, files }: BundleSource,
  now: number,
): readonly string[] {
  const words = [
    ...(kind === name ? [] : [`kind ${kind}`]),
    verdict,
    ...(signedAt === undefined ? [] : [`dated ${ageInWords(signedAt, now)}`]),
    `kept: ${kept}, not taken: ${dropped}`,
  ]
  return [
    ...writeColumns([{ name: tell(name), words: tell(words.join('; ')) }], '  '),
    ...files.map((file) => row('', `${file.sha256} ${tell(file.name)}`)),
  ]
}

function policies(file: BundleFile, now: number): readonly string[] {
  return toldPolicies(file).flatMap(({ kind, name, asOf, sha256 }) => {
    const dated = asOf === undefined ? 'no date' : `dated ${ageInWords(asOf, now)}`
    return [
      ...writeColumns([{ name: tell(name), words: `${kindInWords(kind)}; ${dated}` }], '  '),
      row('', sha256),
    ]
  })
}

function changes({ manifest: { changes: said } }: BundleFile): readonly string[] {
  if (!said) return []
  const of = (name: string, keys: readonly NamedKey[]) =>
    keys.map((key) => row(name, keyInWords(key)))
  const ofPolicies = (name: string, rules: readonly NamedPolicy[] = []) =>
    rules.map((each) => row(name, tell(`${kindInWords(each.kind)}: ${each.name}`)))
  const all = [
    ...of('added', said.added),
    ...of('removed', said.removed),
    ...of('withdrawn', said.withdrawn),
    ...of('changed', said.changed),
    ...ofPolicies('added', said.policies?.added),
    ...ofPolicies('removed', said.policies?.removed),
    ...ofPolicies('changed', said.policies?.changed),
  ]
  return all.length > 0 ? all : ['  none']
}

function keyInWords({ framework, issuer, keyId, role, name }: NamedKey): string {
  const words = [framework, issuer, keyId || '(no identifier)', role, name && `(${name})`]
  return tell(words.filter((word) => word !== undefined && word !== '').join(' '))
}

function denied({ manifest }: BundleFile, now: number): readonly string[] {
  return manifest.denied.map(({ denial: { issuer, keyId, reason, at } }) =>
    row(
      tell(issuer),
      tell(`${keyId || '(no identifier)'}: ${reason}; since ${ageInWords(at, now)}`),
    ),
  )
}

function signatures(file: BundleFile): readonly string[] {
  const signers = signersOf(file)
  return signers.length === 0
    ? ['  none']
    : signers.map((signer) => `  ${signer ?? 'something unreadable'}`)
}

function row(name: string, words: string): string {
  return `  ${name.padEnd(NAME_WIDTH)} ${words}`
}

const NAME_WIDTH = 13
const MAX_LENGTH = 600

function tell(text: string): string {
  return visible(text, MAX_LENGTH)
}
