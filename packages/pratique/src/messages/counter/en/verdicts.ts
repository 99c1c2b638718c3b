/**
 * Verdicts in English. `messages/verdicts.ts` puts the lines of the command line together from them.
 *
 * @module
 */

import type { ExitCode } from '../../../outcome.ts'
import type { CounterVerdict } from '../messages.ts'

export const COUNTER_VERDICTS: Readonly<Record<ExitCode, CounterVerdict>> = {
  0: {
    headline: 'Meets the rule',
    action: 'Compare the name and birth date with an identity document.',
  },
  3: {
    headline: 'Genuine',
    reason: 'No entry rule was checked',
    action:
      'Compare the name and birth date with an identity document. Whether it is enough to enter, ' +
      'only the rules of the destination can say.',
  },
  10: {
    headline: 'One more document needed',
    action: 'Ask the holder for the document that the reason names, and check both together.',
  },
  11: {
    headline: 'Does not meet the rule',
    action:
      'Tell the holder the reason: the condition that is not met, or that the certificate is ' +
      'another person’s. The certificate itself is genuine.',
  },
  12: {
    headline: 'Cannot be accepted',
    reason: 'Forged or damaged',
    action:
      'Scan the original once more, as a bad copy looks the same. If the answer stays, do not ' +
      'accept it and ask for another proof.',
  },
  13: {
    headline: 'Cannot be accepted',
    reason: 'Issuer not recognised, or key not meant for this',
    action:
      'Ask for a certificate of a recognised issuer. This answer does not say that the certificate ' +
      'was altered.',
  },
  14: {
    headline: 'Cannot be accepted',
    reason: 'Revoked by its issuer',
    action: 'Ask for another proof. The holder can ask the issuer why, and for a new certificate.',
  },
  15: {
    headline: 'Cannot be accepted',
    reason: 'Outside its signature period',
    action:
      'Ask the holder to have it renewed by its issuer. This is technical, and says nothing about ' +
      'the vaccination, test or recovery.',
  },
  20: {
    headline: 'No answer',
    reason: 'A list is missing or too old, or proves too little',
    action: 'Load the current lists and check again. The certificate may well be genuine.',
  },
  21: {
    headline: 'No answer',
    reason: 'No entry rule is known',
    action:
      'Load the rules of the destination, or follow its official instructions. No rule known does ' +
      'not mean admitted.',
  },
  22: {
    headline: 'No answer',
    reason: 'Something needed is missing or unclear',
    action: 'See the reason for what is missing, and ask the holder for it or for another proof.',
  },
  23: {
    headline: 'No answer',
    reason: 'The clock of this device cannot be right',
    action: 'Set the date and time of the device, and check again.',
  },
  30: {
    headline: 'This code is something else',
    action: 'Look for another code on the document, and scan that one.',
  },
  31: {
    headline: 'Specimen',
    reason: 'Not a real certificate',
    action: 'It proves nothing about anybody. Ask for a real certificate.',
  },
}
