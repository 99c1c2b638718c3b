/**
 * What things are called in a Token Status List (draft-ietf-oauth-status-list-21).
 *
 * @module
 */

/** Types of the tokens (§5.1, §5.2). */
export const JWT_TYPE = 'statuslist+jwt'
export const CWT_TYPE = 'application/statuslist+cwt'

/** Keys of a CWT's claims (§5.2, §6.3.1; RFC 8392 §3.1). */
export const CWT = {
  sub: 2,
  exp: 4,
  nbf: 5,
  iat: 6,
  list: 65533,
  ttl: 65534,
  status: 65535,
} as const
