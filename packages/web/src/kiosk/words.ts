/**
 * Which words a kiosk has for a verdict.
 *
 * @module
 */

import type { Verdict } from 'pratique/verify'
import type { MessageName } from '../messages/languages.ts'

export const ANSWER_WORDS: Readonly<
  Record<Verdict, { readonly headline: MessageName; readonly hint: MessageName }>
> = {
  accepted: { headline: 'kiosk.accepted', hint: 'kiosk.acceptedHint' },
  genuine: { headline: 'kiosk.genuine', hint: 'kiosk.genuineHint' },
  'more-needed': { headline: 'kiosk.moreNeeded', hint: 'kiosk.anotherHint' },
  refused: { headline: 'kiosk.refused', hint: 'kiosk.refusedHint' },
  'not-genuine': { headline: 'kiosk.notGenuine', hint: 'kiosk.notGenuineHint' },
  undecided: { headline: 'kiosk.undecided', hint: 'kiosk.undecidedHint' },
  'not-a-certificate': { headline: 'kiosk.notACertificate', hint: 'kiosk.notACertificateHint' },
  specimen: { headline: 'kiosk.specimen', hint: 'kiosk.specimenHint' },
}
