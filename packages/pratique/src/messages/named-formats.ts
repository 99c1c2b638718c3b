/**
 * Formats that are known by name alone, in words: what they are, and why they are not verified.
 *
 * @module
 */

/** A format that is recognised and not verified. */
export interface NamedFormat {
  readonly name: string
  /** One sentence for who holds one in his hand. */
  readonly why: string
}

/** By the name that a verification gives as `format`. */
export const NAMED_FORMATS: Readonly<Record<string, NamedFormat>> = {
  hcert: {
    name: 'a certificate of the HCERT family (EU, WHO)',
    why: 'Its version is another than the one that is in use, or it states what no listed format reads.',
  },
  'path-check-cred': {
    name: 'PathCheck credential',
    why: 'It was used in pilots, and its signature leaves out what kind of credential it is and whose key signed it.',
  },
  'ch-light-certificate': {
    name: 'Swiss light certificate',
    why: 'It was made for use inside Switzerland, held for 48 hours, and states no medical fact.',
  },
  'nl-domestic': {
    name: 'Dutch domestic certificate',
    why: 'It was made for use inside the Netherlands, and proves its claims in a way that needs a program of its own.',
  },
  'france-2d-doc': {
    name: 'French 2D-Doc',
    why: 'It was made for use inside France, and is signed under a national list of authorities.',
  },
  openattestation: {
    name: 'OpenAttestation document',
    why: 'Whose key signed it is said by records on the internet or by a blockchain, which a check without network cannot ask. Most of them came with an EU certificate beside: look for that code.',
  },
  'verifiable-health-link': {
    name: 'Verifiable Health Link',
    why: 'It leads to documents on a server by a protocol that Pratique does not speak.',
  },
  'vds-nc': {
    name: 'ICAO Visible Digital Seal (VDS-NC)',
    why: 'The seal is of another kind than a vaccination or a test, such as a visa.',
  },
  'smart-api-access': {
    name: 'access to a server for a program',
    why: 'It is a secret between programs and no certificate.',
  },
}
