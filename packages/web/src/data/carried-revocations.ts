/**
 * The revocation lists of bundles that take cryptography to read.
 *
 * @module
 */

export { readCarriedRevocations } from 'pratique/bundle'
