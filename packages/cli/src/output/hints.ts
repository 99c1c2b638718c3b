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
      return `Pratique comes with the keys of its specimens alone. ${sourceOf(format)} Fetching it with "pratique trust sync" comes in a later version.`
    case 'signer.list-stale':
      return 'Give a newer one with --trust FILE.'
    case 'revocation.list-missing':
      return 'Give it together with the keys, in the file of --trust FILE.'
    case 'revocation.list-stale':
    case 'revocation.list-gap':
    case 'revocation.not-covered':
      return "Give the issuer's present list with --trust FILE."
    case 'policy.unknown':
      return 'This version knows no entry rules. Without --to it tells whether the certificate is genuine.'
    case 'format.prefix':
      return isArgument ? 'If a file was meant: there is none of this name.' : undefined
    default:
      return isArgument && code?.startsWith('format.') ? SHELL_HINT : undefined
  }
}

/** Base45 has blanks, dollars and stars. */
const SHELL_HINT =
  'The shell may have changed the text: put it in single quotes, or better in a file.'

function sourceOf(format: string | undefined): string {
  return SOURCES.get(format ?? '') ?? 'Give the list of its network with --trust FILE.'
}

/** Where the keys of a format come from. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ['eu-dcc', "Give the EU network's list of keys with --trust FILE."],
  [
    'smart-health-card',
    "Give the issuer's keys with --trust FILE, or with --trust https://ISSUER=FILE for a bare JWK set.",
  ],
  ['who-ddcc', "Give the certificate of its signer's key with --trust FILE."],
  ['who-icvp', "Give the certificate of its signer's key with --trust FILE."],
  ['health-link', "Give the certificate of its signer's key with --trust FILE."],
  [
    'vds-nc',
    "Give the certificate of the country's passport authority (CSCA), as PEM or DER, with --trust FILE.",
  ],
  ['divoc', "Give the issuer's table of keys with --trust https://ISSUER=FILE."],
  ['nz-pass', "Give the issuer's DID document with --trust FILE."],
])
