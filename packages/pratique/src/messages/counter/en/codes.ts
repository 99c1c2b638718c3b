/**
 * Codes of the checks after `format` in English.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: 'The issuer is not recognised' },
  'signer.list-missing': { title: 'The list of issuers is not loaded' },
  'signer.list-stale': { title: 'The list of issuers is too old' },
  'signer.evidence': { title: 'It is not certain enough that the key is the issuer’s' },
  'signer.not-issued': { title: 'The signer is not who it says it is', action: ORIGINAL },
  'signer.unsupported-authority': {
    title: 'This device cannot check who issued the signer’s key',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: 'The signature does not fit the content' },
  'signature.algorithm': { title: 'The signature is not of the kind that the issuer’s key makes' },
  'signature.unsupported-key': {
    title: 'This device cannot work with the issuer’s key',
    action: OTHER_DEVICE,
  },
  'key-usage.not-allowed': {
    title: 'The issuer’s key is not meant for this kind of certificate',
    action: NEW_KEY,
  },
  'key-usage.weak-key': {
    title: 'The issuer’s key is too weak to prove anything',
    action: NEW_KEY,
  },
  'key-usage.withdrawn': { title: 'The issuer’s key has been withdrawn', action: NEW_KEY },
  'key-usage.country': { title: 'The key belongs to another country', action: ORIGINAL },
  'key-usage.domain': { title: 'The key is for other certificates', action: ORIGINAL },
  'validity.expired': { title: 'The signature period is over' },
  'validity.not-yet': { title: 'The signature period has not begun', action: CLOCK },
  'validity.unreadable': { title: 'A date of the signature period is missing or unreadable' },
  'validity.contradictory': { title: 'The signature period ends before it begins' },
  'validity.clock': { title: 'The clock of this device cannot be right' },
  'validity.key-expired': { title: 'The life of the issuer’s key is over' },
  'validity.key-not-yet': { title: 'The life of the issuer’s key has not begun', action: CLOCK },
  'revocation.revoked': {
    title: 'The issuer has revoked this certificate, or the key that signed it',
  },
  'revocation.list-missing': { title: 'The list of revoked certificates is not loaded' },
  'revocation.list-stale': { title: 'The list of revoked certificates is out of date' },
  'revocation.list-gap': { title: 'The list of revoked certificates cannot be read in full' },
  'revocation.not-covered': {
    title: 'The list of revoked certificates does not speak of this one',
  },
  'revocation.no-token': {
    title: 'It has no place on the list of revoked certificates',
    reason: 'It could never have been revoked',
  },
  'content.unsupported': {
    title: 'The signature holds, but Pratique cannot read the content',
    action: UPDATE,
  },
  'content.structure': { title: 'The certificate does not state what it must', action: ANOTHER },
  'content.implausible': {
    title: 'The certificate states something that cannot be',
    action: ANOTHER,
  },
  'content.several-entries': {
    title: 'The certificate is about several things or persons at once',
    action: 'Ask the holder for certificates that each state one thing about one person.',
  },
  'content.no-fact': {
    title: 'No vaccination or test was found in the card',
    action: 'Ask the holder for the card with the vaccination or test.',
  },
  'content.fhir': { title: 'The health record inside the card is malformed', action: ANOTHER },
  'content.unsigned': {
    title: 'Nobody has signed this',
    action: 'Ask the holder for a signed certificate.',
  },
  'content.link': {
    title: 'This is a link to certificates, not a certificate',
    action: 'Ask the holder to show the certificates themselves.',
  },
  'content.holder-unsigned': {
    title: 'The signature does not cover whose certificate it is',
    action: NO_RELIANCE,
  },
  'content.ambiguous': { title: 'Signed fields could have been exchanged', action: NO_RELIANCE },
  'content.not-in-catalogue': {
    title: 'The product is not in the catalogue',
    action: 'Do not accept it as this certificate. If the catalogue is old, load the current one.',
  },
  'content.no-catalogue': {
    title: 'There is no catalogue to look the product up in',
    action: 'Load the catalogue and check again.',
  },
  'content.template-version': {
    title: 'A newer form of this certificate than is known',
    action: UPDATE,
  },
  'holder.mismatch': {
    title: 'The names or birth dates are not of one person',
    headline: 'Not one and the same person',
    action: 'Look at the identity document, and check only what belongs to the person before you.',
  },
  'holder.unclear': {
    title: 'It is not clear whether this is one person',
    action: 'Compare them with the identity document, and check each one alone.',
  },
  'policy.unknown': { title: 'No entry rule is known for this destination' },
  'policy.outdated': {
    title: 'The entry rules are too old',
    action: 'Load the current rules, or follow the official instructions of the destination.',
  },
  'policy.evidence': {
    title: 'The entry rule asks for a better known issuer, or for newer lists',
    action: 'Load the current lists, with those that the rule asks for, and check again.',
  },
  'policy.value-missing': {
    title: 'The entry rule needs something that the certificate does not state',
    action: 'Ask the holder for a certificate that states it, or for another proof.',
  },
  'policy.not-evaluable': {
    title: 'An entry rule could not be evaluated',
    action: 'Decide by the official text of the rule.',
  },
  'policy.more-needed': { title: 'One more document is needed' },
  'policy.not-met': {
    title: 'The entry rule is not met',
    action: 'Tell the holder which condition is not met and, if it is known, when it would be.',
  },
}
