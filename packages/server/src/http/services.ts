/**
 * What the routes stand on. A role that this process has not is absent, and so are its routes.
 *
 * @module
 */

import type { PageFiles } from '@pratique/node/page'
import type { ListStore } from 'pratique/revocation'
import type { DayKeys } from '../batches/day-keys.ts'
import type { Caller } from '../identity/acts.ts'
import type { SignIn } from '../identity/sign-in.ts'
import type { WithdrawnKeys } from '../identity/withdrawn-keys.ts'
import type { Authority } from '../issuing/authority.ts'
import type { PublishedLists } from '../lists/published.ts'
import type { Log } from '../operations/log.ts'
import type { Metrics } from '../operations/metrics.ts'
import type { Database } from '../storage/database.ts'
import type { Verifying } from '../verifying/verifying.ts'
import type { Cookies } from './cookies.ts'
import type { Rate } from './rate.ts'

/** What issues, and takes back. */
export interface IssuerRole {
  readonly authority: Authority
  readonly store: ListStore
  readonly secret: Uint8Array
  readonly withdrawnKeys: WithdrawnKeys
  /** Heads of the log of acts that were ever published, in hex. */
  publishedHeads(): Promise<readonly string[]>
}

/** People who sign in. */
export interface People {
  readonly signIn: SignIn
  readonly cookies: Cookies
  /** How browsers reach this server: `https://…`. */
  readonly origin: string
  /** Where somebody is led who has signed in. */
  readonly home: string
  readonly sessionSeconds: number
}

/** What takes batches in, beside what issues. */
export interface Batches {
  readonly dayKeys: DayKeys
  /** There is work for the workers of this process. */
  wake(): void
}

/** How much is taken of whom. */
export interface Limits {
  /** Bytes of a body that is no batch. */
  readonly bodyBytes: number
  /** Requests a minute of one caller, and without a key of one address. */
  readonly perMinute: number
  /** An answer that takes longer is given up. */
  readonly seconds: number
}

export interface Services {
  readonly database?: Database
  readonly issuer?: IssuerRole
  readonly people?: People
  readonly batches?: Batches
  readonly lists?: PublishedLists
  readonly verifying?: Verifying
  /** Files of the page at the counter, if this server has it. */
  readonly page?: PageFiles
  readonly limits: Limits
  readonly rate: Rate
  /** Whether whoever reaches this server may read its numbers without a key. */
  readonly isLocal?: boolean
  readonly log: Log
  readonly metrics: Metrics
  /** Seconds since the epoch. */
  readonly now: () => number
  /** Whether it still takes requests: not while it comes to its end. */
  readonly isOpen: () => boolean
}

/** What is known of a request on its way. */
export interface RequestEnv {
  Variables: { caller: Caller }
}
