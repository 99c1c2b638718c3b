/**
 * Entry rules, made ready to be asked. It is loaded with the first check that asks for any.
 *
 * @module
 */

import { type CarriedPolicy, POLICY_LIMITS } from 'pratique/bundle'
import { decodeJson } from 'pratique/codecs'
import {
  collectPolicies,
  type EntryPolicies,
  type PolicyFile,
  readPolicyFile,
  toDatedPolicy,
  toEntryPolicies,
} from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'

/** @throws {UsageError} `usage.policy-file`, `FormatError` codes of `format` if it is none */
export function readCarriedPolicy({ bytes }: Pick<CarriedPolicy, 'bytes'>): PolicyFile {
  return readPolicyFile(decodeJson(bytes, POLICY_LIMITS).value, new TextDecoder().decode(bytes))
}

/** Makes the policies of files that were read when they were accepted. */
export function createEntryPolicies(
  carried: readonly Pick<CarriedPolicy, 'bytes' | 'asOf'>[],
): EntryPolicies {
  const files = carried.map((each) => toDatedPolicy(readCarriedPolicy(each), each.asOf))
  return toEntryPolicies(collectPolicies(files, createTerminology()))
}
