/**
 * The members of a DCC in the words of the common model.
 *
 * @module
 */

import type { FactKind } from '../answer.ts'
import type { RuleEvent } from '../condition.ts'

/** The groups of a DCC. */
export const GROUPS: Readonly<Record<string, FactKind>> = {
  v: 'vaccination',
  t: 'test',
  r: 'recovery',
}

const FIELDS: Readonly<Record<string, string>> = {
  tg: 'disease',
  co: 'country',
  is: 'statedBy',
  ci: 'identifier',
  'v.mp': 'product',
  'v.ma': 'manufacturer',
  'v.vp': 'vaccineType',
  'v.dn': 'doseNumber',
  'v.sd': 'seriesDoses',
  'v.dt': 'date',
  't.tt': 'class',
  't.tr': 'result',
  't.ma': 'device',
  't.nm': 'name',
  't.sc': 'sampledAt',
  't.tc': 'centre',
  'r.fr': 'firstPositive',
  'r.df': 'validFrom',
  'r.du': 'validUntil',
}

const EVENTS: Readonly<Record<string, RuleEvent>> = {
  'payload.v.0.dt': 'vaccination',
  'payload.t.0.sc': 'sample',
  'payload.r.0.fr': 'first-positive',
  'payload.r.0.df': 'issuer-from',
  'payload.r.0.du': 'issuer-until',
  'payload.dob': 'birth',
}

/** A path as a place in a DCC. */
export interface Place {
  readonly group?: string
  /** Of the entry; absent: the entry, or the group, as a whole. */
  readonly member?: string
  readonly index?: number
}

/** Takes a path of a rule apart; `undefined` if it leads elsewhere than into the certificate. */
export function readPlace(path: string): Place | undefined {
  const [root, group, index, member] = path.split('.')
  if (root !== 'payload' || group === undefined) return undefined
  if (!Object.hasOwn(GROUPS, group)) return { member: group }
  return {
    group,
    ...(index !== undefined && { index: Number(index) }),
    ...(member !== undefined && { member }),
  }
}

/** What the common model calls what is at a path, such as `vaccination.product`. */
export function toField(path: string): string {
  const place = readPlace(path)
  if (!place) return path.replace(/^external\./, '')
  const { group, member } = place
  if (group === undefined) return member === 'dob' ? 'holder.birthDate' : `holder.${member}`
  const kind = GROUPS[group] ?? group
  if (member === undefined) return kind
  if (member === 'ci') return 'identifier'
  return `${kind}.${FIELDS[`${group}.${member}`] ?? FIELDS[member] ?? member}`
}

/** What happened at a date. */
export function toEvent(path: string): RuleEvent | undefined {
  return Object.hasOwn(EVENTS, path) ? EVENTS[path] : undefined
}
