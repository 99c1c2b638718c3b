/**
 * What certificates are issued for: to be kept, to be shown once, or to meet a country's entry rules.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { type EntryPolicies, toIso } from 'pratique/policy'
import type { AskedPolicy } from 'pratique/verify'
import type { Io } from '../io.ts'
import { parseArrival } from '../policy/arrival.ts'
import { loadPolicies } from '../policy/load-policies.ts'

/** Values of the options about it. */
export interface PurposeValues {
  readonly showing?: boolean | undefined
  readonly lists?: string | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly to?: string | undefined
  readonly on?: string | undefined
  readonly border?: boolean | undefined
  readonly rules?: readonly string[] | undefined
  readonly 'value-sets'?: readonly string[] | undefined
}

/** What was asked for. */
export interface Wish {
  /** Over within 14 days: what takes no place on a list cannot be revoked. */
  readonly isShowing: boolean
  readonly isBorder: boolean
  readonly admission?: { readonly policies: EntryPolicies; readonly asked: AskedPolicy }
}

/**
 * @throws {UsageError} `usage.option` if options contradict each other; `usage.policy-file` without rules
 */
export async function parsePurpose(values: PurposeValues, io: Io): Promise<Wish> {
  const { lists, showing = lists === undefined, to, on, border = false, rules = [] } = values
  const { 'value-sets': valueSetFiles = [] } = values
  if (to === undefined) {
    if (border || on !== undefined || rules.length + valueSetFiles.length > 0) {
      throw new UsageError('usage.option', '--to is missing: name the country of arrival')
    }
    return { isShowing: showing, isBorder: false }
  }
  if (values['dry-run'] && !border) {
    const words = 'entry rules are asked about what is issued: leave --to out, or --dry-run'
    throw new UsageError('usage.option', words)
  }
  const policies = await loadPolicies({ files: rules, valueSetFiles }, io)
  if (!policies) {
    throw new UsageError('usage.policy-file', 'no entry rules are held: name a file with --rules')
  }
  const destination = toIso(to.toUpperCase())
  const arrival = on === undefined ? { at: io.now() } : parseArrival('--on', on, destination)
  return {
    isShowing: showing || border,
    isBorder: border,
    admission: { policies, asked: { destination, ...arrival } },
  }
}
