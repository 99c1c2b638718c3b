/**
 * The entry policies that a destination is asked about: those in files that are given, then those in the
 * bundles that this machine holds.
 *
 * @module
 */

import type { PolicyKind } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import {
  createPolicies,
  type DroppedRule,
  type EntryPolicies,
  type EntryRule,
  isDestination,
  joinValueSets,
  NO_VALUE_SETS,
  type OwnPolicy,
  toIso,
  type ValueSets,
} from 'pratique/policy'
import { createTerminology, parseCatalogue, type Terminology } from 'pratique/terminology'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { findExistingDataFolder } from '../trust/data-dir.ts'
import { loadHeld } from '../trust/load-held.ts'
import { readGivenPolicy, tellDropped } from './given-file.ts'
import { type PolicyFile, readPolicyFile, readValueSetFile } from './policy-file.ts'

/** Where entry policies come from. */
export interface PolicySources {
  /** Values of `--rules` and `--policy`: files of any kind, or names of policies that come with the program. */
  readonly files: readonly string[]
  /** Values of `--value-sets`. */
  readonly valueSetFiles: readonly string[]
  /** Values of `--terminology`: what codes mean that our tables do not have. */
  readonly terminologyFiles?: readonly string[]
  /** Value of `--data-dir`. */
  readonly dataDir?: string | undefined
}

/** Rules or a policy, and when who publishes them last confirmed them, if that is said. */
interface Dated<T> {
  readonly content: T
  /** Seconds since the epoch. */
  readonly asOf?: number
}

/** All that is loaded. */
export interface PolicyContent {
  readonly rules: readonly Dated<EntryRule>[]
  /** Rules that could not be read. */
  readonly dropped: readonly DroppedRule[]
  readonly policies: readonly Dated<OwnPolicy>[]
  readonly valueSets: ValueSets
  readonly terminology: Terminology
}

/**
 * Loads entry policies; `undefined` if there are none at all.
 *
 * @throws {UsageError} `usage.policy-file`, `usage.file-missing`, and the codes of files
 * @throws {UnavailableError} `unavailable.data-folder` if a bundle that is held is damaged
 */
export async function loadPolicies(
  sources: PolicySources,
  io: Io,
): Promise<EntryPolicies | undefined> {
  const content = await loadPolicyContent(sources, io)
  return content.rules.length + content.policies.length > 0 ? toEntryPolicies(content) : undefined
}

/** The same, as what it is made of. */
export async function loadPolicyContent(sources: PolicySources, io: Io): Promise<PolicyContent> {
  const given = readContent(sources, io)
  const held = await loadHeldFiles(sources.dataDir, io)
  // One bundle after the other: what the first says of a country, no other one adds to.
  return held.reduce((content, files) => join(content, collect(files, given.terminology)), given)
}

/**
 * Reads what is given, and nothing that is held.
 *
 * @throws {UsageError} `usage.policy-file`, `usage.file-missing`, and the codes of files
 */
export function readContent(
  { files, valueSetFiles, terminologyFiles = [] }: Omit<PolicySources, 'dataDir'>,
  io: Io,
): PolicyContent {
  const given = files.map((value): Dated<PolicyFile> => {
    const content = readGivenPolicy(value)
    if (content.kind === 'eu-rules') requireRules(content, value, io)
    return { content }
  })
  const sets = valueSetFiles.map((path): Dated<PolicyFile> => {
    const bytes = readFileBytes(path)
    const valueSets = named(path, 'usage.policy-file', () => readValueSetFile(bytes))
    return { content: { kind: 'eu-value-sets', valueSets } }
  })
  const catalogues = terminologyFiles.map((path) => {
    const bytes = readFileBytes(path)
    return named(path, 'usage.policy-file', () => parseCatalogue(new TextDecoder().decode(bytes)))
  })
  return collect([...given, ...sets], createTerminology({ catalogues }))
}

/** A file that holds no rule at all is not what its user takes it for. */
function requireRules(
  { read }: Extract<PolicyFile, { kind: 'eu-rules' }>,
  value: string,
  io: Io,
): void {
  tellDropped(read, value, io)
  if (read.rules.length > 0) return
  throw new UsageError(
    'usage.policy-file',
    'no rule of it can be used: "pratique policy lint" says what is wrong with each',
  )
}

/** The kinds whose date says when somebody last confirmed them: that of value sets is of their version. */
const CONFIRMED: ReadonlySet<PolicyKind> = new Set(['eu-rules', 'pratique-policy'])

