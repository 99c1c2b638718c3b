/**
 * The verification of inputs, with the keys and formats that they need.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { EntryPolicies } from 'pratique/policy'
import type { TrustPolicy } from 'pratique/trust'
import { createVerifier, type Format, type Verification, type VerifyContext } from 'pratique/verify'
import { loadFormats, type VerifiedFormat } from './formats.ts'
import type { InputText } from './inputs/inputs.ts'
import type { Io } from './io.ts'
import { loadTrust } from './load-trust.ts'
import type { Answer } from './output/answer.ts'
import type { PolicySources } from './policy/load-policies.ts'

/** How inputs are to be verified. */
export interface VerifyTask {
  readonly context: VerifyContext
  /** Values of `--trust`. */
  readonly trustFiles: readonly string[]
  /** Values of `--revocations`. */
  readonly revocationFiles?: readonly string[] | undefined
  /** Value of `--data-dir`. */
  readonly dataDir?: string | undefined
  /** Whose word is enough, if the user says. */
  readonly trustPolicy?: TrustPolicy | undefined
  /** Value of `--catalogue`. */
  readonly catalogueFile?: string | undefined
  /** The only format to take them for. */
  readonly format?: VerifiedFormat | undefined
  /** Where entry rules come from, if any are asked for. */
  readonly policySources?: PolicySources | undefined
  /** In their place, if they are loaded already. */
  readonly policies?: EntryPolicies | undefined
  /** Whether they are one holder's. */
  readonly isTogether: boolean
}

/**
 * Verifies inputs; together they come to one answer, else to one for each certificate.
 *
 * @throws {UsageError} if a trust file or the catalogue cannot be used
 */
export async function verifyInputs(
  inputs: readonly InputText[],
  task: VerifyTask,
  io: Io,
): Promise<readonly Answer[]> {
  const texts = inputs.map(({ text }) => text)
  const loaded = await loadFormats(texts, task.format)
  const { catalogueFile } = task
  const formats =
    catalogueFile === undefined ? loaded : await withCatalogueFile(loaded, catalogueFile)
  const frameworks = new Set(formats.map(({ carrier }) => carrier.framework))
  const { trustFiles: files, revocationFiles, dataDir, trustPolicy } = task
  const sources = { files, revocationFiles, dataDir }
  const { store, revocation } = await loadTrust({ ...sources, frameworks: [...frameworks] }, io)
  const trust = { trust: store, revocation, ...(trustPolicy && { trustPolicy }) }
  const policies = await loadAskedPolicies(task, io)
  const verifier = createVerifier({
    ...{ formats, ...trust, crypto: nodeCrypto },
    ...(policies && { policies }),
  })
  const toAnswer = (verification: Verification, from: readonly number[]): Answer => {
    const framework = formats.find(({ id }) => id === verification.format)?.carrier.framework
    const { country, url } = verification.issuer ?? {}
    const keyLists = framework ? store.findLists(framework, country ?? url) : []
    const sources = from.flatMap((index) => inputs[index] ?? [])
    return { verification, sources, keyLists, now: task.context.now }
  }
  if (!task.isTogether) {
    const verified = await verifier.verifyAll(texts, task.context)
    return verified.map(({ verification, from }) => toAnswer(verification, from))
  }
  const { verification, parts } = await verifier.verifyTogether(texts, task.context)
  const all = toAnswer(verification, [...texts.keys()])
  return [{ ...all, parts: parts.map((part) => toAnswer(part.verification, part.from)) }]
}

/** Loaded when they are asked for. */
async function loadAskedPolicies(
  { context, policySources, policies }: VerifyTask,
  io: Io,
): Promise<EntryPolicies | undefined> {
  if (!context.policy || policies) return policies
  const { loadPolicies } = await import('./policy/load-policies.ts')
  return loadPolicies(policySources ?? { files: [], valueSetFiles: [] }, io)
}

/** Loaded when it is needed: few have a catalogue. */
async function withCatalogueFile(
  formats: readonly Format[],
  path: string,
): Promise<readonly Format[]> {
  const { withCatalogue } = await import('./load-catalogue.ts')
  return withCatalogue(formats, path)
}
