/**
 * Addresses whose issuers are there to try things out, told by rules of their names.
 *
 * @module
 */

/** Names and addresses that no issuer can have on the internet (RFC 2606, RFC 6761, RFC 1122 §3.2.1.3). */
const RESERVED =
  /(?:^|\.)(?:localhost|test|example|invalid|example\.(?:com|net|org))$|^127(?:\.\d+){3}$|^\[::1\]$/

/** Where the standard publishes its example cards, whose private keys are public. */
const STANDARD = /(?:^|\.)smarthealth\.cards$/
const EXAMPLES = /^\/examples(?:\/|$)/

/** What stages before production are called, alone or numbered, in the part of a name before the domain. */
const STAGE =
  /^(?:dev|devel|development|demo|int|nonprod|preprod|qa|sandbox|sbx|stage|staging|stg|test|testing|tst|uat)\d*$/

/** The labels of a registered domain, which is somebody's name and not a stage: `example.com`. */
const DOMAIN_LABELS = 2

/**
 * Tells whether an issuer's address is one of a test system. What is no address is none.
 *
 * Paths say nothing, but for the standard's examples: production systems have odd ones.
 */
export function isSpecimenAddress(iss: string): boolean {
  if (!URL.canParse(iss)) return false
  const { hostname, pathname } = new URL(iss)
  const host = hostname.replace(/\.$/, '')
  if (RESERVED.test(host)) return true
  if (STANDARD.test(host) && EXAMPLES.test(pathname)) return true
  const words = host
    .split('.')
    .slice(0, -DOMAIN_LABELS)
    .flatMap((label) => label.split(/[-_]/))
  return words.some((word) => STAGE.test(word))
}
