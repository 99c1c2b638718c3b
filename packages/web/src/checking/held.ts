/**
 * What this device holds: keys, lists of revoked certificates and entry rules; how old they are; and a check
 * that asks nobody else.
 *
 * @module
 */

import { type BundleFile, type CarriedPolicy, readBundleFile } from 'pratique/bundle'
import type { EntryPolicies } from 'pratique/policy'
import { importRecords, PERSONAL_USE, type TrustPolicy, toOfficialUse } from 'pratique/trust'
import loadSpecimens, { preload as preloadSpecimens } from '#data/specimen-trust.json?embedded'
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
import { SITE } from '../data/site.ts'
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
  /** When it was found that the one that was kept does not hold, and is not relied on: seconds since the epoch. */
  readonly droppedAt?: number
}

/** An office takes what its configuration names; else what somebody vouches for is enough (decision 0022). */
const IS_OFFICE = SITE.quorum !== undefined && SITE.office !== false
const TRUST_POLICY: TrustPolicy = IS_OFFICE ? toOfficialUse(SITE.also ?? []) : PERSONAL_USE

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

/**
 * Loads the files that opening takes, and begins it. A camera need not wait for what is verified then: the first
 * answer does.
 */
export async function prepareHeld(): Promise<void> {
  openHeld().catch(() => undefined)
  await Promise.all([preloadStarter(), preloadSpecimens(), loadStore(), loadAhead()])
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
  const { bundle, signers = [], droppedAt } = kept
  const all = await joinBundles([...(bundle ? [bundle] : []), openAccepted(starter)], specimens)
  const { policies, isExample } = await findPolicies(all)
  const dated = { ...all, ...(IS_OFFICE && { office: TRUST_POLICY }) }
  let entryPolicies: Promise<EntryPolicies> | undefined
  return {
    ...all,
    held: {
      check,
      destinations: listDestinations(policies, isExample),
      hasExampleRules: isExample,
      freshness: (now) => tellFreshness(dated, now),
      ...(bundle && { bundle: { number: bundle.file.manifest.number, signers } }),
      ...(droppedAt !== undefined && { droppedAt }),
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
  await Promise.all([
    loadAllFormats(),
    import('../data/entry-policies.ts'),
    import('../data/examples.ts'),
    import('../data/carried-revocations.ts'),
  ])
}

/** Large, and a file of its own. */
const importStarter = () => import('#data/starter.bundle?embedded')

async function preloadStarter(): Promise<void> {
  await (await importStarter()).preload()
}

async function loadStarter(): Promise<BundleFile> {
  return readBundleFile(await (await importStarter()).default())
}

/** What is needed where bundles are taken. */
async function loadStore() {
  if (SITE.quorum === undefined) return undefined
  const [store, kept] = await Promise.all([
    import('../data/device-store.ts'),
    import('../data/kept.ts'),
  ])
  return { ...store, ...kept, pinned: { ...SITE, quorum: SITE.quorum } }
}

interface KeptBundle {
  /** The one that is relied on. */
  readonly bundle?: OpenBundle
  readonly signers?: readonly string[]
  readonly droppedAt?: number
}

/** Finds the bundle that was accepted last. What does not hold any more is as if it were not there. */
async function findKept(): Promise<KeptBundle> {
  const store = await loadStore()
  const record = await store?.findRecord()
  if (!store || record === undefined) return {}
  const { file, signers = [] } = (await store.verifyKept(record, store.pinned)) ?? {}
  const bundle = file && openKept(file)
  return bundle ? { bundle, signers } : { droppedAt: Date.now() / 1000 }
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
