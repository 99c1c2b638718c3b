/**
 * The verdicts in English, one for each exit code: what stands largest on a screen, and what to do.
 *
 * @module
 */

import type { ExitCode } from '../outcome.ts'

/** A verdict in words. The title of the deciding code gives the reason below it. */
export interface VerdictWords {
  readonly headline: string
  readonly action: string
}

/** What ends with each exit code (DESIGN §4). Only 12 speaks of forgery. */
export const VERDICT_WORDS: Readonly<Record<ExitCode, VerdictWords>> = {
  0: {
    headline: 'Meets the rule',
    action: 'Compare the name and birth date with an identity document.',
  },
  3: {
    headline: 'Genuine – no entry rule was checked',
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
      "another person's. The certificate itself is genuine.",
  },
  12: {
    headline: 'Cannot be accepted: forged or damaged',
    action:
      'Scan the original once more, as a bad copy looks the same. If the answer stays, do not ' +
      'accept it and ask for another proof.',
  },
  13: {
    headline: 'Cannot be accepted: issuer not recognised, or key not meant for this',
    action:
      'Ask for a certificate of a recognised issuer. This answer does not say that the certificate ' +
      'was altered.',
  },
  14: {
    headline: 'Cannot be accepted: revoked by its issuer',
    action: 'Ask for another proof. The holder can ask the issuer why, and for a new certificate.',
  },
  15: {
    headline: 'Cannot be accepted: outside its signature period',
    action:
      'Ask the holder to have it renewed by its issuer. This is technical, and says nothing about ' +
      'the vaccination, test or recovery.',
  },
  20: {
    headline: 'No answer: a list is missing or too old, or proves too little',
    action: 'Load the current lists and check again. The certificate may well be genuine.',
  },
  21: {
    headline: 'No answer: no entry rule is known',
    action:
      'Load the rules of the destination, or follow its official instructions. No rule known does ' +
      'not mean admitted.',
  },
  22: {
    headline: 'No answer: something needed is missing or unclear',
    action: 'See the reason for what is missing, and ask the holder for it or for another proof.',
  },
  23: {
    headline: 'No answer: the clock of this device cannot be right',
    action: 'Set the date and time of the device, and check again.',
  },
  30: {
    headline: 'This code is something else',
    action: 'Look for another code on the document, and scan that one.',
  },
  31: {
    headline: 'Specimen – not a real certificate',
    action: 'It proves nothing about anybody. Ask for a real certificate.',
  },
}
