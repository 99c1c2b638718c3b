/**
 * What certificates are issued for: to be kept, to be shown once, or to meet a country's entry rules.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Purpose } from 'pratique/issue'
import { type EntryPolicies, toIso } from 'pratique/policy'
import type { AskedPolicy } from 'pratique/verify'
import type { Io } from '../io.ts'
import { parseArrival } from '../policy/arrival.ts'
import { loadPolicies } from '../policy/load-policies.ts'
import { refuseIdle } from '../require-option.ts'

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
  /** What is only shown takes no place on a list, and so is over within 14 days. */
  readonly purpose: Purpose
  readonly isBorder: boolean
  readonly admission?: { readonly policies: EntryPolicies; readonly asked: AskedPolicy }
}

/**
 * @throws {UsageError} `usage.option` if options contradict each other; `usage.policy-file` without rules
 */
export async function parsePurpose(values: PurposeValues, io: Io): Promise<Wish> {
  const { to, on, border = false, rules = [] } = values
  const { 'value-sets': valueSetFiles = [] } = values
  const purpose = toPurpose(values)
  if (to === undefined) {
    if (border || on !== undefined || rules.length + valueSetFiles.length > 0) {
      throw new UsageError('usage.option', '--to is missing: name the country of arrival')
    }
    return { purpose, isBorder: false }
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
    purpose,
    isBorder: border,
    admission: { policies, asked: { destination, ...arrival } },
  }
}

function toPurpose({ lists, showing = false, border = false }: PurposeValues): Purpose {
  if (!showing && !border) return lists === undefined ? 'showing' : 'keeping'
  const words = `certificates that are kept, and not with --${showing ? 'showing' : 'border'}`
  refuseIdle({ lists }, { lists: words })
  return 'showing'
}
