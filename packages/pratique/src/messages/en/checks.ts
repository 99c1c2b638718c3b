/**
 * Messages of the checks after `format`: whose certificate it is, whether it is in force, what it
 * states.
 *
 * @module
 */

import type { CheckCode } from '../../codes.ts'
import type { Message } from '../message.ts'

export const CHECK_MESSAGES: Readonly<Record<Exclude<CheckCode, `format.${string}`>, Message>> = {
  'signer.unknown': {
    title: 'The issuer is not recognised',
    meaning:
      'No issuer on the list has the key that this certificate names, and the list is recent ' +
      'enough. That does not mean that the certificate was altered: its issuer may belong to ' +
      'another network.',
    action:
      'Ask for a certificate of a recognised issuer. If this issuer should be on the list, tell ' +
      'who runs the list.',
    clause: 'hcert_spec §5; VCI "Determining keys associated with an issuer"',
  },
  'signer.list-missing': {
    title: 'The list of issuers is not loaded',
    meaning:
      'There is no list of issuers here for this kind of certificate, so nobody can say whose it ' +
      'is. It may well be genuine.',
    action: 'Load the list, on the command line with --trust FILE, and check again.',
  },
  'signer.list-stale': {
    title: 'The list of issuers is too old',
    meaning:
      'The list was to be relied on until a date that has passed. New issuers, and keys withdrawn ' +
      'since, are not on it. The certificate may well be genuine.',
    action: 'Load the current list and check again.',
  },
  'signer.evidence': {
    title: "It is not certain enough that the key is the issuer's",
    meaning:
      'The key is known, but the way in which it came here proves less than is asked for. That is ' +
      'a lack of proof, not a sign of anything wrong.',
    action: 'Load the key from a source with stronger evidence, such as the signed list.',
  },
  'signature.invalid': {
    title: 'The signature does not fit the content',
    meaning:
      'A key with the identifier that the certificate names is known, and this content was not ' +
      'signed with it. The certificate is forged or damaged.',
    action:
      'Scan the original once more, as a bad copy looks the same. If the answer stays, do not ' +
      'accept it.',
    clause: 'RFC 9052 §4.4; RFC 7515 §5.2',
  },
  'signature.algorithm': {
    title: "The signature is not of the kind that the issuer's key makes",
    meaning:
      'The certificate names a method of signing that does not fit the key of its issuer. A ' +
      'genuine one never does: it is forged or damaged.',
    action: 'Do not accept it. If it came straight from its issuer, tell the issuer.',
    clause: 'hcert_spec §3.3.2; RFC 9053 §2.1',
  },
  'signature.no-key': {
    title: 'There is no key to check the signature with',
    meaning:
      'Without the key of the issuer the signature cannot be judged either way. This always stands ' +
      'beside a finding about the issuer, which decides.',
    action: 'Follow the advice for the issuer.',
  },
  'signature.unsupported-key': {
    title: "This device cannot work with the issuer's key",
    meaning:
      'The key is of a kind that the cryptography of this device or browser does not offer. That ' +
      'says nothing about the certificate.',
    action: 'Check it on another device, and tell the developers of Pratique.',
    clause: 'hcert_spec §3.3.2',
  },
  'key-usage.not-allowed': {
    title: "The issuer's key is not meant for this kind of certificate",
    meaning:
      'The signature holds, but its key may only sign certificates of another kind, such as tests ' +
      'and not vaccinations, or only keys.',
    action: 'Do not accept it. The issuer can issue it again with the right key.',
    clause: 'hcert_spec §A.2',
  },
  'key-usage.weak-key': {
    title: "The issuer's key is too weak to prove anything",
    meaning:
      'The signature fits, but keys of this length (RSA under 2,048 bits) can be broken, so that ' +
      'others than the issuer could have made it.',
    action: 'Do not accept it on its own. The issuer can issue it again with a current key.',
    clause: 'hcert_spec §3.3.2',
  },
  'key-usage.withdrawn': {
    title: "The issuer's key has been withdrawn",
    meaning:
      'The signature fits, but its key no longer counts: the issuer, or who runs the list of ' +
      'issuers, has withdrawn it. The holder may have done nothing wrong.',
    action: 'Do not accept it. The issuer can issue it again with a current key.',
    clause: 'hcert_spec §6.1 and §6.2; VCI "Key Management"',
  },
  'validity.expired': {
    title: 'The signature period is over',
    meaning:
      'The signature was to be relied on until a date that has passed. That is technical, and says ' +
      'nothing about the vaccination, test or recovery itself.',
    action: 'Ask the holder to have the certificate renewed by its issuer.',
    clause: 'hcert_spec §3.3.5; VCI "Expiration of Health Cards"',
  },
  'validity.not-yet': {
    title: 'The signature period has not begun',
    meaning:
      'The certificate says that it was issued, or begins to count, at a time still to come. That ' +
      'is technical, and says nothing about the vaccination, test or recovery itself.',
    action:
      'Check the date and time of this device. If they are right, ask the holder to have the ' +
      'certificate renewed by its issuer.',
    clause: 'hcert_spec §3.3.6; RFC 8392 §3.1.5; RFC 7519 §4.1.5',
  },
  'validity.unreadable': {
    title: 'A date of the signature period is missing or unreadable',
    meaning:
      'A date that limits the signature is not there though it must be, or is no number. Without ' +
      'it nobody could say how long the signature counts.',
    action: 'Ask the holder to have the certificate renewed by its issuer.',
    clause: 'hcert_spec §3.3.5 and §3.3.6; RFC 8392 §2',
  },
  'validity.contradictory': {
    title: 'The signature period ends before it begins',
    meaning:
      'The dates of the signature contradict each other, so that there is no time at which it ' +
      'would count. That is a mistake of the issuer.',
    action: 'Ask the holder to have the certificate renewed by its issuer.',
    clause: 'hcert_spec §3.3.5 and §3.3.6; RFC 7519 §4.1.4 and §4.1.5',
  },
  'validity.clock': {
    title: 'The clock of this device cannot be right',
    meaning:
      'It shows a time before the date on a signed list that is already here. Every answer about ' +
      'dates would be wrong, so none is given.',
    action: 'Set the date and time of the device, and check again.',
  },
  'validity.key-expired': {
    title: "The life of the issuer's key is over",
    meaning:
      'Keys are made for a limited time, and that of the key which signed this has passed. That is ' +
      'technical, and says nothing about the vaccination, test or recovery itself.',
    action: 'Ask the holder to have the certificate renewed by its issuer.',
    clause: 'hcert_spec §5; RFC 5280 §4.1.2.5',
  },
  'validity.key-not-yet': {
    title: "The life of the issuer's key has not begun",
    meaning:
      'The key which signed this is made for a time still to come. That is technical, and says ' +
      'nothing about the vaccination, test or recovery itself.',
    action: 'Check the date and time of this device. If they are right, tell the issuer.',
    clause: 'hcert_spec §5; RFC 5280 §4.1.2.5',
  },
  'revocation.revoked': {
    title: 'The issuer has revoked this certificate, or the key that signed it',
    meaning:
      'The certificate, or for a seal the key of its signer, stands on the list of what its issuer ' +
      'has taken back. The list gives no reason: it may be a slip as well as misuse, and need not ' +
      'be the fault of the holder.',
    action: 'Do not accept it. The holder can ask the issuer why, and for a new certificate.',
    clause: 'VCI "Revocation"; RFC 5280 §5',
  },
  'revocation.list-missing': {
    title: 'The list of revoked certificates is not loaded',
    meaning:
      'The issuer publishes such a list and it is not here, so nobody can say whether this ' +
      'certificate was taken back.',
    action: 'Load the list of revoked certificates and check again.',
    clause: 'VCI "Revocation"',
  },
  'revocation.list-stale': {
    title: 'The list of revoked certificates is out of date',
    meaning:
      'The issuer publishes such a list, and the one that is here is older than it may be. This ' +
      'certificate is not on it, and may have been taken back since.',
    action: 'Load the present list of revoked certificates and check again.',
    clause: 'RFC 5280 §5.1.2.5; VCI "Revocation"',
  },
  'revocation.list-gap': {
    title: 'The list of revoked certificates cannot be read in full',
    meaning:
      'The issuer publishes such a list, and part of the one that is here is damaged or missing. ' +
      'This certificate is not on the rest of it.',
    action: 'Load the list again and check again. If that does not help, tell the issuer.',
    clause: 'VCI "Revocation"',
  },
  'revocation.not-covered': {
    title: 'The list of revoked certificates does not speak of this one',
    meaning:
      'The list that is here says which certificates it is about, and this one is not among them. ' +
      'So nobody can say whether it was taken back.',
    action: 'Load all revocation lists of this issuer and check again.',
  },
  'revocation.no-token': {
    title: 'It has no place on the list of revoked certificates',
    meaning:
      'Its issuer gives every certificate that lives longer than 14 days a place on its list of revoked ' +
      'ones, and this certificate has none. So it could never be taken back.',
    action: 'Do not accept it. The holder can ask the issuer for a new certificate.',
  },
  'content.unsupported': {
    title: 'The signature holds, but Pratique cannot read the content',
    meaning:
      'What was signed is of a kind that this program does not read. It may be a newer or another ' +
      'sort of certificate.',
    action: 'Update Pratique, or ask the holder for another certificate.',
    clause: 'hcert_spec §3.3.7',
  },
  'content.structure': {
    title: 'The certificate does not state what it must',
    meaning:
      'The signature holds, but a statement that must be there is missing or of the wrong kind, so ' +
      'that the rest has no certain meaning. That is a mistake of the issuer, not of the holder.',
    action: 'Ask the holder for another certificate. The issuer can issue this one again.',
    clause: 'DCC schema 1.3.3; VCI "Modeling Verifiable Credentials in FHIR"',
  },
  'content.implausible': {
    title: 'The certificate states something that cannot be',
    meaning:
      'The signature holds, but the birth date lies before 1900 or after the day of issue, the ' +
      'country does not exist, or a name lacks its Latin spelling. Most likely somebody made a ' +
      'slip in typing.',
    action: 'Ask the holder for another certificate. The issuer can correct this one.',
    clause: 'DCC schema 1.3.3 (`dob`, `nam`, `co`)',
  },
  'content.several-entries': {
    title: 'The certificate is about several things or persons at once',
    meaning:
      'The signature holds, but there is more than one entry, or more than one person, so that ' +
      'nobody can say which one counts.',
    action: 'Ask the holder for certificates that each state one thing about one person.',
    clause: 'DCC schema 1.3.0 (`v`, `t`, `r`)',
  },
  'content.no-fact': {
    title: 'No vaccination or test was found in the card',
    meaning:
      'The signature holds, but the card states nothing that Pratique can read as a vaccination or ' +
      'a test. It may be a good card about something else.',
    action: 'Ask the holder for the card with the vaccination or test.',
  },
  'content.fhir': {
    title: 'The health record inside the card is malformed',
    meaning:
      'The signature holds, but the record breaks rules without which it has no certain meaning, ' +
      'such as a vaccination without a vaccine. That is a mistake of the issuer.',
    action: 'Ask the holder for another certificate. The issuer can issue this one again.',
    clause: 'FHIR R4 §2.6.2; FHIR R4 Immunization, Observation, Coding',
  },
  'holder.mismatch': {
    title: 'The names or birth dates are not of one person',
    meaning:
      'Certificates that were given together, or a certificate and the document it was compared ' +
      'with, name different persons. Each of them may be genuine.',
    action: 'Look at the identity document, and check only what belongs to the person before you.',
  },
  'holder.unclear': {
    title: 'It is not clear whether this is one person',
    meaning:
      'A name or a full birth date is missing, or the names are written in different letters, so ' +
      'that they cannot be compared. That happens with good certificates.',
    action: 'Compare them with the identity document yourself, and check each one alone.',
  },
  'policy.unknown': {
    title: 'No entry rule is known for this destination',
    meaning:
      'There are no rules of this destination here for the day asked about. No rule known does not ' +
      'mean admitted.',
    action: 'Load the rules of the destination, or follow its official instructions.',
  },
  'policy.outdated': {
    title: 'The entry rules are too old',
    meaning:
      'The rules of this destination that are here have not been confirmed for so long that they may ' +
      'have changed. Whatever they say, they decide nothing.',
    action: 'Load newer rules, or follow the official instructions of the destination.',
  },
  'policy.evidence': {
    title: 'The entry rule asks for a better known issuer, or for newer lists',
    meaning:
      'The certificate would meet the rule, but the rule only takes issuers with more evidence, or ' +
      'lists of keys or revocations that are newer than those that are here.',
    action: 'Fetch the newest lists, with those that the rule asks for, and verify again.',
  },
  'policy.value-missing': {
    title: 'The entry rule needs something that the certificate does not state',
    meaning:
      'The certificate is genuine, but a value that the rule asks for is missing, ambiguous or not ' +
      'signed, and the answer depends on it.',
    action: 'Ask the holder for a certificate that states it, or for another proof.',
  },
  'policy.not-evaluable': {
    title: 'An entry rule could not be evaluated',
    meaning:
      'The certificate is genuine, but a rule of the destination ends in an error on it, or is of a ' +
      'kind that this program does not know. That never counts as met.',
    action: 'Decide by the official text of the rule, and tell who publishes it.',
  },
  'policy.more-needed': {
    title: 'One more document is needed',
    meaning:
      'The certificate is genuine and counts, but the entry rule asks for another one beside it.',
    action: 'Ask the holder for the other document, and check both together.',
  },
  'policy.not-met': {
    title: 'The entry rule is not met',
    meaning:
      'The certificate is genuine, but does not satisfy the rule of the destination on that day. ' +
      'It may do so on another day or elsewhere.',
    action: 'Tell the holder which condition is not met and, if it is known, when it would be.',
  },
  'signer.not-issued': {
    title: 'The signer is not who it says it is',
    meaning:
      "The signer's certificate names an authority that is on record, but that authority has " +
      'not issued it. Somebody made it to look like one.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'RFC 5280 §6.1.3; ICAO Doc 9303-13',
  },
  'signer.unsupported-authority': {
    title: "This device cannot check who issued the signer's key",
    meaning:
      'The authority that the signer names is on record, but its key is of a kind that this ' +
      'device cannot use. Whether the certificate is genuine stays open.',
    action:
      'Check it on another device: the command line knows more kinds of keys than browsers ' +
      'do.',
    clause: 'RFC 5280 §6.1.3',
  },
  'key-usage.country': {
    title: 'The key belongs to another country',
    meaning:
      'The signature is good, but the key that made it belongs to another country than the ' +
      'one that the certificate says has issued it.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'ICAO Doc 9303-13; hcert_spec §3.3.1',
  },
  'key-usage.domain': {
    title: 'The key is for other certificates',
    meaning:
      'The signature is good, but the network’s list has the key for certificates of another kind: ' +
      'one for COVID certificates, say, signs no yellow card.',
    action: 'Do not accept it. Ask the holder for the original from the issuer.',
    clause: 'WHO GDHCN, trust domains',
  },
  'content.unsigned': {
    title: 'Nobody has signed this',
    meaning:
      'What was read carries no signature, so that anybody could have written it. Nothing in ' +
      'it can be believed.',
    action: 'Ask the holder for a signed certificate.',
  },
  'content.link': {
    title: 'This is a link to certificates, not a certificate',
    meaning:
      'The certificates lie on a server, and this program fetches nothing by itself. Where ' +
      'the link is signed, that says who made the link and nothing about what is behind it.',
    action:
      'Ask the holder to show the certificates themselves, or open the link as a separate act, on ' +
      'the command line with "pratique read --fetch".',
    clause: 'SMART Health Links; hcert_spec "health link"',
  },
  'content.holder-unsigned': {
    title: 'The signature does not cover whose certificate it is',
    meaning:
      'The certificate is signed in a way that leaves out its holder: anybody could put ' +
      'another name and birth date into it, and the signature would still be good. So it ' +
      'proves nothing about the person who shows it.',
    action: 'Do not rely on it. Ask for another certificate.',
    clause: 'JSON-LD 1.1 API §8 "Deserialize JSON-LD to RDF"',
  },
  'content.ambiguous': {
    title: 'Signed fields could have been exchanged',
    meaning:
      'This kind of certificate signs several fields under one name, so that their values can ' +
      'be exchanged without breaking the signature. Here it cannot be said which value ' +
      'belongs where.',
    action: 'Do not rely on it. Ask for another certificate of the same facts.',
    clause: 'DIVOC vaccination context; RDF 1.1 §3',
  },
  'content.not-in-catalogue': {
    title: 'The product is not in the catalogue',
    meaning:
      'The vaccine or prophylaxis is none of the products that the catalogue in use lists, ' +
      'and only those count for this certificate.',
    action: 'Do not accept it as this certificate. If the catalogue is old, load the present one.',
    clause: 'ICVP REQ-CC-06',
  },
  'content.no-catalogue': {
    title: 'There is no catalogue to look the product up in',
    meaning:
      'Only products of a catalogue count for this certificate: a list of vaccines and of the ' +
      'diseases that they are against, which the WHO publishes. None was given, and without one it ' +
      'is unknown which disease the certificate is about.',
    action: 'Give the catalogue, on the command line with --catalogue FILE, and check again.',
    clause: 'ICVP REQ-CC-06',
  },
  'content.template-version': {
    title: 'A newer form of this certificate than is known',
    meaning:
      'The certificate says that it follows a version of its template that this program does ' +
      'not know, so that its fields may mean something else.',
    action: 'Update Pratique, or ask for a certificate in another form.',
    clause: 'ICVP DE-27',
  },
}
