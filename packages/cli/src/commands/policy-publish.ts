/**
 * `pratique policy publish`: entry rules that were tried, put into a bundle.
 *
 * @module
 */

import { fileURLToPath } from 'node:url'
import {
  type BundleFile,
  type CarriedPolicy,
  digestOf,
  type NamedPolicy,
  readBundleFile,
  toSignerId,
} from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'
import { readBundle, titleOf, writeBundle } from '../bundle/bundle-file.ts'
import { kindInWords, nextPolicies, readGivenPolicies } from '../bundle/policies.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { DIFFERENCES } from '../exit-codes.ts'
import { withSignerIfNamed } from '../keys/open-signer.ts'
import { toDay } from '../output/dates.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { buildNext } from '../policy/publish.ts'
import { findShipped } from '../policy/shipped.ts'
import { type Candidate, type Trial, tryAll } from '../policy/trial.ts'
import { refuseIdle, requireOption } from '../require-option.ts'
import { parseTime } from '../times.ts'

export const USAGE = `Usage: pratique policy publish FILE… --out NEW.bundle [OPTION…]

Puts entry rules into a bundle, if they pass: no error of "policy lint", and cases beside each (see
"policy test") that all come out as expected. The new bundle keeps the keys, lists, denials and
other entry rules of the one before as they are, and has the next number. Value sets need no cases.

Options
  --out FILE            where to write it
  --previous FILE       the bundle before. Default: none, and the new one holds entry rules alone
  --without-policy NAME
                        take these entry rules of the bundle before out; may be repeated
  --value-sets FILE     value sets for lint and cases, which are not put in; may be repeated.
                        Those of the bundle count anyway
  --as-of DATE          when these rules were last confirmed: verifiers rely on them for 90 days
                        from then. Default: today. Whoever builds the bundle too must say the same
  --key FILE            sign it with this private key; see "bundle sign"
  --passphrase-file FILE
                        the first line of FILE is the passphrase or PIN of --key
  --json                one JSON object, and nothing else
  --help                this text

FILE is NAME=FILE, too: what it is called in the bundle. Default: the name of the file.

Exit codes
  0 it is written   1 it is not: an error of lint, or a case that came out otherwise
  2 wrong usage: also, no cases   70 a bug of ours

Examples
  pratique policy publish my-policy.json --previous march.bundle --out april.bundle
  pratique policy publish rules.json value-sets.json --previous march.bundle --out april.bundle
  pratique policy publish CH=rules.json --previous old.bundle --out new.bundle --key ministry.pem
`

const OPTIONS = {
  out: { type: 'string' },
  previous: { type: 'string' },
  'without-policy': { type: 'string', multiple: true },
  'value-sets': { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  json: { type: 'boolean' },
} as const

const DAY_SECONDS = 86_400

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const without = values['without-policy'] ?? []
    if (positionals.length + without.length === 0) {
      throw new UsageError('usage.argument', 'policy publish needs a file of entry rules')
    }
    const out = requireOption('out', values.out, 'say where to write the bundle')
    if (values.key === undefined) refuseIdle(values, { 'passphrase-file': '--key' })
    const previous = values.previous === undefined ? undefined : readBundle(values.previous)
    const now = io.now()
    const asOf = readAsOf(values['as-of'], now)
    const candidates = positionals.map((value) => readCandidate(value, asOf))
    const given = requireDistinct(candidates)
    const carried = nextPolicies(previous, given, without)
    const valueSetFiles = values['value-sets'] ?? []
    const trials = tryAll(candidates, { carried, valueSetFiles, now, io })
    if (trials.some(hasFailed)) {
      const told = { isWritten: false, trials }
      io.out(values.json ? toJsonLine(told) : `${tellFailed(trials).join('\n')}\n`)
      return DIFFERENCES
    }
    const options = { passphraseFile: values['passphrase-file'] }
    const { bytes, signer } = await withSignerIfNamed(values.key, io, options, async (port) => ({
      bytes: await buildNext(previous?.file, carried, port),
      signer: port && toSignerId(port.key),
    }))
    writeBundle(out, bytes)
    const facts: Facts = {
      out,
      file: readBundleFile(bytes),
      trials,
      carried,
      asOf,
      isFirst: previous === undefined,
      ...(signer !== undefined && { signer }),
    }
    io.out(values.json ? toJson(facts) : `${toText(facts).join('\n')}\n`)
    return 0
  },
)

