/**
 * The defects that lists of the GDHCN are known for, by name.
 *
 * @module
 */

/** What each means, in words. */
export const GDHCN_WARNINGS = [
  { name: 'der-signature', words: 'the signature of the list is in DER, where a JWS has r‖s' },
  {
    name: 'jwk-coordinate-length',
    words: 'a coordinate of the JWK has not the length of its curve',
  },
  { name: 'unknown-curve', words: 'the JWK names a curve that there is not' },
  { name: 'kid-mismatch', words: 'the identifier is not that of the certificate' },
  { name: 'duplicate-kid', words: 'another key of the list has the same identifier' },
  { name: 'expired-when-signed', words: 'the certificate had expired when the list was signed' },
  { name: 'outlives-authority', words: 'the certificate outlives that of its authority' },
  {
    name: 'authority-not-anchored',
    words: 'the trust anchor of the network has not signed this authority',
  },
  {
    name: 'authority-is-no-ca',
    words: 'the certificate of the authority does not say that it is a CA',
  },
  {
    name: 'name-mismatch',
    words: 'names or key identifiers of the certificate and its authority differ',
  },
  {
    name: 'not-chained',
    words: 'no listed authority of the participant has signed the certificate',
  },
  {
    name: 'sha1-signature',
    words: 'the certificate is signed with SHA-1, which proves nothing of who signed it',
  },
  {
    name: 'signature-unchecked',
    words: 'the signature of the certificate cannot be checked',
  },
  { name: 'country-mismatch', words: 'the certificate names another country than the list' },
] as const

export type GdhcnWarningName = (typeof GDHCN_WARNINGS)[number]['name']

/** One defect, and the `id` of every entry that has it, sorted; none where it is the list's own. */
export interface GdhcnWarning {
  readonly name: GdhcnWarningName
  readonly words: string
  readonly count: number
  readonly ids: readonly string[]
}

/** What has warnings. */
interface Warned {
  readonly id: string
  readonly warnings: readonly GdhcnWarningName[]
}

/** Counts the warnings of all keys, and those of the list itself, in the order of the table. */
export function countWarnings(
  keys: readonly Warned[],
  ofList: readonly GdhcnWarningName[],
): readonly GdhcnWarning[] {
  return GDHCN_WARNINGS.flatMap(({ name, words }) => {
    const ids = keys.filter(({ warnings }) => warnings.includes(name)).map(({ id }) => id)
    const count = ids.length + (ofList.includes(name) ? 1 : 0)
    return count > 0 ? [{ name, words, count, ids }] : []
  })
}
