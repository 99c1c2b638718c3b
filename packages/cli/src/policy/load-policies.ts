/**
 * The entry policies that a destination is asked about: those in files that are given, then those in the
 * bundles that this machine holds.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  collectPolicies,
  type DatedPolicy,
  type EntryPolicies,
  joinPolicies,
  type PolicyContent,
  type PolicyFile,
  toDatedPolicy,
  toEntryPolicies,
} from 'pratique/policy'
import { createTerminology, parseCatalogue } from 'pratique/terminology'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { findExistingDataFolder } from '../trust/data-dir.ts'
import { loadHeld } from '../trust/load-held.ts'
import { readGivenPolicy, tellDropped } from './given-file.ts'
import { readPolicyFile, readValueSetFile } from './policy-file.ts'

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
  return held.reduce(
    (content, files) => joinPolicies(content, collectPolicies(files, given.terminology)),
    given,
  )
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
  const given = files.map((value): DatedPolicy<PolicyFile> => {
    const content = readGivenPolicy(value)
    if (content.kind === 'eu-rules') requireRules(content, value, io)
    return { content }
  })
  const sets = valueSetFiles.map((path): DatedPolicy<PolicyFile> => {
    const bytes = readFileBytes(path)
    const valueSets = named(path, 'usage.policy-file', () => readValueSetFile(bytes))
    return { content: { kind: 'eu-value-sets', valueSets } }
  })
  const catalogues = terminologyFiles.map((path) => {
    const bytes = readFileBytes(path)
    return named(path, 'usage.policy-file', () => parseCatalogue(new TextDecoder().decode(bytes)))
  })
  return collectPolicies([...given, ...sets], createTerminology({ catalogues }))
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

/** The files of each bundle that is held, the one that counts most first. */
async function loadHeldFiles(
  dataDir: string | undefined,
  io: Io,
): Promise<readonly (readonly DatedPolicy<PolicyFile>[])[]> {
  const dataFolder = findExistingDataFolder(dataDir)
  const { policies } = await loadHeld({ frameworks: [], dataFolder, policies: true })
  const byRole = new Map<string, DatedPolicy<PolicyFile>[]>()
  for (const { name, bytes, asOf, role } of policies) {
    const where = `${name} (${role} bundle)`
    const content = named(where, 'usage.policy-file', () => readPolicyFile(bytes))
    if (content.kind === 'eu-rules') tellDropped(content.read, where, io)
    byRole.set(role, [...(byRole.get(role) ?? []), toDatedPolicy(content, asOf)])
  }
  return [...byRole.values()]
}