function readAsOf(value: string | undefined, now: number): number {
  if (value === undefined) return Math.floor(now / DAY_SECONDS) * DAY_SECONDS
  const asOf = parseTime('--as-of', value)
  if (asOf <= now) return asOf
  throw new UsageError('usage.option', '--as-of lies in the future: nobody has confirmed them then')
}

/** The date of value sets is that of their version. */
function readCandidate(value: string, asOf: number): Candidate {
  const shipped = fs.existsSync(value) ? undefined : findShipped(value)
  const given = shipped ? fileURLToPath(shipped) : value
  const [policy] = readGivenPolicies([given])
  if (!policy) throw new Error('unreachable: one was given')
  const path = given.replace(/^[^=/\\]+=/, '')
  return { path, policy: policy.kind === 'eu-value-sets' ? policy : { ...policy, asOf } }
}

function requireDistinct(candidates: readonly Candidate[]): readonly CarriedPolicy[] {
  const names = candidates.map(({ policy: { kind, name } }) => `${kind} ${name}`)
  const twice = candidates.find((_, index) => names.indexOf(names[index] ?? '') !== index)
  if (!twice) return candidates.map(({ policy }) => policy)
  const { kind, name } = twice.policy
  throw new UsageError(
    'usage.argument',
    `two files are ${kindInWords(kind)} called ${quote(name)}: give one another name, as NAME=FILE`,
  )
}

function hasFailed({ failed, errors }: Trial): boolean {
  return failed.length + errors.length > 0
}

const MAX_TEXT = 600

function tellFailed(trials: readonly Trial[]): readonly string[] {
  return [
    'Nothing is written:',
    ...trials
      .filter(hasFailed)
      .flatMap(({ file, failed, errors }) => [
        `${quote(file)}: cases that came out otherwise: ${failed.length}; errors: ${errors.length}`,
        ...failed.map(({ name, differences }) =>
          visible(`  case ${name}: ${differences.join('; ')}`, MAX_TEXT),
        ),
        ...errors.map(({ id, rule = '', path = '', message }) =>
          visible(
            `  ${[id, rule, path].filter((each) => each !== '').join(' ')}: ${message}`,
            MAX_TEXT,
          ),
        ),
      ]),
  ]
}

interface Facts {
  readonly out: string
  readonly file: BundleFile
  readonly trials: readonly Trial[]
  readonly carried: readonly CarriedPolicy[]
  readonly asOf: number
  readonly isFirst: boolean
  readonly signer?: string
}

/** Of a first bundle, all is new. */
function changesOf({ file, carried, isFirst }: Facts): {
  readonly added: readonly NamedPolicy[]
  readonly changed: readonly NamedPolicy[]
  readonly removed: readonly NamedPolicy[]
} {
  const nothing = { added: [], changed: [], removed: [] }
  if (isFirst) return { ...nothing, added: carried.map(({ kind, name }) => ({ kind, name })) }
  return file.manifest.changes?.policies ?? nothing
}

function toJson(facts: Facts): string {
  const { out, file, trials, asOf, signer } = facts
  return toJsonLine({
    ...{ isWritten: true, file: out, number: file.manifest.number, digest: digestOf(file) },
    ...{ asOf: toDay(asOf), policies: changesOf(facts), signed: signer !== undefined },
    ...(signer !== undefined && { signer }),
    trials,
  })
}

function toText(facts: Facts): readonly string[] {
  const { out, file, trials, carried, asOf, signer, isFirst } = facts
  const { added, changed, removed } = changesOf(facts)
  const kept = carried.length - added.length - changed.length
  const tell = (words: string, policies: readonly NamedPolicy[]) =>
    policies.map(({ kind, name }) => `${words} ${kindInWords(kind)}, ${quote(name)}`)
  return [
    `Written to ${quote(out)}: ${titleOf(file)}`,
    ...tell('  added   ', added),
    ...tell('  changed ', changed),
    ...tell('  removed ', removed),
    ...(isFirst ? [] : [`  kept     ${kept} others, and all keys and lists of the bundle before`]),
    ...trials.map(({ file: tried, cases }) => `${quote(tried)}: ${cases} cases, all as expected`),
    `Confirmed as of ${toDay(asOf)}: whoever builds it too says --as-of ${toDay(asOf)}`,
    signer === undefined
      ? 'Not signed: look at it with "pratique bundle show", then use "pratique bundle sign"'
      : `Signed by ${signer}`,
  ]
}
