/**
 * Putting a bundle in the place of the one that is installed, if it may.
 *
 * @module
 */

import type { DataFolder } from '@pratique/node/data-folder'
import type { Quorum } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { BUNDLE_FILES } from '../trust/bundles.ts'
import type { GivenBundle } from './bundle-file.ts'
import { type HeldState, isWhole, readHeldState } from './held.ts'
import { type Judgement, judge } from './judge.ts'
import { isSameQuorum, pin } from './quorum-file.ts'

/**
 * Installs a bundle. Only under the lock.
 *
 * @param given the quorum of the first one; later ones are by the one that is pinned
 * @throws {UsageError} `usage.quorum`, and why it is refused: what is installed stays
 */
export async function installBundle(
  folder: DataFolder,
  bundle: GivenBundle,
  given: Quorum | undefined,
): Promise<Judgement> {
  const state = readHeldState(folder)
  requirePinned(given, state)
  const judgement = await judge(bundle, state, given)
  const { refusal, quorum, wasInstalled } = judgement
  if (refusal) throw tellWhatStays(refusal, state)
  const isHealthy = state.installed && isWhole(state.installed)
  if (wasInstalled && isHealthy) pin(folder, bundle.file.manifest.nextQuorum ?? quorum)
  else store(folder, bundle, quorum)
  return judgement
}

/** @throws {UsageError} `usage.quorum` */
function requirePinned(given: Quorum | undefined, { quorum: pinned }: HeldState): void {
  if (!given || !pinned || isSameQuorum(given, pinned)) return
  throw new UsageError(
    'usage.quorum',
    'another quorum is pinned here, and changes only by a bundle that it has signed: leave --quorum out',
  )
}

/**
 * The quorum before the bundle, so that none ever lies here without. The one that the bundle names after
 * it: until that is pinned, the bundle itself says it (see `readHeldState`).
 */
function store(folder: DataFolder, { bytes, file }: GivenBundle, quorum: Quorum): void {
  pin(folder, quorum)
  folder.writeFile(BUNDLE_FILES.installed, bytes)
  if (file.manifest.nextQuorum) pin(folder, file.manifest.nextQuorum)
}

function tellWhatStays(refusal: UsageError, { installed }: HeldState): UsageError {
  const stays = installed ? `number ${installed.manifest.number} stays` : 'nothing was'
  return new UsageError(refusal.code, `${refusal.message}; ${stays} installed`, { cause: refusal })
}
