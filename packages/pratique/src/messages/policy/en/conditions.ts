/**
 * Conditions of entry rules in English.
 *
 * @module
 */

import { type ConditionMessages, same } from '../messages.ts'

/** Follows "for", "after", "aged", "than". */
const AMOUNT = `{unit, select,
  hour {{amount, plural, one {# hour} other {# hours}}}
  day {{amount, plural, one {# day} other {# days}}}
  month {{amount, plural, one {# month} other {# months}}}
  year {{amount, plural, one {# year} other {# years}}}
  other {{amount}}}`

const DAYS = '{days, plural, one {# day} other {# days}}'

/** What is accepted, by the event that counts. */
const EVENT = `{event, select,
  vaccination {The last dose}
  sample {The sample}
  first_positive {The first positive test}
  prophylaxis {The prophylaxis}
  exemption {The exemption}
  other {What the rule asks for}}`

const DATED_EVENT = `{event, select,
  vaccination {The last dose, of {date},}
  sample {The sample of {date}}
  first_positive {The first positive test, of {date},}
  prophylaxis {The prophylaxis of {date}}
  exemption {The exemption of {date}}
  other {What is dated {date}}}`

const DATE_OF_EVENT = `{event, select,
  vaccination {The date of the last dose}
  sample {The date of the sample}
  first_positive {The date of the first positive test}
  issuer_from {The start date that the issuer states}
  issuer_until {The end date that the issuer states}
  birth {The birth date}
  prophylaxis {The date of the prophylaxis}
  exemption {The date of the exemption}
  other {The date}}`

