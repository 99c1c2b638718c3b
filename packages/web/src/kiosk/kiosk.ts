/**
 * What a kiosk does: a certificate, then the document it goes with, then the answer. Nobody stands beside it,
 * so that it asks for staff where it cannot help, and begins anew by itself.
 *
 * @module
 */

import { findNotableResult, type Verdict, type Verification } from 'pratique/verify'

/** The answer: all of it that is shown or sent. Nothing of the person is in it. */
export interface KioskAnswer {
  readonly verdict: Verdict
  readonly exitCode: Verification['exitCode']
  readonly code?: Verification['code']
  /** Of a specimen: which verdict it would have had. */
  readonly as?: Verdict
  /** A test that did not say "not detected": somebody has to look at it. */
  readonly isNotable?: true
}

/** Why more codes are wanted. */
export type Need = 'chunks' | 'another'

export type KioskScreen =
  /** The camera looks. `texts` are held until the answer. */
  | { readonly at: 'scan'; readonly texts: readonly string[]; readonly need?: Need }
  | { readonly at: 'checking'; readonly texts: readonly string[] }
  /** It is genuine: now whose it is. */
  | { readonly at: 'document'; readonly texts: readonly string[]; readonly isUnreadable: boolean }
  | { readonly at: 'comparing'; readonly texts: readonly string[] }
  | { readonly at: 'answer'; readonly answer: KioskAnswer }
  | { readonly at: 'staff' }

export interface Kiosk {
  readonly screen: KioskScreen
  /** How many in a row were not let through. */
  readonly failures: number
  /** Milliseconds of a clock that only goes on: when the screen begins anew by itself, if it does. */
  readonly until?: number
}

export type KioskEvent = { readonly now: number } & (
  | { readonly kind: 'read'; readonly texts: readonly string[] }
  | { readonly kind: 'checked'; readonly of: readonly string[]; readonly answer: KioskAnswer }
  | { readonly kind: 'document' }
  | { readonly kind: 'unreadable-document' }
  /** Somebody touched it. */
  | { readonly kind: 'touched' }
  | { readonly kind: 'tick' }
  /** A bug of ours, or a file of the page that is gone. */
  | { readonly kind: 'fault'; readonly of: readonly string[] }
  | { readonly kind: 'again' }
)

/** An answer stays so long. */
const ANSWER_MS = 5000
/** A person who does nothing for so long has left. */
const IDLE_MS = 45_000
/** Staff may be at the other end of a hall. */
const STAFF_MS = 120_000
/** So many in a row: somebody is to help. */
const MAX_FAILURES = 2

export const START: Kiosk = { screen: { at: 'scan', texts: [] }, failures: 0 }

export function reduceKiosk(kiosk: Kiosk, event: KioskEvent): Kiosk {
  const { screen, failures } = kiosk
  switch (event.kind) {
    case 'read':
      if (screen.at !== 'scan') return kiosk
      return { screen: { at: 'checking', texts: [...screen.texts, ...event.texts] }, failures }
    case 'checked':
      return isOfNow(screen, event.of) ? reduceAnswer(kiosk, event.answer, event.now) : kiosk
    case 'document':
      if (screen.at !== 'document') return kiosk
      return { screen: { at: 'comparing', texts: screen.texts }, failures }
    case 'unreadable-document':
      if (screen.at !== 'document') return kiosk
      return stay({ screen: { ...screen, isUnreadable: true }, failures }, event.now)
    case 'touched':
      return kiosk.until !== undefined && screen.at !== 'answer' ? stay(kiosk, event.now) : kiosk
    case 'tick':
      return kiosk.until !== undefined && event.now >= kiosk.until ? end(kiosk, event.now) : kiosk
    case 'fault':
      return isOfNow(screen, event.of) ? callStaff(event.now) : kiosk
    // Who gives up is counted on: else a certificate could be tried with one document after another.
    case 'again':
      return screen.at === 'staff' ? START : { ...START, failures }
  }
}

/** An answer may come when its check is over, and another person's begun. */
function isOfNow(screen: KioskScreen, of: readonly string[]): boolean {
  return (screen.at === 'checking' || screen.at === 'comparing') && screen.texts === of
}

/** What a person who is not there any more leaves is gone; so is what staff have seen to. */
function end({ screen, failures }: Kiosk, now: number): Kiosk {
  if (screen.at === 'answer' && failures >= MAX_FAILURES) return callStaff(now)
  return screen.at === 'answer' ? { ...START, failures } : START
}

function callStaff(now: number): Kiosk {
  return { screen: { at: 'staff' }, failures: 0, until: now + STAFF_MS }
}

function stay(kiosk: Kiosk, now: number): Kiosk {
  return { ...kiosk, until: now + (kiosk.screen.at === 'staff' ? STAFF_MS : IDLE_MS) }
}

function reduceAnswer(kiosk: Kiosk, answer: KioskAnswer, now: number): Kiosk {
  const { screen, failures } = kiosk
  if (screen.at === 'comparing') return show(answer, failures, now)
  if (screen.at !== 'checking') return kiosk
  const { texts } = screen
  const need = needOf(answer)
  if (need) return stay({ screen: { at: 'scan', texts, need }, failures }, now)
  // Whose it is: before that nothing is accepted (DESIGN §4).
  if (isGood(answer)) {
    // "Genuine" would mislead: the gate hears no result (DESIGN §4).
    if (answer.isNotable && (answer.as ?? answer.verdict) === 'genuine') return callStaff(now)
    return stay({ screen: { at: 'document', texts, isUnreadable: false }, failures }, now)
  }
  return show(answer, failures, now)
}

function show(answer: KioskAnswer, failures: number, now: number): Kiosk {
  const count = isGood(answer) ? 0 : failures + 1
  return { screen: { at: 'answer', answer }, failures: count, until: now + ANSWER_MS }
}

function needOf({ verdict, as, code }: KioskAnswer): Need | undefined {
  if (code === 'format.chunk-missing') return 'chunks'
  return (as ?? verdict) === 'more-needed' ? 'another' : undefined
}

/** Whether somebody may go on. A specimen goes as far as what it stands for, and is told to be one. */
export function isGood({ verdict, as }: KioskAnswer): boolean {
  const counted = as ?? verdict
  return counted === 'accepted' || counted === 'genuine'
}

function findNotable(verification: Verification): boolean {
  const certificate = 'certificate' in verification ? verification.certificate : undefined
  return certificate !== undefined && findNotableResult(certificate) !== undefined
}

/** What a kiosk keeps of a verification. */
export function toKioskAnswer(verification: Verification): KioskAnswer {
  const { verdict, exitCode, code } = verification
  return {
    ...{ verdict, exitCode },
    ...(code !== undefined && { code }),
    ...(verification.verdict === 'specimen' && { as: verification.as }),
    ...(findNotable(verification) && { isNotable: true as const }),
  }
}
