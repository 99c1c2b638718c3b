/**
 * `pratique bundle build`: a bundle of the sources that are held. What it is made of is all that it
 * depends on.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { type DataFolder, findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import {
  type BuildOptions,
  type BundleContent,
  type BundleFile,
  buildBundle,
  type CarriedPolicy,
  digestOf,
  openBundle,
  type Quorum,
  readBundleFile,
  requireNumber,
  requireSeparateRoles,
} from 'pratique/bundle'
import { UnavailableError, UsageError } from 'pratique/errors'
import type { PublicKey } from 'pratique/verify'
import { readBundle, titleOf, writeBundle } from '../bundle/bundle-file.ts'
import { bundleToJson } from '../bundle/describe.ts'
import { readHeldState } from '../bundle/held.ts'
import { nextPolicies, readGivenPolicies } from '../bundle/policies.ts'
import { readQuorum } from '../bundle/quorum-file.ts'
import { describeBundle } from '../bundle/report.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import type { Io } from '../io.ts'
import { suggest } from '../nearest.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'
import { collectSources, SOURCES_FOLDER, toContent } from '../trust/collect.ts'

export const USAGE = `Usage: pratique bundle build --out FILE [OPTION…]

Makes a bundle of the lists that are held in the data folder, each verified once more. The same
lists, the same keys denied and the same bundle before come to the same bytes under the signatures,
on any machine and at any time: whoever is to sign can build it too, and compare the digest. If one
list cannot be read, nothing is made.

It can carry entry rules, too: rules and value sets of the EU, and policies of Pratique. Those of
the bundle before stay in, unless others of their kind and name are given or they are taken out.

Options
  --out FILE           where to write it
  --source NAME        only this source; may be repeated. Default: all that are held
  --previous FILE      the bundle before: the new one says which keys were added, removed, withdrawn
                       or changed, keeps denied what was denied, and has the next number
  --policy [NAME=]FILE
                       entry rules to carry, of whatever kind; may be repeated. Their name in the
                       bundle is NAME, or that of the file
  --without-policy NAME
                       take these entry rules of the bundle before out; may be repeated
  --number N           another number, above that of the bundle before. Default: the next, or 1
  --next-quorum FILE   who must sign from the next bundle on, if that is to change
  --data-dir DIR       take the lists from DIR, not from the platform's folder or PRATIQUE_DATA_DIR
  --json               one JSON object, and nothing else
  --help               this text

Exit codes
  0 it is written   2 it is not: wrong usage, or a list cannot be read   70 a bug of ours

Examples
  pratique bundle build --out march.bundle --previous february.bundle
  pratique bundle build --out cards.bundle --source vci --source nz
  pratique bundle build --out april.bundle --previous march.bundle --next-quorum quorum-2.json
  pratique bundle build --out march.bundle --policy EU=rules.jsonl --policy value-sets.json
`

const OPTIONS = {
  out: { type: 'string' },
  source: { type: 'string', multiple: true },
  previous: { type: 'string' },
  policy: { type: 'string', multiple: true },
  'without-policy': { type: 'string', multiple: true },
  number: { type: 'string' },
  'next-quorum': { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw new UsageError(
        'usage.argument',
        'bundle build takes no input: use --source for a source',
      )
    }
    const out = requireOption('out', values.out, 'say where to write the bundle')
    const previous = values.previous === undefined ? undefined : readBundle(values.previous)
    const options = readBuildOptions(values, previous?.file)
    const given = readGivenPolicies(values.policy ?? [])
    const policies = nextPolicies(previous, given, values['without-policy'] ?? [])
    const folder = openDataFolder(findDataFolder(values['data-dir']))
    const state = readHeldState(folder)
    tellOtherLine(options.previous, state.installed, io)
    const content = { ...(await collect(folder, values.source ?? [], given, io)), policies }
    tellKeysGone(options.previous, content, io)
    const bytes = await buildBundle(content, options)
    const file = readBundleFile(bytes)
    // What nobody could open is not to be signed.
    await openBundle(bytes, { signedBy: 'nobody', crypto: nodeCrypto, policies: true })
    requireSeparateRoles(file, [...keysOf(state.quorum), ...keysOf(options.nextQuorum)])
    writeBundle(out, bytes)
    const now = io.now()
    io.out(
      values.json
        ? toJsonLine({ file: out, ...bundleToJson(file, now) })
        : [`Written to ${quote(out)}: ${titleOf(file)}`, ...describeBundle(file, now), ''].join(
            '\n',
          ),
    )
    return 0
  },
)

/** What is wrong with the call is said before any list is looked at. */
function readBuildOptions(
  values: { readonly number?: string; readonly 'next-quorum'?: string },
  previous: BundleFile | undefined,
): BuildOptions {
  const { number: given, 'next-quorum': next } = values
  const number = given === undefined ? undefined : parseNumber(given)
  if (number !== undefined) requireNumber(number, previous)
  return {
    ...(previous && { previous }),
    ...(number !== undefined && { number }),
    ...(next !== undefined && { nextQuorum: readQuorum(next) }),
  }
}

function parseNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UsageError('usage.option', '--number needs a whole number, such as 12')
}

function keysOf(quorum: Quorum | undefined): readonly PublicKey[] {
  return quorum?.keys.map(({ key }) => key) ?? []
}

/** Whoever builds beside the line of what is installed will hear so when it is refused; better now. */
function tellOtherLine(
  previous: BundleFile | undefined,
  installed: BundleFile | undefined,
  io: Io,
): void {
  if (!installed || (previous && digestOf(previous) === digestOf(installed))) return
  const { number } = installed.manifest
  io.err(
    previous
      ? `pratique: number ${number} is installed here, and --previous is another bundle\n`
      : `pratique: number ${number} is installed here: without --previous this is none that follows it\n`,
  )
}

/** Nobody leaves all keys out of a bundle without being told: machines that install it have none then. */
function tellKeysGone(previous: BundleFile | undefined, { records }: BundleContent, io: Io): void {
  const hadKeys = previous?.manifest.networks.some((network) => network.records > 0) ?? false
  if (!hadKeys || records.length > 0) return
  io.err('pratique: no keys are held here, so that those of the bundle before are left out\n')
}

/** A bundle of entry rules alone is one, if somebody has given some. */
async function collect(
  folder: DataFolder,
  named: readonly string[],
  policies: readonly CarriedPolicy[],
  io: Io,
): Promise<BundleContent> {
  const held = folder.list(SOURCES_FOLDER)
  const names = named.length > 0 ? [...new Set(named)] : held
  for (const name of names) requireHeld(name, held)
  if (names.length === 0 && policies.length === 0) {
    throw new UnavailableError(
      'unavailable.data-folder',
      'no source is held: fetch some with "pratique trust sync", or use --data-dir',
    )
  }
  const { sources, faults } = await collectSources(folder, names)
  const missing = names
    .filter((name) => !sources.some(({ stored }) => stored.name === name))
    .filter((name) => !faults.some((fault) => fault.name === name))
    .map((name) => ({ name, reason: 'is not whole' }))
  const all = [...faults, ...missing]
  if (all.length > 0) {
    const words = all.map(({ name, reason }) => `${name}: ${visible(reason)}`).join('; ')
    throw new UnavailableError(
      'unavailable.data-folder',
      `nothing was made, as a source that is held cannot be used: ${words}`,
    )
  }
  return toContent(sources, folder, (words) => io.err(`pratique: ${words}\n`))
}

function requireHeld(name: string, held: readonly string[]): void {
  if (held.includes(name)) return
  const near = suggest(name, held)
  const others = held.length > 0 ? `there are ${held.join(', ')}` : 'none is'
  const advice = near ? `did you mean "${near}"?` : others
  throw new UsageError('usage.option', `no source ${quote(name)} is held: ${advice}`)
}
