/**
 * What to do next on the command line, beyond what holds everywhere.
 *
 * @module
 */

import type { Verification } from 'pratique/verify'

/** What a hint depends on besides the verification. */
export interface HintContext {
  readonly showPerson: boolean
  /** Whether the text came through a shell. */
  readonly isArgument: boolean
}

/** Finds the hint for a verification, if there is one. */
export function hintFor(
  { verdict, code, format }: Verification,
  { showPerson, isArgument }: HintContext,
): string | undefined {
  if (verdict === 'genuine' || verdict === 'accepted') {
    return showPerson ? undefined : 'They are shown with --show-person.'
  }
  switch (code) {
    case 'content.link':
      return showPerson ? undefined : 'Where it leads to is shown with --show-person.'
    case 'format.not-asked':
      return 'Leave out --format.'
    case 'signer.list-missing':
      return `The list of this network is not loaded. ${sourceOf(format)}`
    case 'signer.list-stale':
      return 'Fetch it anew with "pratique trust sync", or bring a newer one with "pratique trust import".'
    case 'signer.evidence':
      return EVIDENCE_HINT
    case 'revocation.list-missing':
      return 'Give it together with the keys, in the file of --trust FILE.'
    case 'revocation.list-stale':
    case 'revocation.list-gap':
    case 'revocation.not-covered':
      return "Give the issuer's present list with --trust FILE."
    case 'policy.unknown':
      return 'Give rules with --rules FILE, or install a bundle that holds them: "pratique help policy".'
    case 'policy.outdated':
      return 'Install a newer bundle with "pratique bundle install", or give newer rules with --rules FILE.'
    case 'policy.not-evaluable':
      return 'Rules of the EU may need --value-sets FILE; "pratique policy lint" says what is wrong with them.'
    case 'format.prefix':
      return isArgument ? 'If a file was meant: there is none of this name.' : undefined
    default:
      return isArgument && code?.startsWith('format.') ? SHELL_HINT : undefined
  }
}

const EVIDENCE_HINT =
  '"pratique trust show" says how well each key is vouched for, and "pratique trust report" why.'

/** Base45 has blanks, dollars and stars. */
const SHELL_HINT =
  'The shell may have changed the text: put it in single quotes, or better in a file.'

function sourceOf(format: string | undefined): string {
  return SOURCES.get(format ?? '') ?? SYNC
}

const SYNC = 'Fetch it with "pratique trust sync", or bring it with "pratique trust import".'

/** Where the keys of a format come from, where not all of them can be fetched. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  [
    'vds-nc',
    "Give the certificate of the country's passport authority (CSCA), as PEM or DER, with --trust FILE.",
  ],
  ['divoc', "Give the issuer's table of keys with --trust https://ISSUER=FILE."],
])