export const CONDITION_MESSAGES: ConditionMessages = {
  'too-old': {
    full: `{event, select,
      issuer_from {Accepted for ${AMOUNT} from {date}, the start date that the issuer states, until {until}.}
      issuer_until {{amount, plural,
        =0 {Accepted until {until}, the end date that the issuer states.}
        other {Accepted for ${AMOUNT} after {date}, the end date that the issuer states, until {until}.}}}
      birth {Accepted up to the age of ${AMOUNT}, until {until}.}
      other {${DATED_EVENT} is accepted for ${AMOUNT}, until {until}.}}`,
    plain: `{event, select,
      issuer_from {Accepted for ${AMOUNT} from the start date that the issuer states; that time is over on arrival.}
      issuer_until {{amount, plural,
        =0 {Accepted until the end date that the issuer states; that date is past on arrival.}
        other {Accepted for ${AMOUNT} after the end date that the issuer states; that time is over on arrival.}}}
      birth {Accepted up to the age of ${AMOUNT}; that age is passed on arrival.}
      other {${EVENT} is accepted for ${AMOUNT}; that time is over on arrival.}}`,
    action: `{event, select,
      birth {Show a document that the rules ask for from this age on.}
      other {Show a more recent document.}}`,
  },
  'too-recent': {
    full: `{event, select,
      issuer_from {{amount, plural,
        =0 {Accepted from {from} on, the start date that the issuer states.}
        other {Accepted from {from} on, ${AMOUNT} after the start date that the issuer states, {date}.}}}
      issuer_until {{amount, plural,
        =0 {Accepted from {from} on, the end date that the issuer states.}
        other {Accepted from {from} on, ${AMOUNT} after the end date that the issuer states, {date}.}}}
      birth {Accepted from the age of ${AMOUNT}, from {from} on.}
      other {${DATED_EVENT} is accepted after ${AMOUNT}, from {from} on.}}`,
    plain: `{event, select,
      issuer_from {{amount, plural,
        =0 {Accepted from the start date that the issuer states; the arrival is before it.}
        other {Accepted from ${AMOUNT} after the start date that the issuer states; the arrival is before that.}}}
      issuer_until {{amount, plural,
        =0 {Accepted from the end date that the issuer states; the arrival is before it.}
        other {Accepted from ${AMOUNT} after the end date that the issuer states; the arrival is before that.}}}
      birth {Accepted from the age of ${AMOUNT}; that age is not reached on arrival.}
      other {${EVENT} is accepted after ${AMOUNT}; that time is not over on arrival.}}`,
    action: 'Arrive on or after {from}.',
    plainAction: 'Arrive later.',
  },
  'in-future': {
    full: `${DATE_OF_EVENT}, {date}, is after the arrival.`,
    plain: `${DATE_OF_EVENT} is after the arrival.`,
    action: 'If the date is wrong, the issuer can correct it.',
  },
  'event-before': {
    full: `${DATE_OF_EVENT} must be {ruleDate} or later; the certificate states {date}.`,
    plain: `${DATE_OF_EVENT} must be {ruleDate} or later; the certificate states an earlier one.`,
  },
  'event-after': {
    full: `${DATE_OF_EVENT} must be {ruleDate} or earlier; the certificate states {date}.`,
    plain: `${DATE_OF_EVENT} must be {ruleDate} or earlier; the certificate states a later one.`,
  },
  'not-yet': {
    ...same('Accepted under this rule only from {ruleDate} on.'),
    action: 'Arrive on or after {ruleDate}.',
  },
  'no-longer': same('Accepted under this rule only until {ruleDate}.'),
  'too-young': {
    full: `The rule is for persons aged ${AMOUNT} or more; that age is reached on {from}.`,
    plain: `The rule is for persons aged ${AMOUNT} or more; that age is not reached on arrival.`,
  },
  'too-old-holder': {
    full: `The rule is for persons aged less than ${AMOUNT}; it applies until {until}.`,
    plain: `The rule is for persons aged less than ${AMOUNT}; that age is reached on arrival.`,
    action: 'Show a document that the rules ask for from this age on.',
  },
  product: {
    full: `{accepted, select,
      many {{product} is not among the {count, plural, one {# vaccine that is} other {# vaccines that are}} accepted.}
      other {{product} is not among the accepted vaccines: {accepted}.}}`,
    plain: `{accepted, select,
      many {The vaccine is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The vaccine is not among those that are accepted: {accepted}.}}`,
    action: 'Show a certificate for one of the accepted vaccines.',
  },
  manufacturer: {
    full: `{accepted, select,
      many {{manufacturer} is not among the {count, plural, one {# manufacturer whose vaccines} other {# manufacturers whose vaccines}} are accepted.}
      other {{manufacturer} is not among the manufacturers whose vaccines are accepted: {accepted}.}}`,
    plain: `{accepted, select,
      many {The manufacturer of the vaccine is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The manufacturer of the vaccine is not among those that are accepted: {accepted}.}}`,
    action: 'Show a certificate for a vaccine of an accepted manufacturer.',
  },
  'vaccine-type': {
    full: `{accepted, select,
      many {The type of the vaccine, {vaccineType}, is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The type of the vaccine, {vaccineType}, is not among those that are accepted: {accepted}.}}`,
    plain: `{accepted, select,
      many {The type of the vaccine is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The type of the vaccine is not among those that are accepted: {accepted}.}}`,
    action: 'Show a certificate for a vaccine of an accepted type.',
  },
  'not-prequalified': {
    full: 'The vaccine, {product}, is not known to be prequalified by the World Health Organization (WHO).',
    plain: 'The vaccine is not known to be prequalified by the World Health Organization (WHO).',
    action: 'Show a certificate for a vaccine that WHO has prequalified.',
  },
  serogroups: {
    full: 'The vaccine must cover all of these serogroups: {accepted}. {product} does not.',
    plain:
      'The vaccine must cover all of these serogroups: {accepted}. The one in the certificate does not.',
    action: 'Show a certificate for a vaccine that covers all of them.',
  },
  'series-incomplete': {
    full: 'A complete series of doses is needed; the certificate shows dose {dose} of {series}.',
    plain: 'A complete series of doses is needed; the certificate does not show its last dose.',
    action: 'Show the certificate of the last dose of the series.',
  },
  'too-few-doses': {
    full: '{least, plural, one {At least # dose is} other {At least # doses are}} needed; the certificate shows dose number {dose}.',
    plain:
      '{least, plural, one {At least # dose is} other {At least # doses are}} needed; the certificate shows fewer.',
    action: 'Show the certificate of a later dose.',
  },
  'too-many-doses': {
    full: 'The rule is for {most, plural, one {# dose} other {# doses}} at most; the certificate shows dose number {dose}.',
    plain:
      'The rule is for {most, plural, one {# dose} other {# doses}} at most; the certificate shows more.',
  },
  'beyond-series': {
    full: 'The rule is for the last dose of a series; the certificate shows dose {dose} of a series of {series}.',
    plain: 'The rule is for the last dose of a series; the certificate shows a dose after it.',
  },
  'series-length': {
    full: 'The series must have at least {least, plural, one {# dose} other {# doses}}; the certificate states {series}.',
    plain:
      'The series must have at least {least, plural, one {# dose} other {# doses}}; the certificate states fewer.',
  },
  'booster-needed': {
    full: 'A booster dose is needed; the certificate shows dose {dose} of {series}.',
    plain: 'A booster dose is needed; the certificate does not show one.',
    action: 'Show the certificate of a booster dose.',
  },
  'test-class': {
    full: `{accepted, select,
      many {The kind of test, {class}, is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The kind of test, {class}, is not among those that are accepted: {accepted}.}}`,
    plain: `{accepted, select,
      many {The kind of test is not among the {count, plural, one {# that is} other {# that are}} accepted.}
      other {The kind of test is not among those that are accepted: {accepted}.}}`,
    action: 'Show a test of an accepted kind.',
  },
  'test-result': {
    full: 'The result that the rule asks for: {accepted}. The result in the certificate: {result}.',
    plain: 'The result that the rule asks for: {accepted}. The certificate states another.',
  },
  'device-not-listed': {
    full: 'The test device, {device}, is not on the list of accepted devices.',
    plain: 'The test device is not on the list of accepted devices.',
    action: 'Show a test that was made with a device on the list.',
  },
  disease: {
    full: 'The disease that the rule is about: {accepted}. The disease in the certificate: {disease}.',
    plain: 'The disease that the rule is about: {accepted}. The certificate is about another.',
    action: 'Show a certificate about the disease that the rule names.',
  },
  'issuing-country': {
    full: `{accepted, select,
      many {The issuing country, {country}, is not among the {count, plural, one {# country} other {# countries}} whose certificates are accepted.}
      other {The issuing country, {country}, is not among those whose certificates are accepted: {accepted}.}}`,
    plain: `{accepted, select,
      many {The issuing country is not among the {count, plural, one {# country} other {# countries}} whose certificates are accepted.}
      other {The issuing country is not among those whose certificates are accepted: {accepted}.}}`,
  },
  issuer: {
    full: 'The rule does not accept certificates of this issuer: {issuer}.',
    plain: 'The rule does not accept certificates of this issuer.',
    action: 'Show a certificate of another issuer.',
  },
  identifier: {
    ...same('The identifier of the certificate is among those that its issuer has withdrawn.'),
    action: 'Ask the issuer why, and for a new certificate.',
  },
  'one-event': {
    full: 'The rule is for certificates with exactly one entry; this one has {count, plural, =0 {none} other {#}}.',
    plain: 'The rule is for certificates with exactly one entry; this one has none, or several.',
    action: 'Show a certificate with one entry.',
  },
  kind: same(`{kind, select,
    vaccination {Vaccination certificates are not accepted here.}
    test {Test certificates are not accepted here.}
    recovery {Proofs of recovery are not accepted here.}
    prophylaxis {Proofs of prophylaxis are not accepted here.}
    exemption {Exemptions are not accepted here.}
    other {Certificates of this kind are not accepted here.}}`),
  'no-fact': {
    ...same(`{kind, select,
      vaccination {The rule asks for a vaccination certificate{disease, select, none {} other { ({disease})}}; none was shown.}
      test {The rule asks for a test certificate{disease, select, none {} other { ({disease})}}; none was shown.}
      recovery {The rule asks for a proof of recovery{disease, select, none {} other { ({disease})}}; none was shown.}
      prophylaxis {The rule asks for a proof of prophylaxis{disease, select, none {} other { ({disease})}}; none was shown.}
      exemption {The rule asks for an exemption{disease, select, none {} other { ({disease})}}; none was shown.}
      other {The rule asks for another kind of document{disease, select, none {} other { ({disease})}}; none was shown.}}`),
    action: `{kind, select,
      vaccination {Show a vaccination certificate.}
      test {Show a test certificate.}
      recovery {Show a proof of recovery.}
      prophylaxis {Show a proof of prophylaxis.}
      exemption {Show an exemption.}
      other {Show another document.}}`,
  },
  'one-more': {
    ...same('One more document is needed: {kinds}.'),
    action: 'Show one more document: {kinds}.',
  },
  'value-missing': {
    ...same('The certificate does not state what decides here: {field}.'),
    action: 'Show a document that states it, or ask the issuer for one.',
  },
  'journey-missing': {
    ...same('The answer depends on something about the journey that was not stated: {field}.'),
    action: 'State it, and ask again.',
  },
  'not-evaluable': {
    ...same(`{field, select,
      none {This rule cannot be applied by machine.}
      other {This rule cannot be applied by machine, because of: {field}.}}`),
    action: 'Follow the official instructions of the destination.',
  },
  attestation: {
    ...same('The word of the issuer alone is not accepted here: the rule asks for the facts.'),
    action: 'Show a certificate that states the vaccination, test or recovery itself.',
  },
  evidence: {
    full: 'How it is known whose key signed the certificate: {level}. What is needed: {needed}.',
    plain:
      'It is not known surely enough whose key signed the certificate. What is needed: {needed}.',
    action: 'Load the current official lists and check again.',
  },
  'list-age': {
    ...same(`{list, select,
      keys {The list of keys is more than ${DAYS} old.}
      revocation {The list of revoked certificates is more than ${DAYS} old.}
      other {A list is more than ${DAYS} old.}}`),
    action: 'Load the current list and check again.',
  },
  'no-rules': {
    ...same(
      'No entry rules are known for {destination}. This does not mean that entry is allowed.',
    ),
    action: 'Load the entry rules, or follow the official instructions of the destination.',
  },
  'rules-outdated': {
    ...same(`The entry rules held for {destination} were confirmed more than ${DAYS} ago.`),
    action: 'Load the current entry rules and check again.',
  },
  other: same('A condition of the rule is not met: {path} ({operation}).'),
}
