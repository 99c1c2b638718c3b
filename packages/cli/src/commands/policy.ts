/**
 * `pratique policy`: entry rules, for those who travel and for those who write them. Each of its parts
 * is a command.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique policy PART [ARGUMENT…] [OPTION…]

Entry rules: what a destination asks for, whether certificates meet it, why not, and when they
would. Rules are those of the EU (CertLogic), in a JSON array or one in each line, or policies of
Pratique (docs/guide/policies.md). No part of this command asks a server.

Parts
  check    say whether a holder of certificates would be let in, and if not, why
  explain  tell a rule or a policy in words
  lint     find what is wrong with rules
  test     run the cases beside a policy or rules
  diff     say which certificates change their answer between two versions
  publish  put policies that pass all of this into a bundle

Options
  --help   this text; after a part, about the part

Examples
  pratique policy check certificate.png --to CH --on 2026-12-01 --rules rules.jsonl
  pratique policy lint rules.json --value-sets value-sets.json
  pratique policy test my-policy.json
  pratique help policy check
`

export const PARTS: readonly Command[] = [
  { name: 'check', load: () => import('./policy-check.ts') },
  { name: 'explain', load: () => import('./policy-explain.ts') },
  { name: 'lint', load: () => import('./policy-lint.ts') },
  { name: 'test', load: () => import('./policy-test.ts') },
  { name: 'diff', load: () => import('./policy-diff.ts') },
  { name: 'publish', load: () => import('./policy-publish.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'policy', USAGE, PARTS }, args, io)
}
