/**
 * What this device holds: keys, lists of revoked certificates and entry rules; how old they are; and a check
 * that asks nobody else.
 *
 * @module
 */

import type { CarriedPolicy } from 'pratique/bundle'
import type { EntryPolicies } from 'pratique/policy'
import { importRecords, PERSONAL_USE, type TrustPolicy, toOfficialUse } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import loadSpecimens from '#data/specimen-trust.json?embedded'
import { SITE } from '#site'
import { onDataChange } from '../data/changes.ts'
import { type Destination, listDestinations } from '../data/destinations.ts'
import { type Freshness, tellFreshness } from '../data/freshness.ts'
import {
  joinBundles,
  type OpenBundle,
  type OpenedBundles,
  openAccepted,
  openKept,
} from '../data/open-bundles.ts'
import { type Check, createCheck } from './checker.ts'
import { loadAllFormats } from './formats.ts'

export type { Destination } from '../data/destinations.ts'
export type { Counter, Freshness, NetworkCounter } from '../data/freshness.ts'
export type { Check } from './checker.ts'

/** What is held, as it is now. `check` goes with the newest there is, also when that comes later. */
export interface Held {
  readonly check: Check
  /** Where entry rules are known of, by code. */
  readonly destinations: readonly Destination[]
  /** How old it is at a time, in seconds since the epoch. */
  freshness(now: number): Freshness
  /** The bundle that is relied on before what came with the page. */
  readonly bundle?: { readonly number: number; readonly signers: readonly string[] }
  /** Whether the entry rules are examples that come with the page, and no country's. */
  readonly hasExampleRules: boolean
  /** Whether there was one that cannot be read any more. */
  readonly isDamaged: boolean
}

/** An office takes what its configuration names; else what somebody vouches for is enough (decision 0022). */
const TRUST_POLICY: TrustPolicy = SITE.quorum ? toOfficialUse(SITE.also ?? []) : PERSONAL_USE

interface Opened extends OpenedBundles {
  readonly held: Held
  /** Made when they are first asked for. */
  loadPolicies(): Promise<EntryPolicies>
}

let opened: Promise<Opened> | undefined
onDataChange(() => {
  opened = undefined
})

/** Opens what is held, once until it changes (`onDataChange`). */
export async function openHeld(): Promise<Held> {
  return (await open()).held
}

function open(): Promise<Opened> {
  if (!opened) {
    const opening = openAll()
    opened = opening
    opening.catch(() => {
      if (opened === opening) opened = undefined
    })
  }
  return opened
}

async function openAll(): Promise<Opened> {
  const [kept, starter, specimenFile] = await Promise.all([
    findKept(),
    loadStarter(),
    loadSpecimens(),
    loadAhead(),
  ])
  const specimens = importRecords(JSON.parse(new TextDecoder().decode(specimenFile)), {
    maxEvidence: 'local',
  })
  const { bundle, isDamaged = false } = kept
  const all = await joinBundles([...(bundle ? [bundle] : []), openAccepted(starter)], specimens)
  const { policies, isExample } = await findPolicies(all)
  const dated = { ...all, ...(SITE.quorum && { office: TRUST_POLICY }) }
  let entryPolicies: Promise<EntryPolicies> | undefined
  return {
    ...all,
    held: {
      check,
      destinations: listDestinations(policies, isExample),
      hasExampleRules: isExample,
      freshness: (now) => tellFreshness(dated, now),
      ...(bundle && {
        bundle: { number: bundle.file.manifest.number, signers: kept.signers ?? [] },
      }),
      isDamaged,
    },
    loadPolicies() {
      entryPolicies ??= import('../data/entry-policies.ts').then(({ createEntryPolicies }) =>
        createEntryPolicies(policies),
      )
      return entryPolicies
    },
  }
}

/** What a check would load later: without a service worker, that would be asked of the server then. */
async function loadAhead(): Promise<void> {
  if (navigator.serviceWorker?.controller) return
  await Promise.all([loadAllFormats(), import('../data/entry-policies.ts')])
}

/** Large, and a file of its own. */
async function loadStarter(): Promise<Bytes> {
  return (await import('#data/starter.bundle?embedded')).default()
}

interface Kept {
  /** The one that is relied on. */
  readonly bundle?: OpenBundle
  readonly signers?: readonly string[]
  readonly isDamaged?: boolean
}

/**
 * Finds the bundle that was accepted last. If the page was built anew with a quorum that has not signed it,
 * its number and its denials count against older ones, and nothing else of it.
 */
async function findKept(): Promise<Kept> {
  if (SITE.quorum === undefined) return {}
  const { findRecord } = await import('../data/device-store.ts')
  const record = await findRecord()
  if (!record) return {}
  const bundle = openKept(record.bytes)
  if (!bundle) return { isDamaged: true }
  const { findSigners, isOfThisBuild, whoSigns } = await import('../data/quorum.ts')
  if (isOfThisBuild(record, SITE.quorum)) return { bundle, signers: record.signers }
  const signers = await findSigners(bundle.file, whoSigns(undefined, SITE.quorum))
  return signers.length > 0 ? { bundle, signers } : {}
}

const check: Check = createCheck(async () => {
  const { store, revocation, loadPolicies } = await open()
  return { trust: store, revocation, trustPolicy: TRUST_POLICY, loadPolicies }
})

/** Where somebody has signed rules, examples have no say; nor where they would open a gate. */
async function findPolicies({
  policies,
}: OpenedBundles): Promise<{ policies: readonly CarriedPolicy[]; isExample: boolean }> {
  if (policies.length > 0 || SITE.kiosk?.destination !== undefined) {
    return { policies, isExample: false }
  }
  return { policies: (await import('../data/examples.ts')).EXAMPLES, isExample: true }
}