/** The files of each bundle that is held, the one that counts most first. */
async function loadHeldFiles(
  dataDir: string | undefined,
  io: Io,
): Promise<readonly (readonly Dated<PolicyFile>[])[]> {
  const dataFolder = findExistingDataFolder(dataDir)
  const { policies } = await loadHeld({ frameworks: [], dataFolder, policies: true })
  const byRole = new Map<string, Dated<PolicyFile>[]>()
  for (const { kind, name, bytes, asOf, role } of policies) {
    const where = `${name} (${role} bundle)`
    const content = named(where, 'usage.policy-file', () => readPolicyFile(bytes))
    if (content.kind === 'eu-rules') tellDropped(content.read, where, io)
    const file = { content, ...(asOf !== undefined && CONFIRMED.has(kind) && { asOf }) }
    byRole.set(role, [...(byRole.get(role) ?? []), file])
  }
  return [...byRole.values()]
}

function collect(files: readonly Dated<PolicyFile>[], terminology: Terminology): PolicyContent {
  const rules: Dated<EntryRule>[] = []
  const dropped: DroppedRule[] = []
  const policies: Dated<OwnPolicy>[] = []
  const sets: ValueSets[] = []
  for (const { content, ...dated } of files) {
    switch (content.kind) {
      case 'eu-rules':
        rules.push(...content.read.rules.map((rule) => ({ content: rule, ...dated })))
        dropped.push(...content.read.dropped)
        break
      case 'pratique-policy':
        policies.push({ content: content.policy, ...dated })
        break
      case 'eu-value-sets':
        sets.push(content.valueSets)
        break
    }
  }
  const valueSets = joinValueSets(sets) ?? NO_VALUE_SETS
  return { rules, dropped, policies, valueSets, terminology }
}

/**
 * What is given stands in place of what is held: rules of a country in place of those of the same country,
 * a policy in place of one with the same identifier, a value set in place of one with the same name.
 */
function join(given: PolicyContent, held: PolicyContent): PolicyContent {
  const said = new Set(given.rules.map(({ content }) => kindAndCountry(content)))
  const ids = new Set(given.policies.map(({ content }) => content.id))
  const countries = new Set(given.rules.map(({ content }) => toIso(content.country)))
  return {
    terminology: given.terminology,
    rules: [
      ...given.rules,
      ...held.rules.filter(({ content }) => !said.has(kindAndCountry(content))),
    ],
    dropped: [
      ...given.dropped,
      ...held.dropped.filter(
        ({ country }) => country === undefined || !countries.has(toIso(country)),
      ),
    ],
    policies: [...given.policies, ...held.policies.filter(({ content }) => !ids.has(content.id))],
    valueSets: joinValueSets([held.valueSets, given.valueSets]) ?? NO_VALUE_SETS,
  }
}

/** Rules that invalidate are another matter than those for arrivals. */
function kindAndCountry({ kind, country }: EntryRule): string {
  return `${kind} ${toIso(country)}`
}

/**
 * Makes the policies of each destination when it is first asked for: what one country confirmed long ago
 * says nothing about the rules of another.
 */
export function toEntryPolicies({
  rules,
  dropped,
  policies,
  valueSets,
  terminology,
}: PolicyContent): EntryPolicies {
  const known = new Map<string, EntryPolicies>()
  function make(destination: string): EntryPolicies {
    const own = rules.filter(({ content }) => toIso(content.country) === destination)
    const asked = policies.filter(({ content }) => isDestination(content, destination))
    const dates = [...own, ...asked].flatMap(({ asOf }) => asOf ?? [])
    // Those that invalidate are of the country that issued the certificate.
    const invalidating = rules.filter(
      ({ content }) => content.kind === 'invalidation' && toIso(content.country) !== destination,
    )
    return createPolicies({
      rules: [...own, ...invalidating].map(({ content }) => content),
      policies: asked.map(({ content }) => content),
      dropped,
      valueSets,
      terminology,
      ...(dates.length > 0 && { asOf: Math.min(...dates) }),
    })
  }
  return {
    decide(request) {
      const destination = toIso(request.destination)
      const made = known.get(destination) ?? make(destination)
      known.set(destination, made)
      return made.decide(request)
    },
  }
}

/** The countries that something is known of, and `*` if a policy is for all. */
export function destinationsOf({ rules, policies }: PolicyContent): readonly string[] {
  const ofRules = rules
    .filter(({ content }) => content.kind === 'acceptance')
    .map(({ content }) => toIso(content.country))
  const ofPolicies = policies.flatMap(({ content }) =>
    content.destinations === '*' ? [] : content.destinations.map(toIso),
  )
  return [...new Set([...ofRules, ...ofPolicies])].toSorted()
}
