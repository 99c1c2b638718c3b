/**
 * Hand scanners that type what they read: bursts of keys, far faster than a person, ended by Enter, Tab or
 * a pause.
 *
 * A scanner sends the keys of one keyboard, and the computer may have another: `:` then becomes `Ö`, `A`
 * becomes `Q`. Which keys they were is known still, so the text is put together both ways.
 *
 * @module
 */

import { detect, trimLeadingSpace } from 'pratique/verify'

/** A key that went down. */
export interface KeyPress {
  /** What it means to the computer (`KeyboardEvent.key`). */
  readonly key: string
  /** Which one it is (`KeyboardEvent.code`). */
  readonly code: string
  readonly shiftKey: boolean
  /** With another level of the keyboard, which the United States have not. */
  readonly altKey: boolean
  /** Milliseconds, from any beginning. */
  readonly time: number
}

/** The keys of a burst so far. */
export interface Burst {
  /** As the computer understood them. */
  readonly typed: string
  /** As they stand on a keyboard of the United States; `undefined` once one is on none. */
  readonly byPlace: string | undefined
  readonly lastTime: number
}

export const NO_BURST: Burst = { typed: '', byPlace: '', lastTime: Number.NEGATIVE_INFINITY }

/** Between two keys of a scanner, slow ones on radio included; people need three times as long. */
export const LONGEST_GAP_MS = 50

/** From so many on it is no accident: nobody rolls over the keys for longer. */
const FEWEST_KEYS = 6

/** No code holds more. */
const MOST_KEYS = 20_000

/** What is said of a burst that is over. */
export type WedgeReading =
  | { readonly kind: 'text'; readonly text: string }
  /** It is a scanner, and its keyboard is another than this computer's. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'nothing' }

/** Adds a key; one that comes late begins anew. */
export function addKey(burst: Burst, press: KeyPress): Burst {
  const before = press.time - burst.lastTime > LONGEST_GAP_MS ? NO_BURST : burst
  if (before.typed.length >= MOST_KEYS) return { ...before, lastTime: press.time }
  const isCharacter = [...press.key].length === 1
  // Shift and dead keys type nothing by themselves; what they are is told by the next.
  if (!isCharacter && press.key !== 'Dead') return { ...before, lastTime: press.time }
  const placed = placeOf(press)
  const isPlaced = before.byPlace !== undefined && placed !== undefined
  return {
    typed: before.typed + (isCharacter ? press.key : ''),
    byPlace: isPlaced ? before.byPlace + placed : undefined,
    lastTime: press.time,
  }
}

/** Whether it is a scanner, so that its keys are to do nothing else on the page. */
export function isScanner({ typed }: Burst): boolean {
  return typed.length >= FEWEST_KEYS
}

/** Whether a key ends a burst. */
export function isEnd(key: string): boolean {
  return key === 'Enter' || key === 'Tab'
}

/** Tells what a burst says. */
export function readBurst(burst: Burst): WedgeReading {
  if (!isScanner(burst)) return { kind: 'nothing' }
  const [typed = '', byPlace] = [burst.typed, burst.byPlace].map(withoutIdentifier)
  const both = byPlace === undefined ? [typed] : [typed, byPlace]
  const text = both.find((each) => ALPHABETS.test(each)) ?? both.find(isKnown)
  if (text !== undefined) return { kind: 'text', text }
  return typed === byPlace ? { kind: 'text', text: typed } : { kind: 'garbled' }
}

/** Texts whose every character is one that their format has, zones of passports among them: no other keyboard made them. */
const ALPHABETS =
  /^(?:HC1:[0-9A-Z $%*+\-./:]+|shc:\/[\d/]+|NZCP:\/[\dA-Z/]+|(?=.*<)[0-9A-Z<]{30,90})$/

/** What scanners may send before the text: which symbology it was (ISO/IEC 15424). */
const IDENTIFIER = /^\][A-Za-z][0-9A-Za-z](?=.)/

function withoutIdentifier(text: string | undefined): string | undefined {
  return text?.replace(IDENTIFIER, '')
}

function isKnown(text: string): boolean {
  const detected = detect(trimLeadingSpace(text))
  return detected.kind === 'carrier' || detected.name !== 'unknown'
}

/** Keys beside letters and digits on a keyboard of the United States, alone and with Shift. */
const PLACES: Readonly<Record<string, string>> = {
  Space: '  ',
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadDecimal: '..',
  NumpadDivide: '//',
  NumpadMultiply: '**',
  NumpadSubtract: '--',
  NumpadAdd: '++',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

function placeOf({ code, shiftKey, altKey }: KeyPress): string | undefined {
  if (altKey) return undefined
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const [, row, digit] = /^(Digit|Numpad)(\d)$/.exec(code) ?? []
  if (digit !== undefined) {
    return shiftKey && row === 'Digit' ? SHIFTED_DIGITS.charAt(Number(digit)) : digit
  }
  return PLACES[code]?.charAt(shiftKey ? 1 : 0)
}
