/**
 * What rules ask for that is never handed to them: names above all.
 *
 * @module
 */

import { ENTRY_MEMBERS } from '../dcc-codes.ts'
import type { DccCandidate } from '../projection/project.ts'
import type { PreparedRule } from '../rules/prepared.ts'

type Group = DccCandidate['group']

/** A member that no projected certificate has. */
const LEFT_OUT = 'tc'

/** By rule, and by group of certificate, the path that it cannot be given. Rules are public. */
const FOREIGN = new WeakMap<PreparedRule, ReadonlyMap<Group, string>>()

/**
 * Finds a path of a rule that leads to what is left out here. Of other groups all is absent, and of no
 * certificate is there a second entry: that is known, and nothing foreign.
 */
export function findForeignPath(rule: PreparedRule, group: Group): string | undefined {
  const known = FOREIGN.get(rule) ?? findAll(rule)
  FOREIGN.set(rule, known)
  return known.get(group)
}

function findAll({ readings }: PreparedRule): ReadonlyMap<Group, string> {
  const foreign = new Map<Group, string>()
  for (const [path, { isOther }] of readings) {
    for (const group of groupsOf(path, isOther)) foreign.set(group, path)
  }
  return foreign
}

/**
 * The groups of certificates for which a path asks for too much. Whether a group or an entry is there may
 * always be asked.
 */
function groupsOf(path: string, isOther: boolean): readonly Group[] {
  const [root, first, index = '', member, ...rest] = path.split('.')
  if (root !== '' && root !== 'payload') return []
  if (root === '' || first === undefined) return ALL
  if (!isGroup(first)) return first === 'dob' && index === '' ? [] : isAbsent(first) ? [] : ALL
  const isFirst = index === '0'
  if (index === '' || (isFirst && member === undefined)) return isOther ? [first] : []
  // Other entries are not there; but "00" is the first one too.
  if (!isFirst) return Number(index) === 0 ? [first] : []
  const isGiven = member !== LEFT_OUT && ENTRY_MEMBERS[first].includes(member ?? '')
  return rest.length > 0 || !isGiven ? [first] : []
}

const ALL: readonly Group[] = ['v', 't', 'r']

/** Members that no DCC has, or that are the same in every projected one. */
function isAbsent(member: string): boolean {
  return member !== 'nam' && member !== 'dob'
}

function isGroup(name: string | undefined): name is Group {
  return name === 'v' || name === 't' || name === 'r'
}
