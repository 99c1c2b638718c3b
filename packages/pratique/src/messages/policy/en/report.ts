/**
 * The lines of a report on entry rules in English.
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: 'Meets the entry rules',
    'more-needed': 'One more document needed',
    failed: 'Does not meet the entry rules',
    open: 'No answer',
  },
  causes: {
    'no-rules': 'No answer: no entry rules are known',
    outdated: 'No answer: rules or lists are out of date',
    evidence: 'No answer: it is not known surely enough whose key signed',
    'value-missing': 'No answer: something that decides is not stated',
    error: 'No answer: a rule cannot be applied by machine',
  },
  windows: {
    acceptedBetween: 'Accepted from {from} until {until}',
    acceptedFrom: 'Accepted from {from} on',
    acceptedUntil: 'Accepted until {until}',
    acceptedAlways: 'Accepted without limit of time',
    acceptedNever: 'Not accepted at any time',
    nextPass: 'Would be accepted from {date}',
    between: 'From {from} until {until}',
    from: 'From {from} on',
    until: 'Until {until}',
  },
  headings: {
    destination: 'Entry rules: {destination}',
    arrival: 'Arrival: {date}',
    reasons: 'Reasons',
    actions: 'What can be done',
    windows: 'When this is accepted',
    officialText: 'In the words of the destination',
    usedFields: 'What the rules looked at',
    derivedFields: 'Not stated, but worked out',
    missingFields: 'Not stated, and decisive',
    rules: 'Rules applied',
  },
  notes: {
    certificate: 'Certificate {number}',
    show: '{count, plural, one {This one is enough: {certificates}} other {These are enough: {certificates}}}',
    asOf: 'Rules as of {date}',
    timeZone: 'Times in the zone {zone}',
    rule: 'Rule {rule}',
    windowLimits: 'By the rules known today, and for the documents shown.',
  },
}
